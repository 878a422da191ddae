"""The break-glass password: an unknown account and a wrong password take the same steps, and so the same time."""

import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from seawall.store import accounts
from seawall.store.accounts import Account
from seawall.store.database import transaction
from seawall.store.server import Server

_HASHER = PasswordHasher()  # argon2id as RFC 9106 has it for little memory: 64 MiB, three passes
_AT_ONCE = BoundedSemaphore(2)  # each takes its 64 MiB: a crowd at the door waits


def account_of(server: Server, officer: str, password: str) -> tuple[Account | None, bool]:
    """The account of an officer, and whether the password opens it. A crowd that waits holds no connection."""
    with transaction(server) as connection:  # a text of the database holds no NUL
        found = accounts.find(connection, officer if officer.isprintable() else "")
    kept = found.password if found is not None and found.active else None
    return found, _holds(kept or nobodys(), password)


@cache
def nobodys() -> str:
    """The hash of a password that nobody knows, held against what is typed for an account that none opens."""
    return _HASHER.hash(secrets.token_urlsafe(32))


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def _holds(kept: str, password: str) -> bool:
    try:
        with _AT_ONCE:
            return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
