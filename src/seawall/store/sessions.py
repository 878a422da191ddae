"""Sessions: who is signed in. What the browser holds stands here as its SHA-256 alone."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from seawall.store.accounts import Role, roles

IDLE = timedelta(minutes=30)
"""How long nothing may be asked under a session before it ends: a desk that was left is not open for long."""
WHOLE = timedelta(hours=12)
"""How long a session lasts at most: a duty is 12 hours, and who takes over signs in themselves."""
_NOTED = timedelta(minutes=1)  # `seen` is written once a minute, not with each of a page's requests

Way = Literal["passkey", "password", "oidc"]


class Session(NamedTuple):
    """Somebody who is signed in: with what, since when, until when if nothing is asked any more, and with
    the roles they have at this moment; `strength` is how they signed in at their organisation, as that says."""

    account: UUID
    officer: str
    way: Way
    opened: datetime
    until: datetime
    roles: tuple[Role, ...]
    strength: str | None = None


def open_(connection: Connection, account: UUID, way: Way, at: datetime, strength: str | None = None) -> str:
    """A new session of an account; what its browser is to hold, 256 random bits. Those that are over are removed."""
    token = secrets.token_urlsafe(32)
    connection.execute(text("DELETE FROM access.sessions WHERE ends <= :at OR seen <= :idle"), _moments(at))
    connection.execute(
        text(
            "INSERT INTO access.sessions (token, account, way, opened, seen, ends, strength) "
            "VALUES (:token, :account, :way, :at, :at, :ends, :strength)"
        ),
        {"token": digest(token), "account": account, "way": way, "at": at, "ends": at + WHOLE, "strength": strength},
    )
    return token


def find(connection: Connection, token: str, at: datetime, *, seen: bool = True) -> Session | None:
    """The session of what a browser holds; it is seen now, unless nobody did anything (`seen` is false).

    None where it is over, its account was ended, or has no role any more.
    """
    given = {"token": digest(token), **_moments(at)}
    found = connection.execute(_FIND, given).one_or_none()
    there = () if found is None else roles(connection, found.account, at)
    if found is None or not there:
        return None
    noted = seen and found.seen <= at - _NOTED
    if noted:
        connection.execute(text("UPDATE access.sessions SET seen = :at WHERE token = :token"), given)
    until = min(found.ends, (at if noted else found.seen) + IDLE)
    return Session(found.account, found.officer, found.way, found.opened, until, there, found.strength)


_FIND = text(
    "SELECT account, officer, way, opened, seen, ends, strength FROM access.sessions "
    "JOIN access.accounts USING (account) "
    "WHERE token = :token AND active AND ends > :at AND seen > :idle"
)


def close(connection: Connection, token: str) -> str | None:
    """Ends the session of what a browser holds; whose it was."""
    found: str | None = connection.scalar(
        text(
            "DELETE FROM access.sessions s USING access.accounts a "
            "WHERE s.account = a.account AND token = :token RETURNING officer"
        ),
        {"token": digest(token)},
    )
    return found


def digest(token: str) -> bytes:
    """What stands here of what a browser holds."""
    return hashlib.sha256(token.encode()).digest()


def _moments(at: datetime) -> dict[str, datetime]:
    return {"at": at, "idle": at - IDLE}
