"""A file opened as rows of one table: where its columns stand, and its rows checked, many at a time; none is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from seawall.feeds.books import Books
from seawall.feeds.checking import Checked, check
from seawall.feeds.headers import LOOKED_AT, Layout, locate
from seawall.feeds.how import How
from seawall.feeds.mapping import TableMapping
from seawall.feeds.standing import against
from seawall.feeds.wish import Wish
from seawall.files import limits
from seawall.files.grid import FileError, Grid, Record
from seawall.files.names import plain
from seawall.files.reading import read


class UndatedError(FileError):
    """Into a history: the file says of no row when it was recorded, and nobody said it for all of them."""


@dataclass(frozen=True)
class Opened:
    """A file whose rows can be read once, its first records after the headers, and how they become rows."""

    grid: Grid
    first: Sequence[Record]
    how: How


@dataclass(frozen=True)
class Batch:
    """Rows of a file with what was found of them; `read` counts also those that could not be cut into cells."""

    records: Sequence[Record]
    checked: Checked
    read: int


def opened(books: Books, path: Path, table: str, wish: Wish) -> Opened:
    """A file as rows of a table. Raises FileError for one that cannot be read as such."""
    grid = read(path, table)
    first = list(islice(grid.records, LOOKED_AT))
    layout = _undated(
        locate(grid.file, first, table, wish.reading.tables.get(table, TableMapping())), books, wish, grid
    )
    undated = books.history and wish.recorded_at is None
    how = How(table, layout, wish.reading, books.zone, grid.ragged, undated, wish.speaks_for)
    return Opened(grid, first[layout.header :], how)


def batches(books: Books, file: Opened) -> Iterator[Batch]:
    """All rows, at most limits.BATCH at a time; the last batch may hold none but what was broken after them."""
    for records in _cut(file.first, file.grid.records):
        broken, file.grid.broken[:] = list(file.grid.broken), []
        checked = against(books, check(records, broken, file.how), file.how)
        yield Batch(records, checked, len(records) + len({b.row for b in broken if b.index is None}))


def _cut(first: Sequence[Record], rest: Iterator[Record]) -> Iterator[list[Record]]:
    batch = [*first, *islice(rest, limits.BATCH - len(first))]
    while batch:
        yield batch
        batch = list(islice(rest, limits.BATCH))
    yield []  # what was broken after the last good row


def _undated(layout: Layout, books: Books, wish: Wish, grid: Grid) -> Layout:
    """In a service home the clock says when a row was recorded, and a file that says otherwise is refused."""
    place = layout.places.get("recorded_at")
    if books.history:
        if place is None and wish.recorded_at is None and "recorded_at" not in layout.places:
            raise UndatedError(
                f"{grid.file} does not say when its rows were recorded, and this home is a history: give a column "
                "recorded_at, or --recorded-at TIME"
            )
        return layout
    if place is None:
        return layout
    title = layout.titles[place]
    if plain(title) == plain("recorded_at"):
        raise FileError(
            f"{grid.file}: the column {title} says when rows were recorded; this home's clock says that. Leave the "
            "column out, or use a home made with `seawall init --history`"
        )
    places = {name: at for name, at in layout.places.items() if name != "recorded_at"}
    return replace(layout, places=places, unused=(*layout.unused, title))
