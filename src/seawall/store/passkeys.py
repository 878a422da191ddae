"""Passkeys: the public halves of the keys that open an account."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text


class Passkey(NamedTuple):
    """A key as its device registered it; `sign_count` is how often the device says it was used."""

    credential: bytes
    public_key: bytes
    sign_count: int
    account: UUID


class Owner(NamedTuple):
    """A key, and whom it opens."""

    passkey: Passkey
    officer: str


def add(connection: Connection, key: Passkey, at: datetime) -> bool:
    """Registers a key; False: there is one of that number already, whosever it is."""
    done = connection.execute(
        text(
            "INSERT INTO access.passkeys (credential, public_key, sign_count, account, made) "
            "VALUES (:credential, :public_key, :sign_count, :account, :at) ON CONFLICT DO NOTHING"
        ),
        {**key._asdict(), "at": at},
    )
    return done.rowcount > 0


def find(connection: Connection, credential: bytes) -> Owner | None:
    """The key of a number and its officer, for an account that is active.

    It is held until the transaction ends: of two uses at once the second sees what the first counted.
    """
    found = connection.execute(
        text(
            "SELECT credential, public_key, sign_count, account, officer "
            "FROM access.passkeys JOIN access.accounts USING (account) "
            "WHERE credential = :credential AND active FOR UPDATE OF passkeys"
        ),
        {"credential": credential},
    ).one_or_none()
    return None if found is None else Owner(Passkey(*found[:4]), found.officer)


def used(connection: Connection, credential: bytes, sign_count: int, at: datetime) -> None:
    """Keeps what the device counted at its last use."""
    connection.execute(
        text("UPDATE access.passkeys SET sign_count = :sign_count, used = :at WHERE credential = :credential"),
        {"credential": credential, "sign_count": sign_count, "at": at},
    )


def of(connection: Connection, account: UUID) -> list[bytes]:
    """The numbers of an account's keys, oldest first."""
    found = connection.scalars(
        text("SELECT credential FROM access.passkeys WHERE account = :account ORDER BY made"), {"account": account}
    )
    return list(found)
