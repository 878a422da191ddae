"""Files into a home: good rows in, bad rows out to a file that can be corrected and imported again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from seawall.feeds.books import Books
from seawall.feeds.checking import Checked, check
from seawall.feeds.headers import LOOKED_AT, Layout, locate
from seawall.feeds.how import How
from seawall.feeds.mapping import TableMapping
from seawall.feeds.naming import FILLED, table_of
from seawall.feeds.references import Mentioned
from seawall.feeds.rejects import Rejects
from seawall.feeds.report import Imported, ImportFailedError
from seawall.feeds.standing import against
from seawall.feeds.storing import store
from seawall.feeds.wish import Wish as Wish
from seawall.files import limits
from seawall.files.grid import FileError, Grid, Record
from seawall.files.names import plain
from seawall.files.reading import read
from seawall.tables.errors import SeawallError


def import_files(books: Books, paths: Sequence[Path], wish: Wish, rejects: Path) -> list[Imported]:
    """1. Each file is read, checked and stored by itself, in any order. 2. Possible duplicates go to their queue.
    3. Bad rows go to `rejects`, or, from several tables, each to rejects-TABLE.csv beside it. 4. What rows name and
    nobody has entered is counted.

    A file of up to limits.PART rows is stored all or not at all; a longer one in parts of so many. Raises
    ImportFailedError at the end, if files could not be read.
    """
    if wish.recorded_at is not None and not books.history:
        raise FileError("--recorded-at: only a home made as a history (seawall init --history) accepts it")
    done: list[Imported] = []
    failures: list[str] = []
    mentioned = Mentioned()
    for nth, (path, table) in enumerate(_jobs(paths, wish, failures)):
        half = rejects.with_name(f".{rejects.stem}-{nth}.half")
        try:
            done.append(_one(books, path, table, wish, half, mentioned))
        except SeawallError as error:
            failures.append(str(error))
            half.unlink(missing_ok=True)
    _settle(done, rejects)
    mentioned.report(books, done)
    if failures:
        raise ImportFailedError(failures, done)
    return done


def _jobs(paths: Sequence[Path], wish: Wish, failures: list[str]) -> Iterator[tuple[Path, str]]:
    """Which file fills which table; a mapping may let one file fill several."""
    for path in paths:
        try:
            if not path.exists():
                raise FileError(f"{path} cannot be read: there is no such file")
            several = [name for name in FILLED if name in wish.reading.tables] if wish.table is None else []
            tables = several or [table_of(path, wish.table)]
        except FileError as error:
            failures.append(str(error))
            continue
        yield from ((path, table) for table in tables)


def _one(books: Books, path: Path, table: str, wish: Wish, half: Path, mentioned: Mentioned) -> Imported:
    grid = read(path, table)
    first = list(islice(grid.records, LOOKED_AT))
    mapping = wish.reading.tables.get(table, TableMapping())
    layout = _undated(locate(grid.file, first, table, mapping), books, wish, grid)
    how = How(table, layout, wish.reading, books.zone, grid.ragged, books.history and wish.recorded_at is None)
    found = Imported(grid.file, table, grid.read_as, warnings=list(grid.notes))
    if layout.unused:
        found.warnings.append(f"not used: {', '.join(layout.unused)}")
    out = Rejects(half, layout.titles, grid.ragged)
    for part in _parts(books, grid, first[layout.header :], how, out, found, wish):
        store(books, part, found, wish, mentioned)
    found.read_as, found.rejected = grid.read_as, out.rows
    found.rejects = half if out.rows else None
    return found


def _undated(layout: Layout, books: Books, wish: Wish, grid: Grid) -> Layout:
    """In a service home the clock says when a row was recorded, and a file that says otherwise is refused."""
    place = layout.places.get("recorded_at")
    if books.history:
        if place is None and wish.recorded_at is None and "recorded_at" not in layout.places:
            raise FileError(
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


def _parts(
    books: Books, grid: Grid, first: Sequence[Record], how: How, out: Rejects, found: Imported, wish: Wish
) -> Iterator[list[Checked]]:
    """The file in parts of at most limits.PART rows, checked; what is wrong is written away as it is met."""
    waiting: list[Checked] = []
    for records in _batches(first, grid.records):
        broken, grid.broken[:] = list(grid.broken), []
        checked = against(books, check(records, broken, how), how)
        out.write(dict(records), checked.faults)
        found.read += len(records) + len({b.row for b in broken if b.index is None})
        found.left_out += checked.left_out
        waiting.append(checked)
        wish.told(grid.file, grid.share())
        if len(waiting) * limits.BATCH >= limits.PART:
            yield waiting
            waiting = []
    yield waiting


def _batches(first: Sequence[Record], rest: Iterator[Record]) -> Iterator[list[Record]]:
    batch = [*first, *islice(rest, limits.BATCH - len(first))]
    while batch:
        yield batch
        batch = list(islice(rest, limits.BATCH))
    yield []  # what was broken after the last good row


def _settle(done: Sequence[Imported], rejects: Path) -> None:
    """Give the files of bad rows their names, now that it is known how many there are."""
    bad = [found for found in done if found.rejects is not None]
    taken: set[Path] = set()
    for found in bad:
        name = rejects if len(bad) == 1 else rejects.with_name(f"{rejects.stem}-{found.table}{rejects.suffix}")
        nth = 2
        while name in taken:
            name = rejects.with_name(f"{rejects.stem}-{found.table}-{nth}{rejects.suffix}")
            nth += 1
        taken.add(name)
        assert found.rejects is not None  # noqa: S101 - for the type checker
        found.rejects = found.rejects.replace(name)
        found.rejects.chmod(0o600)  # it holds what people said of people
