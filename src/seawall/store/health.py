"""How the database of a home is doing, in figures that name nobody."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, text

from seawall.store import facts
from seawall.store.database import transaction, version, wanted
from seawall.store.server import Server

TAKING = 0x5E41
"""The lock that whoever takes check-ins holds (store/checkins.py)."""


class Figures(NamedTuple):
    """What the database says of itself: its version, the migration it is at and the one this version wants, its size in
    bytes; the last batch of facts, the last of check-ins and when each came in (None: never); how many entries the
    journal has, how many of them the last signed root covers and when it was signed; how many wait for a lock, whether
    some program takes check-ins now, and how many sessions are open, and how many of
    them with a password."""

    server: str
    migration: str | None
    wants: str
    bytes: int
    batch: int
    entered: datetime | None
    checkins: int
    checked_in: datetime | None
    entries: int
    sealed: int
    sealed_at: datetime | None
    waiting: int
    taking: bool
    sessions: int
    passwords: int


def figures(server: Server, now: datetime) -> Figures:
    """The figures at a moment. Raises ServerError."""
    with transaction(server, "owner") as connection:
        migration = version(connection)
    with transaction(server) as connection:
        batch, entered = facts.highest(connection)
        row = connection.execute(_FIGURES, {"taking": TAKING, "now": now}).one()
        checkins, checked_in = connection.execute(text("SELECT batch, entered FROM presence.last()")).one()
        return Figures(
            row.server, migration, wanted(), row.bytes, batch, _utc(entered), checkins,
            _utc(checked_in) if checkins else None, row.entries, *_sealed(connection), row.waiting, row.taking,
            row.sessions, row.passwords,
        )  # fmt: skip


_FIGURES = text("""
SELECT current_setting('server_version') AS server, pg_database_size(current_database()) AS bytes,
    (SELECT coalesce(max(index) + 1, 0) FROM journal.entries) AS entries,
    (SELECT count(*) FROM pg_locks WHERE NOT granted) AS waiting,
    EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = :taking AND granted) AS taking,
    (SELECT count(*) FROM access.sessions WHERE ends > :now) AS sessions,
    (SELECT count(*) FROM access.sessions WHERE ends > :now AND way = 'password') AS passwords
""")


def _sealed(connection: Connection) -> tuple[int, datetime | None]:
    found = connection.execute(text("SELECT size, at FROM journal.roots ORDER BY size DESC LIMIT 1")).one_or_none()
    return (0, None) if found is None else (int(found.size), _utc(found.at))


def _utc(at: datetime | None) -> datetime | None:
    return at and at.astimezone(UTC)
