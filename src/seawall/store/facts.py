"""Facts enter here, a batch at a time, and are never changed.

1. Frames are made whole and held against their schemas (wall.py).
2. Rows go by COPY into temporary tables; rows they name must be stored, or come with them.
3. The writer queues for a batch number, drops what is stored already, and inserts the rest with the number.
4. Committed is durable. Whoever sees a number sees every lower one: numbers are given in commit order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, IntegrityError

from seawall.store import sight, staging
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.store.wall import FactsError, whole


@dataclass(frozen=True)
class Appended:
    """What became of an append: `new` rows under the number `batch`, entered `at`; `already` were stored before.

    Without a new row there is no new batch: `batch` is the highest so far (0: none), and `at` its time, or None.
    """

    batch: int
    at: datetime | None
    new: int
    already: int


def append(server: Server, home: Home, table: str, frame: pl.DataFrame, recorded_by: str, source: str) -> Appended:
    """Store the rows of one table, each once however often it is appended. See `append_all`."""
    return append_all(server, home, {table: frame}, recorded_by, source)


@sight.whole()
def append_all(
    server: Server, home: Home, frames: Mapping[str, pl.DataFrame], recorded_by: str, source: str
) -> Appended:
    """Store the rows of several tables: all of them durable when this returns, or none.

    A frame needs the subject and values of its table. `row` is computed where absent, `recorded_by` and `source` are
    those given where the row has none, `recorded_at` is the batch's own time (a history keeps a stated one). Raises
    FactsError, and ServerError when the server goes away: then append again.
    """
    ready = {table: whole(home, table, frame, recorded_by, source) for table, frame in frames.items()}
    with transaction(server) as connection:
        return enter(connection, ready, recorded_by, source)


def enter(connection: Connection, ready: Mapping[str, pl.DataFrame], recorded_by: str, source: str) -> Appended:
    """Store frames that `wall.whole` has passed, inside the caller's transaction of the role desk.

    Other writers wait from here until that transaction ends: do what is slow before, and commit soon after.
    """
    try:
        return _enter(connection, {table: frame for table, frame in ready.items() if len(frame)}, recorded_by, source)
    except (IntegrityError, DataError) as error:  # the first line says which rule; the rest would show the row
        raise FactsError(str(error.orig).splitlines()[0]) from error


def _enter(connection: Connection, ready: Mapping[str, pl.DataFrame], recorded_by: str, source: str) -> Appended:
    for table, frame in ready.items():
        staging.stage(connection, table, frame)
        staging.refuse_unknown(connection, table, frame)
    connection.execute(text("SELECT facts.queue_for_batch()"))
    already = sum(staging.drop_stored(connection, table) for table in ready)
    new = sum(len(frame) for frame in ready.values()) - already
    if not new:
        return Appended(*highest(connection), 0, already)
    batch, at = connection.execute(
        text("SELECT batch, at FROM facts.open_batch(:what, :by, :source, :rows)"),
        {"what": ", ".join(sorted(ready)), "by": recorded_by, "source": source, "rows": new},
    ).one()
    for table in ready:
        staging.insert(connection, table, batch, at)
    return Appended(batch, at, new, already)


def since(connection: Connection, batch: int) -> list[tuple[str, str]]:
    """What came in after a batch: of each later one the tables it fills, and where its rows came from."""
    rows = connection.execute(text("SELECT what, source FROM facts.batches WHERE batch > :batch"), {"batch": batch})
    return [(row.what, row.source) for row in rows]


def at(connection: Connection, batch: int) -> datetime | None:
    """When a batch was stored, by the clock of the database; None where there is no such batch."""
    found = connection.execute(text("SELECT at FROM facts.batches WHERE batch = :batch"), {"batch": batch})
    return found.scalar_one_or_none()


def highest(connection: Connection) -> tuple[int, datetime | None]:
    """The highest batch that has been committed, and its time; (0, None) before the first."""
    found = connection.execute(text("SELECT batch, at FROM facts.batches ORDER BY batch DESC LIMIT 1")).one_or_none()
    return (found.batch, found.at) if found else (0, None)
