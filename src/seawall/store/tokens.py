"""Tokens: with which a program asks in an officer's stead. What it holds stands here as its SHA-256 alone.

The owner of the database makes and ends them; the desk looks them up, and says when one was last used.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from seawall.store.accounts import Role, roles

LONGEST = timedelta(days=90)
"""How long a token is good for at most: a program that nobody thinks of any more is out by then."""
PREFIX = "seawall_"
"""What every token begins with, so that one that lies somewhere is known for what it is."""
_NOTED = timedelta(minutes=1)  # `used` is written once a minute


class Scope(NamedTuple):
    """One thing that a token may: an action on a resource, of one table or one area only (None: of every one)."""

    action: str
    resource: str
    table: str | None = None
    area: str | None = None


class Token(NamedTuple):
    """A token that is good now: in whose stead it asks, with the roles that they have at this moment."""

    token: UUID
    name: str
    account: UUID
    officer: str
    roles: tuple[Role, ...]
    scopes: tuple[Scope, ...]


class Entry(NamedTuple):
    """A token as it is listed."""

    token: UUID
    name: str
    officer: str
    scopes: tuple[Scope, ...]
    made: datetime
    made_by: str
    ends: datetime
    used: datetime | None
    ended: datetime | None


class New(NamedTuple):
    """What is said of a token that is to be made."""

    account: UUID
    name: str
    scopes: Sequence[Scope]
    ends: datetime
    by: str


def make(connection: Connection, new: New, at: datetime) -> tuple[UUID, str]:
    """A new token: its number, and the 256 random bits that the program is to hold, which are told this once.

    Raises IntegrityError for a name that is none, or that a token has which was not ended.
    """
    said = PREFIX + secrets.token_urlsafe(32)
    given = {**new._asdict(), "digest": _digest(said), "scopes": json.dumps(list(new.scopes)), "at": at}
    number: UUID = connection.execute(
        text(
            "INSERT INTO access.tokens (digest, account, name, scopes, made, made_by, ends) "
            "VALUES (:digest, :account, :name, CAST(:scopes AS jsonb), :at, :by, :ends) RETURNING token"
        ),
        given,
    ).scalar_one()
    return number, said


def find(connection: Connection, said: str, at: datetime) -> Token | None:
    """The token that a program says; None where it is none, is over, or is that of an account without a role.

    What is compared is a digest of random bits: how long it takes tells nothing of any token.
    """
    found = connection.execute(_FIND, {"digest": _digest(said), "at": at}).one_or_none()
    there = () if found is None else roles(connection, found.account, at)
    if found is None or not there:
        return None
    if found.used is None or found.used <= at - _NOTED:
        given = {"token": found.token, "at": at}
        connection.execute(text("UPDATE access.tokens SET used = :at WHERE token = :token"), given)
    return Token(found.token, found.name, found.account, found.officer, there, _scopes(found.scopes))


_FIND = text(
    "SELECT token, name, account, officer, scopes, used FROM access.tokens JOIN access.accounts USING (account) "
    "WHERE digest = :digest AND active AND ended IS NULL AND ends > :at"
)


def end(connection: Connection, name: str, at: datetime) -> tuple[UUID, str] | None:
    """Ends a token at once: its number and whose it was; None: none of that name is good."""
    found = connection.execute(
        text(
            "UPDATE access.tokens t SET ended = :at FROM access.accounts a "
            "WHERE a.account = t.account AND name = :name AND ended IS NULL AND ends > :at RETURNING token, officer"
        ),
        {"name": name, "at": at},
    ).one_or_none()
    return None if found is None else (found.token, found.officer)


def every(connection: Connection) -> list[Entry]:
    """All tokens, by name, also those that are over."""
    found = connection.execute(
        text(
            "SELECT token, name, officer, scopes, t.made, made_by, ends, used, ended "
            "FROM access.tokens t JOIN access.accounts USING (account) ORDER BY name, t.made"
        )
    )
    return [Entry(*row)._replace(scopes=_scopes(row.scopes)) for row in found]


def _scopes(said: list[list[str | None]]) -> tuple[Scope, ...]:
    return tuple(Scope(str(action), str(resource), *rest) for action, resource, *rest in said)


def _digest(said: str) -> bytes:
    return hashlib.sha256(said.encode()).digest()
