"""Facts as they were known: at a time, by what their sources claim, or as of a batch, which repeats exactly.

A read as of a batch holds what had been committed when that batch was, then and ever after. A read by `recorded_at`
asks what the sources claim to have known: a row entered later may claim an earlier time, so it may grow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

import polars as pl
from sqlalchemy import text

from seawall.store import pool, sight
from seawall.store.account import ServerError
from seawall.store.adbc import GONE, Connection, connect
from seawall.store.database import transaction
from seawall.store.facts import highest
from seawall.store.server import Server
from seawall.store.sql import ROW_IDS
from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError


class NotYetError(SeawallError):
    """A batch that does not exist yet was asked for; the message names the highest."""


@dataclass(frozen=True)
class Read:
    """Frames by table, each with its schema's columns, and the batch up to which they were read."""

    frames: Mapping[str, pl.DataFrame]
    batch: int


def read(
    server: Server,
    tables: Iterable[str],
    known_at: datetime | None = None,
    batch: int | None = None,
    intimate: bool = False,
) -> Read:
    """The rows of `tables` recorded at or before `known_at`, in batches up to `batch`; without either, all.

    Rows that were corrected are among them: `tables.facts.known` says which stand. Relations of the kind `sexual`
    come only when asked for as `intimate`. Raises NotYetError for a batch that is not there yet, ServerError.
    """
    last = upto(server, batch)
    known = standing(known_at, last)
    with ThreadPoolExecutor() as pool:  # each role has a connection of its own: they read side by side
        reads = [
            pool.submit(copy_context().run, _frames, server, role, names, known)
            for role, names in _by_role(tables, intimate).items()
        ]
        return Read({name: frame for read in reads for name, frame in read.result().items()}, last)


def _frames(server: Server, role: str, names: Sequence[str], known: str) -> dict[str, pl.DataFrame]:
    """The rows that one role may read."""
    with reader(server, role) as connection:
        there = _with_rows(connection, names)
        return {
            name: fetch(connection, name, known) if name in there else TABLES[name].create_empty() for name in names
        }


def _with_rows(connection: Connection, names: Sequence[str]) -> set[str]:
    """Which of the tables hold any row: asked in one go, because most are empty and to read one takes milliseconds."""
    if not names:
        return set()
    asked = " UNION ALL ".join(f"SELECT '{name}' AS name WHERE EXISTS (SELECT FROM facts.{name})" for name in names)  # noqa: S608
    return set(connection.ask(f"SELECT name FROM ({asked}) there")["name"])  # noqa: S608 - names of the catalogue


def earliest(server: Server) -> datetime | None:
    """The first time anything was known: the least `recorded_at` of all facts; None while there are none."""
    return _recorded(server, "min")


def latest(server: Server) -> datetime | None:
    """The last time anything was learned; None while there are no facts."""
    return _recorded(server, "max")


def _recorded(server: Server, which: Literal["min", "max"]) -> datetime | None:
    with transaction(server) as connection:
        parts = " UNION ALL ".join(f"SELECT {which}(recorded_at) AS at FROM facts.{table}" for table in TABLES)  # noqa: S608
        found: datetime | None = connection.exec_driver_sql(f"SELECT {which}(at) FROM ({parts}) x").scalar()  # noqa: S608
        return found


def standing(known_at: datetime | None, batch: int) -> str:
    """The SQL condition on a row that it had been entered with the batch, and is claimed to have been known then."""
    claimed = f"recorded_at <= '{known_at.astimezone(UTC).isoformat()}'" if known_at else "true"
    return f"batch <= {int(batch)} AND {claimed}"


