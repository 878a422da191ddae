"""The record of live check-ins: what the database holds of them, which is sealed rows, their days and their numbers.

One program at a time adds to it, so numbers are given in the order of commits, without a gap.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy import Connection, text

from seawall.store.account import ServerError
from seawall.store.database import answering, transaction
from seawall.store.server import Server

_LOCK = 0x5E41  # of the database: whoever adds holds it for as long as it is connected
_PATIENCE = "10s"  # a program that was killed has let go of it long before

_DROPPED = "a day was dropped while its check-ins came in: add them again"
_COLUMNS = "batch, day, entered, rows, sealed"
_STATEMENT = 100  # rows of the table that one statement adds; one alone needs no transaction round it
_MOST = 5_000  # rows of the table read at a time
_CHECKINS = 200_000  # check-ins read at a time, some tens of megabytes


class DayDroppedError(ServerError):
    """A day that was open for check-ins is not any more: connect again, and ask which are."""


class Sealed(NamedTuple):
    """A row of the record: the check-ins of one day in one batch; `sealed` opens with that day's key alone."""

    batch: int
    day: date
    entered: datetime
    rows: int
    sealed: bytes


class Writer:
    """The one connection that adds. `batch` is the highest number given so far, `entered` when that one came in.

    Raises ServerError where another program holds it.
    """

    def __init__(self, server: Server) -> None:
        with answering():
            self._connection = psycopg.connect(server.uri("desk"), autocommit=True)
            try:
                self._alone()
                last = self._connection.execute("SELECT batch, entered FROM presence.last()").fetchone()
            except BaseException:
                self.close()
                raise
        assert last is not None  # noqa: S101 - for the type checker
        self.batch: int = last[0]
        self.entered: datetime = last[1].astimezone(UTC)

    def open_day(self, day: date) -> None:
        """Make the day's partition, unless it is there. Raises DayDroppedError, ServerError."""
        with answering():
            found = self._connection.execute("SELECT presence.open_day(%s)", (day,)).fetchone()
        if found is None or not found[0]:
            raise DayDroppedError(_DROPPED)

    def append(self, rows: list[Sealed]) -> None:
        """Add rows, of the batches that follow `batch`: all of them durable when this returns.

        After an error they may be durable or not: close it, and add again with another. Raises ServerError, and
        DayDroppedError for a day that was dropped since it was opened.
        """
        try:
            with answering(), nullcontext() if len(rows) <= _STATEMENT else self._connection.transaction():
                for at in range(0, len(rows), _STATEMENT):
                    self._insert(rows[at : at + _STATEMENT])
        except psycopg.errors.CheckViolation as error:
            raise DayDroppedError(_DROPPED) from error
        self.batch, self.entered = rows[-1].batch, rows[-1].entered

    def close(self) -> None:
        """Let go of the lock."""
        self._connection.close()

    def _insert(self, rows: Sequence[Sealed]) -> None:
        values = ", ".join(["(%b::bigint, %b, %b, %b::integer, %b)"] * len(rows))
        statement = f"INSERT INTO presence.checkins ({_COLUMNS}) VALUES {values}"  # noqa: S608 - our own columns
        self._connection.execute(statement.encode(), [each for row in rows for each in row])

    def _alone(self) -> None:
        self._connection.execute(f"SET lock_timeout = '{_PATIENCE}'".encode())
        try:
            self._connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        except psycopg.errors.LockNotAvailable as error:
            raise ServerError("another program takes this home's check-ins: one at a time can") from error


def read(
    server: Server, days: Collection[date], since: int = 0, upto: int | None = None, at: datetime | None = None
) -> Iterator[list[Sealed]]:
    """The rows of these days from the batches after `since`, up to `upto`, that had come in at `at`; in order.

    They come in pieces, each read in a transaction of its own, so that nobody waits for who reads. Without `upto`,
    what comes in meanwhile may be among them.
    """
    wanted = {"days": list(days), "upto": upto, "at": at}
    place = (since, date.max)
    with answering(), _in_order(server) as connection:
        while rows := _piece(connection, wanted | {"batch": place[0], "day": place[1]}):
            yield rows
            place = (rows[-1].batch, rows[-1].day)


def _in_order(server: Server) -> psycopg.Connection[object]:
    """A connection that reads rows by the index that has them in order, and never all that are left to put them in it.

    What a database believes of a table that grew a moment ago makes it choose the other, for each piece again.
    """
    connection = psycopg.connect(server.uri("desk"), autocommit=True)
    connection.execute("SET enable_sort = off")
    return connection


_PIECE = f"""
SELECT {_COLUMNS} FROM (
    SELECT {_COLUMNS}, sum(rows) OVER (ORDER BY batch, day) - rows AS before FROM (
        SELECT {_COLUMNS} FROM presence.checkins
        WHERE (batch, day) > (%(batch)s, %(day)s) AND day = ANY(%(days)s)
            AND (%(upto)s::bigint IS NULL OR batch <= %(upto)s)
            AND (%(at)s::timestamptz IS NULL OR entered <= %(at)s)
        ORDER BY batch, day LIMIT {_MOST}
    ) next
) piece WHERE before < {_CHECKINS} ORDER BY batch, day
"""  # noqa: S608 - our own columns


def _piece(connection: psycopg.Connection[object], wanted: dict[str, object]) -> list[Sealed]:
    with connection.cursor(binary=True, row_factory=namedtuple_row) as cursor:
        return [Sealed(*row) for row in cursor.execute(_PIECE.encode(), wanted)]


def days(server: Server) -> list[date]:
    """The days that have a partition, in order."""
    return _asked(
        server,
        "SELECT to_date(relname, '\"checkins_\"YYYY_MM_DD') FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid "
        "WHERE inhparent = 'presence.checkins'::regclass ORDER BY 1",
    )


def dropped(server: Server) -> list[date]:
    """The days that were dropped, in order."""
    return _asked(server, "SELECT day FROM presence.dropped ORDER BY day")


def highest(server: Server, at: datetime | None = None) -> int:
    """The highest batch so far, or that had come in at a time; 0: there is none, or it is of a day that was dropped."""
    with transaction(server, "desk") as connection:
        return last(connection, at)


def last(connection: Connection, at: datetime | None = None) -> int:
    """The same, inside of the caller's transaction."""
    then = "'infinity'" if at is None else f"'{at.astimezone(UTC).isoformat()}'"
    return int(connection.exec_driver_sql(_HIGHEST.format(at=f"{then}::timestamptz")).scalar_one())


_HIGHEST = """
SELECT CASE WHEN entered <= {at} THEN batch
ELSE coalesce((SELECT max(batch) FROM presence.checkins WHERE entered <= {at}), 0) END FROM presence.last()
"""


def drop(connection: Connection, day: date) -> tuple[int, int]:
    """Drop a day, inside the owner's transaction; how many rows it had, and how many check-ins were in them.

    It waits five seconds for those who read, and then raises ServerError: whoever adds would wait behind it.
    """
    connection.execute(text("SET LOCAL lock_timeout = '5s'"))
    found = connection.execute(text("SELECT batches, rows FROM presence.drop_day(:day)"), {"day": day}).one()
    return int(found.batches), int(found.rows)


def _asked(server: Server, query: str) -> list[Any]:
    with transaction(server, "desk") as connection:
        return list(connection.exec_driver_sql(query).scalars())
