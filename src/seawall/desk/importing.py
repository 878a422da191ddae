"""Files into a home, through the real store: what the feeds ask of it, answered by a server."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
from sqlalchemy import Connection

from seawall.desk.opening import Desk, TimeError, opened
from seawall.feeds import importing, trial
from seawall.feeds.books import Entered
from seawall.feeds.importing import Job, Wish
from seawall.feeds.mapping import Reading, load
from seawall.feeds.report import Imported, ImportFailedError
from seawall.feeds.trial import Trial
from seawall.policy.document import packaged
from seawall.store import facts, reading, register, sight
from seawall.store.database import transaction
from seawall.store.facts import Appended
from seawall.store.wall import whole
from seawall.tables.moment import parse

SILENT: Callable[[str, float], None] = lambda _file, _share: None  # noqa: E731 - the caller that wants no progress


@dataclass(frozen=True)
class StoredBooks:
    """`feeds.importing.Books` over a home and its server; `by` is who enters the rows.

    `note` is called in the transaction that stores new rows of the table `noted`.
    """

    desk: Desk
    by: str
    noted: str = ""
    note: Callable[[Connection, Appended], None] | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The city's zone."""
        return self.desk.zone

    @property
    def history(self) -> bool:
        """Whether rows may say when they were recorded."""
        return self.desk.home.history

    def enter(self, table: str, frame: pl.DataFrame, source: str) -> Entered:
        """Stores rows of one table, all or none, each once however often they come."""
        ready = {table: whole(self.desk.home, table, frame, self.by, source)}
        with transaction(self.desk.server) as connection:
            done = facts.enter(connection, ready, self.by, source)
            if self.note is not None and table == self.noted and done.new:
                self.note(connection, done)
        return Entered(done.batch, done.new, done.already)

    def keep(self, people: pl.DataFrame) -> None:
        """Gives names and numbers to the register."""
        self._register().keep(people)

    def destroyed(self, persons: pl.Series) -> pl.Series:
        """Of these numbers those whose names were destroyed."""
        return pl.Series(list(self._register().destroyed(persons)), dtype=pl.String)

    def alike(self, people: pl.DataFrame) -> pl.DataFrame:
        """Who shares a number of the register with these people: person, other, field."""
        return self._register().matches(people, self.by)

    def sounds(self) -> pl.DataFrame:
        """Everybody's name by its sound, unreadable: person, sound."""
        return self._register().sounds(self.by)

    def ids(self, table: str, column: str) -> pl.Series:
        """All values of a column of a table."""
        return self.rows(table, [column])[column].unique()

    def rows(self, table: str, columns: Sequence[str]) -> pl.DataFrame:
        """Columns of all rows of a table."""
        return reading.columns(self.desk.server, table, columns)

    def _register(self) -> register.Register:
        return register.open_register(self.desk.home, self.desk.server)


@sight.whole()
def import_files(
    path: Path | None,
    files: Sequence[Path],
    *,
    table: str | None = None,
    recorded_at: str | None = None,
    mapping: str | None = None,
    rejects: Path = Path("rejects.csv"),
    by: str = "import",
    told: Callable[[str, float], None] = SILENT,
) -> list[Imported]:
    """Good rows in, bad rows out to `rejects`; what became of each file."""
    desk = opened(path)
    how = load(mapping, desk.home.path / "mappings") if mapping else Reading()
    when = recorded(recorded_at, desk.zone) if recorded_at else None
    books = StoredBooks(desk, by)
    return _noted(books, lambda: importing.import_files(books, files, Wish(table, when, how, told), rejects))


@sight.whole()
def import_jobs(desk: Desk, jobs: Sequence[Job], rejects: Path, by: str) -> list[Imported]:
    """Files into an open home, each as its own job says. Raises ImportFailedError, as `import_files` does."""
    books = StoredBooks(desk, by)
    return _noted(books, lambda: importing.import_jobs(books, jobs, rejects, []))


@sight.whole()
def tried(desk: Desk, job: Job, by: str) -> Trial:
    """What would become of a file; nothing of it is stored. Raises FileError for one that cannot be read."""
    with reading.together():
        return trial.tried(StoredBooks(desk, by), job.path, job.table, job.wish)


def _noted(books: StoredBooks, imported: Callable[[], list[Imported]]) -> list[Imported]:
    with reading.together():
        try:
            done = imported()
        except ImportFailedError as error:
            _note_unknown_policies(books, error.done)
            raise
        _note_unknown_policies(books, done)
    return done


def _note_unknown_policies(books: StoredBooks, done: Sequence[Imported]) -> None:
    """Says beside an imported incident that nobody has the policy it names: its plan would be refused."""
    incidents = next((found for found in reversed(done) if found.table == "incidents"), None)
    if incidents is None:
        return
    named = books.rows("incidents", ["incident", "policy"]).drop_nulls()
    strange = named.filter(~pl.col("policy").is_in(list(packaged()))).unique().sort("incident")
    incidents.warnings += [
        f"incident {incident} names the policy {policy}, which does not come with Seawall (`seawall policy list`): a "
        "plan for it needs --policy with an id or a file"
        for incident, policy in strange.iter_rows()
    ]


def recorded(text: str, zone: ZoneInfo) -> datetime:
    """When rows were learned, as a history claims: of a day its beginning (docs/decisions/043)."""
    earliest = parse(text, zone).earliest
    if earliest is None:
        raise TimeError(
            "--recorded-at {text!r} has no beginning; allowed is one time such as 2022-01-23T04:00, or a day", text=text
        )
    return earliest