_KEPT: ContextVar[dict[str, list[Connection]] | None] = ContextVar("kept", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Reads inside share the connections of a role: to make one takes longer than a small read."""
    if _KEPT.get() is not None:
        yield
        return
    kept: dict[str, list[Connection]] = {}
    mark = _KEPT.set(kept)
    try:
        yield
    finally:
        _KEPT.reset(mark)
        for connections in kept.values():
            for connection in connections:
                connection.close()


@contextmanager
def reader(server: Server, role: str) -> Iterator[Connection]:
    """A connection that brings frames. Raises ServerError when the server goes away."""
    try:
        role = sight.role(role)
        with _connection(server, role) as connection:
            sight.say_to_reader(connection, role)
            yield connection
    except GONE as error:
        raise ServerError(f"the database went away ({str(error).splitlines()[0]}): read again") from error


@contextmanager
def alone(server: Server, role: str) -> Iterator[Connection]:
    """As `reader`, a connection that is nobody else's before or after: for a read that lasts as long as somebody far
    away takes to take it in."""
    try:
        role = sight.role(role)
        connection = connect(server.uri(role))
        try:
            sight.say_to_reader(connection, role)
            yield connection
        finally:
            connection.close()
    except GONE as error:
        raise ServerError(f"the database went away ({str(error).splitlines()[0]}): read again") from error


@contextmanager
def _connection(server: Server, role: str) -> Iterator[Connection]:
    """A connection of its own, or inside `together` one that is free: nothing stays in it; a broken one is closed.

    A process that serves lends one that it keeps.
    """
    uri, kept = server.uri(role), _KEPT.get()
    if (lent := pool.of(server)) is not None:
        with _lent(lent.of_frames(uri)) as connection:
            yield connection
        return
    free = [] if kept is None else kept.setdefault(uri, [])
    try:
        connection = free.pop()  # asked for rather than looked at first: another thread may be as fast
    except IndexError:
        connection = connect(uri)
    whole = False
    try:
        yield connection
        if kept is not None:
            connection.forget()
            free.append(connection)
            whole = True
    finally:
        if not whole:
            connection.close()


@contextmanager
def _lent(frames: pool.Frames) -> Iterator[Connection]:
    connection, whole = frames.take(), False
    try:
        yield connection
        connection.forget()
        whole = True
    finally:
        frames.give(connection, whole=whole)


def fetch(
    connection: Connection, table: str, condition: str, join: str = "", only: Sequence[str] | None = None
) -> pl.DataFrame:
    """The rows of a fact table that meet an SQL condition, exactly as its schema wants them.

    With a `join`, a row comes once for each match. With `only`, the columns it does not name are left empty.
    """
    kinds = {name: column.dtype for name, column in TABLES[table].columns().items()}
    wanted = [name for name in kinds if only is None or name in only]
    columns = ", ".join(f'"{name}"::text' if name in ROW_IDS else f'"{name}"' for name in wanted)
    found = connection.ask(f"SELECT {columns} FROM facts.{table} {join} WHERE {condition}")  # noqa: S608 - names of the catalogue
    empty = [pl.lit(None).alias(name) for name in kinds if name not in wanted]
    return found.with_columns(empty).select(pl.col(name).cast(kind) for name, kind in kinds.items())


def columns(server: Server, table: str, names: Sequence[str]) -> pl.DataFrame:
    """Some columns of all rows of a table, whatever was corrected since: for looking for what is there already."""
    kinds = TABLES[table].columns()
    wanted = ", ".join(f'"{name}"::text' if name in ROW_IDS else f'"{name}"' for name in names)
    with reader(server, "desk") as connection:
        found = connection.ask(f"SELECT {wanted} FROM facts.{table}")  # noqa: S608 - names of the catalogue
        return found.cast({name: kinds[name].dtype for name in names})


def upto(server: Server, batch: int | None) -> int:
    """The batch up to which is read; None: the highest. Raises NotYetError for one that is not there yet."""
    with transaction(server) as connection:
        last, _ = highest(connection)
    if batch is not None and batch > last:
        raise NotYetError(f"batch {batch} is not there yet: the highest is {last}")
    return last if batch is None else batch


def _by_role(tables: Iterable[str], intimate: bool) -> dict[str, list[str]]:
    by_role: dict[str, list[str]] = {}
    for table in tables:
        by_role.setdefault("intimate" if intimate and table == "relations" else "desk", []).append(table)
    return by_role


def origins(server: Server, table: str, rows: Sequence[str]) -> pl.DataFrame:
    """(row, recorded_at, recorded_by, source) of some rows: when and from whom they were learned, not what they say."""
    names = ("row", "recorded_at", "recorded_by", "source")
    query = text(f'SELECT "row"::text, recorded_at, recorded_by, source FROM facts.{table} WHERE "row" = ANY (:rows)')  # noqa: S608 - a name of the catalogue
    with transaction(server) as connection:
        found = connection.execute(query, {"rows": [UUID(each) for each in rows]}).all() if rows else []
    kinds = {name: TABLES[table].columns()[name].dtype for name in names}
    return pl.DataFrame([tuple(each) for each in found], kinds, orient="row")
