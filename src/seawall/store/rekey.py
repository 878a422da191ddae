"""The register under other keys: each row decrypted, then encrypted and hashed again, a batch at a time.

Each batch is a transaction. Killed, the next run goes on where it stopped: a row says which key it is under. One that
cannot be read stays as it is.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, text

from seawall.store.cipher import Cipher, ValueDamagedError, mark
from seawall.store.database import transaction
from seawall.store.enrol import COLUMNS, FIELDS, Said, sealed
from seawall.store.home import Home
from seawall.store.register import LOCK
from seawall.store.server import Server

BATCH = 2_000
"""Rows that are held at once."""
SAMPLE = 100


class Counted(NamedTuple):
    """Rows of the register under a home's key, and under none that it has: these cannot be read."""

    rows: int
    unreadable: int


def rekey(server: Server, old: Home, new: Home, done: Callable[[], None], told: Callable[[int], None]) -> None:
    """Puts each row that can be read with the old keys under the new ones.

    `done` is called once, when none is left and while nobody can add one; `told` with how many rows were looked at.
    """
    after, looked_at = 0, 0
    while True:
        with transaction(server, "owner") as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            rows = _waiting(connection, new, after)
            if not rows:
                return done()
            _replace(connection, _opened(rows, old), new)
        after, looked_at = rows[-1]["entry"], looked_at + len(rows)
        told(looked_at)


def readable(server: Server, home: Home) -> bool:
    """Whether any of the newest names opens with the home's key; True where there is none to open."""
    with transaction(server, "owner") as connection:
        rows = connection.execute(_NEWEST, {"sample": SAMPLE}).mappings().all()
    return not rows or bool(_opened(rows, home))


def counted(server: Server, home: Home) -> Counted:
    """How many rows are under the home's key, and how many are under none that it has."""
    with transaction(server, "owner") as connection:
        return Counted(*connection.execute(_COUNTED, {"which": mark(home.key("register"))}).one())


_ROW = f"entry, entered_at, person, {', '.join(FIELDS)}"
_WAITING = text(
    f"SELECT {_ROW} FROM register.people WHERE entry > :after AND key_mark IS DISTINCT FROM :which "  # noqa: S608
    "ORDER BY entry LIMIT :batch"
)
_NEWEST = text(
    f"SELECT {_ROW} FROM register.people WHERE num_nonnulls({', '.join(FIELDS)}) > 0 "  # noqa: S608 - our own columns
    "ORDER BY entry DESC LIMIT :sample"
)
_COUNTED = text(
    "SELECT count(*) FILTER (WHERE key_mark = :which), count(*) FILTER (WHERE key_mark IS DISTINCT FROM :which) "
    "FROM register.people"
)
_COPY = f"COPY register.people (entry, entered_at, {', '.join(COLUMNS)}) FROM STDIN (FORMAT BINARY)"


def _waiting(connection: Connection, new: Home, after: int) -> Sequence[RowMapping]:
    asked = {"after": after, "which": mark(new.key("register")), "batch": BATCH}
    return connection.execute(_WAITING, asked).mappings().all()


def _opened(rows: Sequence[RowMapping], home: Home) -> list[tuple[RowMapping, Said]]:
    """The rows that can be read, each with what it says; one that was altered or moved is left out."""
    cipher = Cipher(home.key("register"))
    found: list[tuple[RowMapping, Said]] = []
    for row in rows:
        with suppress(ValueDamagedError):
            said = {field: row[field] and cipher.decrypt(row[field], row["person"], field) for field in FIELDS}
            found.append((row, {"person": row["person"], **said}))
    return found


def _replace(connection: Connection, rows: Sequence[tuple[RowMapping, Said]], new: Home) -> None:
    """Rows are taken away and brought again, for the register changes none; each keeps its number and its time."""
    them = [row["entry"] for row, _ in rows]
    connection.execute(text("DELETE FROM register.people WHERE entry = ANY(:them)"), {"them": them})
    driver: Any = connection.connection.driver_connection
    with driver.cursor().copy(_COPY) as copy:
        copy.set_types(["int8", "timestamptz", "text", *["bytea"] * (len(COLUMNS) - 1)])
        for (row, _), values in zip(rows, sealed(new, (said for _, said in rows)), strict=True):
            copy.write_row((row["entry"], row["entered_at"], *values))
