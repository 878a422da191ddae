"""Accounts: who may sign in, in which roles, and the hash of a break-glass password.

The owner of the database makes, changes and ends them; the desk reads them, and no more.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

ROLES = (
    "commander", "epidemiologist", "area_officer", "tracer", "laboratory",
    "site_manager", "clerk", "press_officer", "administrator", "auditor",
)  # fmt: skip
"""What somebody may be. What each may do, web/access.py says."""


class Role(NamedTuple):
    """What somebody is, for which organisation, and in which area only (None: everywhere)."""

    role: str
    organisation: str
    area: str | None = None


class Account(NamedTuple):
    """Somebody who has an account; `password` is an argon2id hash, None: a passkey alone opens it."""

    account: UUID
    officer: str
    password: str | None
    active: bool


class Entry(NamedTuple):
    """An account as it is listed: with its roles in force, whether it has a password, and how many passkeys."""

    officer: str
    active: bool
    roles: tuple[Role, ...]
    password: bool
    passkeys: int


def make(connection: Connection, officer: str, at: datetime) -> UUID:
    """Makes an account, or one that was ended active again; its number. Raises IntegrityError for no officer's id."""
    found: UUID = connection.execute(
        text(
            "INSERT INTO access.accounts (officer, made) VALUES (:officer, :at) "
            "ON CONFLICT (officer) DO UPDATE SET active = true RETURNING account"
        ),
        {"officer": officer, "at": at},
    ).scalar_one()
    return found


def grant(connection: Connection, account: UUID, role: Role, at: datetime) -> bool:
    """Gives an account a role from a moment on; False: it has it already."""
    done = connection.execute(
        text(
            "INSERT INTO access.roles (account, role, organisation, area, since) "
            "VALUES (:account, :role, :organisation, :area, :at) ON CONFLICT DO NOTHING"
        ),
        {"account": account, "at": at, **role._asdict()},
    )
    return done.rowcount > 0


def set_password(connection: Connection, account: UUID, hashed: str) -> None:
    """Gives an account a break-glass password, by its argon2id hash; who was signed in with the old one is not."""
    given = {"account": account, "hashed": hashed}
    connection.execute(text("UPDATE access.accounts SET password = :hashed WHERE account = :account"), given)
    connection.execute(text("DELETE FROM access.sessions WHERE account = :account AND way = 'password'"), given)


def end(connection: Connection, account: UUID, at: datetime) -> None:
    """Ends an account at once: sessions, keys and password are gone, its tokens and roles end; its id stays taken."""
    given = {"account": account, "at": at}
    for statement in (
        "DELETE FROM access.sessions WHERE account = :account",
        "DELETE FROM access.passkeys WHERE account = :account",
        "DELETE FROM access.identities WHERE account = :account",
        "UPDATE access.tokens SET ended = greatest(:at, made) WHERE account = :account AND ended IS NULL",
        "UPDATE access.roles SET until = greatest(:at, since) WHERE account = :account AND coalesce(until > :at, true)",
        "UPDATE access.accounts SET active = false, password = NULL WHERE account = :account",
    ):
        connection.execute(text(statement), given)


def find(connection: Connection, officer: str) -> Account | None:
    """The account of an officer, also one that was ended."""
    found = connection.execute(
        text("SELECT account, officer, password, active FROM access.accounts WHERE officer = :officer"),
        {"officer": officer},
    ).one_or_none()
    return None if found is None else Account(*found)


def roles(connection: Connection, account: UUID, at: datetime) -> tuple[Role, ...]:
    """The roles of an account at a moment, in order; none for one that was ended."""
    found = connection.execute(_ROLES, {"account": account, "at": at})
    return tuple(Role(*row) for row in found)


_ROLES = text(
    "SELECT role, organisation, area FROM access.roles JOIN access.accounts USING (account) "
    "WHERE account = :account AND active AND since <= :at AND (until IS NULL OR :at < until) "
    "ORDER BY role, organisation, area"
)


def every(connection: Connection, at: datetime) -> list[Entry]:
    """All accounts by officer."""
    found = connection.execute(
        text(
            "SELECT account, officer, active, password IS NOT NULL AS password, "
            "(SELECT count(*) FROM access.passkeys p WHERE p.account = a.account) AS passkeys "
            "FROM access.accounts a ORDER BY officer"
        )
    ).all()
    return [
        Entry(row.officer, row.active, roles(connection, row.account, at), row.password, row.passkeys) for row in found
    ]
