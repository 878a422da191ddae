"""Undoing what was entered: every row of a batch is retracted, by one batch more; nothing is taken away."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import polars as pl
from sqlalchemy import text

from seawall.desk.opening import Desk
from seawall.feeds.naming import FILLED
from seawall.store import facts, journal, reading, sight
from seawall.store.database import transaction
from seawall.store.wall import whole
from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError
from seawall.tables.schema import UTC_MOMENT, subject, values

UNDOES = re.compile(r"undo of batch (?P<batch>\d+)")
LISTED = 50
_OF_THE_DESK = re.compile(r"field: .*|import page|many at once: .*|.* at the desk|said on the page of sites|plan .*")
"""Sources of what officers and phones say one thing at a time: no import. What the journal calls otherwise is none too.
"""
_OTHERS = text(
    "SELECT DISTINCT batch FROM journal.entries WHERE batch > :after "
    "AND NOT (kind = 'import' AND purpose IN ('api', 'undo', 'file', 'repair'))"
)
_BATCHES = text("SELECT batch, at, what, by, source, rows FROM facts.batches WHERE batch > :after ORDER BY batch DESC")
_RECENT = 2_000


class UndoError(SeawallError):
    """This batch cannot be undone; the message says why and what can be."""


class Batch(NamedTuple):
    """Rows that came in together: when, which tables, by whom, from where, how many; `undone` is the batch that took
    them back, `undoes` the batch that these rows take back. `imported`: by a file or by a program, or they take
    such a batch back.
    """

    batch: int
    at: datetime
    tables: tuple[str, ...]
    by: str
    source: str
    rows: int
    undone: int | None
    undoes: int | None
    imported: bool


@dataclass(frozen=True)
class Undone:
    """What an undo did: how many rows were retracted, and by which batch."""

    rows: int
    batch: int


def batches(desk: Desk) -> list[Batch]:
    """The last batches of tables that files fill, the latest first, LISTED at most."""
    with transaction(desk.server) as connection:
        last, _ = facts.highest(connection)
        found = connection.execute(_BATCHES, {"after": last - _RECENT}).all()
    with transaction(desk.server, "auditor") as connection:
        others = set(connection.execute(_OTHERS, {"after": last - _RECENT}).scalars())
    entered = {row.batch: row.batch not in others and not _OF_THE_DESK.fullmatch(row.source) for row in found}
    undoes = {row.batch: int(said["batch"]) for row in found if (said := UNDOES.fullmatch(row.source))}
    undone = {batch: by for by, batch in undoes.items()}
    for batch in sorted(undoes):  # the earlier ones are known by then
        entered[batch] = entered[batch] and entered.get(undoes[batch], False)
    told = [
        Batch(row.batch, row.at, tuple(row.what.split(", ")), row.by, row.source, row.rows,
              undone.get(row.batch), undoes.get(row.batch), entered[row.batch])
        for row in found
    ]  # fmt: skip
    return [each for each in told if set(each.tables) <= set(FILLED)][:LISTED]


def of(desk: Desk, number: int) -> Batch:
    """A batch that can be undone. Raises UndoError for one that is none, or was undone already."""
    found = numbered(desk, number)
    if found is None:
        raise UndoError("this batch cannot be undone here; allowed are the last ones, of tables that files fill")
    if found.undone is not None:
        raise UndoError("this batch was undone by batch {batch}: undo that one, and its rows stand again",
                        batch=found.undone)  # fmt: skip
    return found


def numbered(desk: Desk, number: int) -> Batch | None:
    """One of the last batches, undone or not."""
    return next((each for each in batches(desk) if each.batch == number), None)


def rows(desk: Desk, batch: Batch) -> Mapping[str, pl.DataFrame]:
    """The rows of a batch, by table: those about intimate contact too, which nobody is shown."""
    found = {}
    for name in batch.tables:
        with reading.reader(desk.server, "intimate" if name == "relations" else "desk") as connection:
            found[name] = reading.fetch(connection, name, f"batch = {batch.batch}")
    return found


def undo(desk: Desk, batch: Batch, officer: str, why: str, at: datetime, proof: str | None = None) -> Undone:
    """Retracts every row of a batch, with a journal entry, or none. Raises UndoError, FactsError.

    `proof`: what shows that it was the officer ("passkey", or the way they had signed in), where it was asked for.

    Whoever is shown some of its rows alone (store/sight.py) takes none of them back.

    Whatever was corrected since stays as it was corrected. What rests on the rows follows in the next plan. In a
    history it is learned `at`.
    """
    source = f"undo of batch {batch.batch}"
    when = pl.lit(at if desk.home.history else None, UTC_MOMENT)
    found = rows(desk, batch)
    with sight.whole():
        every = _counted(rows(desk, batch))
    if _counted(found) < every:
        part = "{seen} of the {rows} rows of this batch are yours to read: somebody who may read all must undo it"
        raise UndoError(part, seen=_counted(found), rows=every)
    ready = {
        name: whole(desk.home, name, _retractions(name, frame, when), officer, source)
        for name, frame in found.items()
        if len(frame)
    }
    with sight.whole(), transaction(desk.server) as connection:
        done = facts.enter(connection, ready, officer, source)
        if done.new:
            said = {"why": why, "tables": sorted(ready), "rows": done.new, "undoes": batch.batch}
            said |= {"proof": proof} if proof else {}
            journal.append(connection, "import", officer, "undo", f"batch {batch.batch}", said, at, done.batch)
    return Undone(done.new, done.batch)


def _counted(found: Mapping[str, pl.DataFrame]) -> int:
    return sum(frame.height for frame in found.values())


def _retractions(table: str, frame: pl.DataFrame, when: pl.Expr) -> pl.DataFrame:
    """A row for each row, that names it and says nothing but what it was about."""
    schema = TABLES[table]
    kinds = {name: column.dtype for name, column in schema.columns().items()}
    silent = [pl.lit(None, kinds[name]).alias(name) for name in values(schema)]
    return frame.select(*subject(schema), pl.col("row").alias("corrects"), *silent, when.alias("recorded_at"))
