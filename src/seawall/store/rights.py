"""The rights of one account as they were given and ended, its passkeys, and where it is signed in.

The owner of the database ends them; an auditor may read them.
"""

import hashlib
from collections.abc import Collection
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from seawall.store.accounts import Role
from seawall.store.sessions import digest


class Given(NamedTuple):
    """A role that an account has, or had: from when on, and until when (None: still)."""

    role: Role
    since: datetime
    until: datetime | None


class Key(NamedTuple):
    """A passkey: 64 hex digits that name it, when it was registered and last used."""

    name: str
    made: datetime
    used: datetime | None


class Open(NamedTuple):
    """A session that is open: 64 hex digits that name it, with what, since when, and when it was last asked under;
    `strength` is how they signed in at their organisation, as that says."""

    name: str
    way: str
    opened: datetime
    seen: datetime
    strength: str | None


def roles(connection: Connection, account: UUID) -> list[Given]:
    """All roles that an account ever had, the newest first."""
    found = connection.execute(
        text(
            "SELECT role, organisation, area, since, until FROM access.roles WHERE account = :account "
            "ORDER BY until IS NOT NULL, since DESC, role"
        ),
        {"account": account},
    )
    return [
        Given(Role(row.role, row.organisation, row.area), row.since.astimezone(UTC), _utc(row.until)) for row in found
    ]


def end_role(connection: Connection, account: UUID, role: Role, at: datetime) -> bool:
    """Ends a role at once; False: the account does not have it."""
    done = connection.execute(
        text(
            "UPDATE access.roles SET until = greatest(:at, since) WHERE account = :account AND role = :role "
            "AND organisation = :organisation AND area IS NOT DISTINCT FROM :area AND until IS NULL"
        ),
        {"account": account, "at": at, **role._asdict()},
    )
    return done.rowcount > 0


def keys(connection: Connection, account: UUID) -> list[Key]:
    """The passkeys that open an account, oldest first."""
    found = connection.execute(
        text("SELECT credential, made, used FROM access.passkeys WHERE account = :account ORDER BY made"),
        {"account": account},
    )
    return [Key(_name(row.credential), row.made.astimezone(UTC), _utc(row.used)) for row in found]


def end_key(connection: Connection, account: UUID, name: str) -> bool:
    """Takes a passkey away, and ends what was opened with one; False: the account has none of that name."""
    there = connection.scalars(
        text("SELECT credential FROM access.passkeys WHERE account = :account"), {"account": account}
    ).all()
    found = next((each for each in there if _name(each) == name), None)
    if found is None:
        return False
    connection.execute(text("DELETE FROM access.passkeys WHERE credential = :found"), {"found": found})
    connection.execute(
        text("DELETE FROM access.sessions WHERE account = :account AND way = 'passkey'"), {"account": account}
    )
    return True


def linked(connection: Connection, account: UUID) -> list[str]:
    """The sign-ins of organisations that open an account, by their issuers."""
    found = connection.scalars(
        text("SELECT issuer FROM access.identities WHERE account = :account ORDER BY issuer"), {"account": account}
    )
    return list(found)


def sessions(connection: Connection, account: UUID, at: datetime, idle: datetime) -> list[Open]:
    """The sessions of an account that are open at a moment: seen since `idle`, the newest first."""
    found = connection.execute(
        text(
            "SELECT token, way, opened, seen, strength FROM access.sessions WHERE account = :account AND ends > :at "
            "AND seen > :idle ORDER BY opened DESC"
        ),
        {"account": account, "at": at, "idle": idle},
    )
    return [
        Open(_name(row.token), row.way, row.opened.astimezone(UTC), row.seen.astimezone(UTC), row.strength)
        for row in found
    ]


def session(token: str) -> str:
    """What names the session of what a browser holds."""
    return _name(digest(token))


def end_sessions(connection: Connection, account: UUID, names: Collection[str] | None = None) -> int:
    """Ends the sessions of an account that have these names, or all of them, at once; how many rows there were."""
    there = connection.scalars(text("SELECT token FROM access.sessions WHERE account = :account"), {"account": account})
    chosen = [each for each in there if names is None or _name(each) in names]
    return connection.execute(
        text("DELETE FROM access.sessions WHERE token = ANY(:chosen)"), {"chosen": chosen}
    ).rowcount


def _name(number: bytes) -> str:
    """A passkey's own number is for its device alone, and a session's for the database: its digest names it to us."""
    return hashlib.sha256(number).hexdigest()


def _utc(at: datetime | None) -> datetime | None:
    return at and at.astimezone(UTC)
