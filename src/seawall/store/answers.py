"""Answers to requests that write, kept for who repeats one: the same key gets the same answer, and enters nothing."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from seawall.store.database import transaction
from seawall.store.server import Server
from seawall.tables.errors import SeawallError

KEPT = timedelta(hours=48)
"""How long an answer is kept."""


class Key(NamedTuple):
    """Which request it is: whose, under which key, and the SHA-256 of what it asks."""

    account: UUID
    key: str
    asked: bytes


class Answer(NamedTuple):
    """What a request was answered."""

    status: int
    media: str
    body: bytes


class UnderWayError(SeawallError):
    """A request of this key is being answered now."""


class OtherRequestError(SeawallError):
    """The key was used for something else."""


class Turn:
    """The turn of one request: what it was answered before, if it was, and where its answer is kept."""

    def __init__(self, connection: Connection, key: Key, before: Answer | None) -> None:
        self.before = before
        self._connection, self._key = connection, key

    def keep(self, answer: Answer, at: datetime) -> None:
        """Keeps the answer; those that are too old go."""
        self._connection.execute(text("DELETE FROM access.answers WHERE at <= :at"), {"at": at - KEPT})
        given = {**self._key._asdict(), **answer._asdict(), "at": at}
        self._connection.execute(
            text("INSERT INTO access.answers VALUES (:account, :key, :asked, :status, :media, :body, :at)"), given
        )


@contextmanager
def turn(server: Server, key: Key) -> Iterator[Turn]:
    """One at a time for each key, in whatever process; whoever dies leaves the key free, with no answer.

    Then the request is done anew, and rows that are stored already are not stored twice. Raises UnderWayError while
    another has the turn, OtherRequestError for a key that was used for something else.
    """
    with transaction(server) as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _lock(key)}):
            raise UnderWayError(f"a request with the key {key.key} is being answered: ask again in a moment")
        found = connection.execute(
            text("SELECT asked, status, media, body FROM access.answers WHERE account = :account AND key = :key"),
            {"account": key.account, "key": key.key},
        ).one_or_none()
        if found is not None and found.asked != key.asked:
            raise OtherRequestError(f"the key {key.key} was used for another request: take a new one for a new request")
        yield Turn(connection, key, Answer(found.status, found.media, found.body) if found else None)


def _lock(key: Key) -> int:
    said = f"answer\n{key.account}\n{key.key}".encode()
    return int.from_bytes(hashlib.sha256(said).digest()[:8], signed=True)
