"""What would become of a file: how its columns are read, its first good rows, and what is wrong with the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from seawall.feeds import headers
from seawall.feeds.books import Books
from seawall.feeds.mapping import TableMapping
from seawall.feeds.opened import Batch, Opened, batches, opened
from seawall.feeds.references import Mentioned
from seawall.feeds.rejects import LEADING, is_rejects, without_surplus
from seawall.feeds.report import Imported
from seawall.feeds.wish import Wish
from seawall.files.grid import Fault
from seawall.files.reading import read

GOOD, WRONG = 8, 100
"""How many rows of either kind are shown; all are counted."""


@dataclass(frozen=True)
class Column:
    """A column of the file: its place counted from 0, its header, and what it fills ("": nothing)."""

    place: int
    title: str
    name: str


@dataclass(frozen=True)
class Wrong:
    """A row of the file that would come back, its cells, and everything wrong with it."""

    row: int
    cells: Sequence[str]
    faults: Sequence[Fault]


@dataclass(frozen=True)
class Trial:
    """What would become of a file. `good`, `rejected` and `left_out` count rows; `first` and `wrong` show some."""

    read_as: str
    columns: Sequence[Column]
    first: pl.DataFrame
    numbers: Sequence[int]
    wrong: Sequence[Wrong]
    good: int
    rejected: int
    left_out: int
    remarks: Sequence[str]


def tried(books: Books, path: Path, table: str, wish: Wish) -> Trial:
    """Reads and checks a whole file as an import does, and stores nothing. Raises FileError as an import does."""
    file = opened(books, path, table, wish)
    found = Imported(file.grid.file, table, warnings=list(file.grid.notes))
    wrong, mentioned, good, first, numbers = list[Wrong](), Mentioned(), 0, pl.DataFrame(), list[int]()
    for batch in batches(books, file):
        checked = batch.checked
        found.rejected += len({fault.row for fault in checked.faults})
        found.left_out += checked.left_out
        wrong += _wrong(batch, WRONG - len(wrong))
        if len(checked.good):
            mentioned.add(table, checked.good)
            first, numbers = (
                (first, numbers) if good else (checked.good.head(GOOD), checked.numbers.head(GOOD).to_list())
            )
            good += len(checked.good)
    mentioned.report(books, [found])
    return Trial(
        file.grid.read_as, _columns(file), first, numbers, wrong, good, found.rejected, found.left_out, found.warnings
    )


def titles(path: Path, table: str) -> list[str]:
    """The headers of a file that cannot be read as it is wished. Raises FileError for one that cannot be read."""
    return headers.titles(list(islice(read(path, table).records, headers.LOOKED_AT)), table, TableMapping())


def _columns(file: Opened) -> list[Column]:
    layout = file.how.layout
    own = len(LEADING) if is_rejects(layout.titles) else 0
    filled = {place: name for name, place in layout.places.items()}
    return [
        Column(place, title, filled.get(place, ""))
        for place, title in enumerate(without_surplus(layout.titles))
        if place >= own and title
    ]


def _wrong(batch: Batch, most: int) -> list[Wrong]:
    by_row: dict[int, list[Fault]] = {}
    for fault in batch.checked.faults:
        by_row.setdefault(fault.row, []).append(fault)
    cells = dict(batch.records)
    return [Wrong(row, cells.get(row, ()), by_row[row]) for row in sorted(by_row)[:most]]
