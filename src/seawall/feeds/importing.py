"""Files into a home: good rows in, bad rows out to a file that can be corrected and imported again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from seawall.feeds.books import Books
from seawall.feeds.checking import Checked
from seawall.feeds.naming import FILLED, table_of
from seawall.feeds.opened import Opened, batches, opened
from seawall.feeds.references import Mentioned
from seawall.feeds.rejects import Rejects
from seawall.feeds.report import Imported, ImportFailedError
from seawall.feeds.storing import store
from seawall.feeds.wish import Wish as Wish
from seawall.files import limits
from seawall.files.grid import FileError
from seawall.tables.errors import SeawallError


@dataclass(frozen=True)
class Job:
    """One file as rows of one table, as its caller wishes."""

    path: Path
    table: str
    wish: Wish


def import_files(books: Books, paths: Sequence[Path], wish: Wish, rejects: Path) -> list[Imported]:
    """Files that are all read alike. See `import_jobs`."""
    _refuse_claims(books, wish)
    failures: list[str] = []
    return import_jobs(books, _jobs(paths, wish, failures), rejects, failures)


def import_jobs(books: Books, jobs: Iterable[Job], rejects: Path, failures: list[str]) -> list[Imported]:
    """1. Each file is read, checked and stored by itself, in any order. 2. Possible duplicates go to their queue.
    3. Bad rows go to `rejects`, or, from several tables, each to rejects-TABLE.csv beside it. 4. What rows name and
    nobody has entered is counted.

    A file of up to limits.PART rows is stored all or not at all; a longer one in parts of so many. Raises
    ImportFailedError at the end, if files could not be read; `failures` are those that could not be before.
    """
    done: list[Imported] = []
    mentioned = Mentioned()
    for nth, job in enumerate(jobs):
        half = rejects.with_name(f".{rejects.stem}-{nth}.half")
        try:
            _refuse_claims(books, job.wish)
            done.append(_one(books, job, half, mentioned))
        except SeawallError as error:
            failures.append(str(error))
            half.unlink(missing_ok=True)
    _settle(done, rejects)
    mentioned.report(books, done)
    if failures:
        raise ImportFailedError(failures, done)
    return done


def _refuse_claims(books: Books, wish: Wish) -> None:
    if wish.recorded_at is not None and not books.history:
        raise FileError("--recorded-at: only a home made as a history (seawall init --history) accepts it")


def _jobs(paths: Sequence[Path], wish: Wish, failures: list[str]) -> Iterator[Job]:
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
        yield from (Job(path, table, wish) for table in tables)


def _one(books: Books, job: Job, half: Path, mentioned: Mentioned) -> Imported:
    file = opened(books, job.path, job.table, job.wish)
    grid, layout = file.grid, file.how.layout
    found = Imported(grid.file, job.table, grid.read_as, warnings=list(grid.notes))
    if layout.unused:
        found.warnings.append(f"not used: {', '.join(layout.unused)}")
    out = Rejects(half, layout.titles, grid.ragged)
    for part in _parts(books, file, out, found, job.wish):
        store(books, part, found, job.wish, mentioned)
    found.read_as, found.rejected = grid.read_as, out.rows
    found.rejects = half if out.rows else None
    return found


def _parts(books: Books, file: Opened, out: Rejects, found: Imported, wish: Wish) -> Iterator[list[Checked]]:
    """The file in parts of at most limits.PART rows, checked; what is wrong is written away as it is met."""
    waiting: list[Checked] = []
    for batch in batches(books, file):
        out.write(dict(batch.records), batch.checked.faults)
        found.read += batch.read
        found.left_out += batch.checked.left_out
        waiting.append(batch.checked)
        wish.told(file.grid.file, file.grid.share())
        if len(waiting) * limits.BATCH >= limits.PART:
            yield waiting
            waiting = []
    yield waiting


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
