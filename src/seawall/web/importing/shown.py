"""What the page shows of a file: how its columns are read, its first rows as they will be stored, what comes back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.importing import tried
from seawall.feeds import trial
from seawall.feeds.headers import rank
from seawall.feeds.importing import Job
from seawall.feeds.mapping import TableMapping
from seawall.feeds.opened import UndatedError
from seawall.feeds.trial import Trial, Wrong
from seawall.files import names
from seawall.files.grid import Fault, FileError
from seawall.files.reading import beginning
from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError
from seawall.tables.inert import alive
from seawall.tables.moment import Moment
from seawall.tables.schema import pairs
from seawall.tables.shown import CHINESE, ENGLISH, shown
from seawall.web.importing import arrivals
from seawall.web.importing.arrivals import Arrival, Done, written
from seawall.web.importing.choice import Choice, wish
from seawall.web.importing.reasons import in_chinese
from seawall.web.importing.remarks import of_file, read_as
from seawall.web.looking import Looking
from seawall.web.words import say

DATED = {
    lang: replace(forms, day=lambda day: day.isoformat(), time="{} {}", whole_day="{}")
    for lang, forms in (("zh", CHINESE), ("en", ENGLISH))
}
"""Moments with their years, as files write them: who checks what was read must see all of it."""


class Cell(NamedTuple):
    """A cell of a row that came back: its name in the form, its column, its text, and what is wrong with it."""

    field: str
    title: str
    text: str
    faults: Sequence[Fault]


class Row(NamedTuple):
    """A row that came back: its number in the file that was sent, its cells, and what is wrong with it as a whole."""

    number: str
    cells: Sequence[Cell]
    faults: Sequence[Fault]


class Known(NamedTuple):
    """A column of a file: what it fills, and by which rule that is known ("chosen", "own", "called", or "": none)."""

    title: str
    name: str
    rule: str


class Shown(NamedTuple):
    """A file on the page. `read_as` says how it was read, in the reader's language; `targets` are the columns of its
    table with what they are called; `heads` and `first` the rows to be stored; `wrong` those that come back; `remarks`
    what is to be looked at; `error` why it cannot be read so; `ours` the table of a plan that its name says, which no
    file fills; `undated`: it cannot be read before it is said when its rows were learned, and its columns are those
    that are known without it.
    """

    nth: int
    name: str
    choice: Choice
    done: Done | None
    trial: Trial | None
    read_as: str
    columns: Sequence[Known]
    targets: Sequence[tuple[str, str]]
    heads: Sequence[str]
    first: Sequence[Sequence[str]]
    wrong: Sequence[Row]
    remarks: Sequence[str]
    error: str
    ours: str
    undated: bool


def files(looking: Looking, arrival: Arrival) -> list[Shown]:
    """Every file of an arrival."""
    return [_file(looking, arrival, nth) for nth in range(len(arrival.files))]


def _file(looking: Looking, arrival: Arrival, nth: int) -> Shown:
    file, desk = arrival.files[nth], looking.desk
    done = file.done
    path = arrivals.rejects(desk, arrival, nth) if done else arrivals.path(desk, arrival, nth)
    made, error, columns, undated = None, "", list[Known](), False
    if file.choice.table and path.exists():
        try:
            made = tried(
                desk,
                Job(path, file.choice.table, wish(desk, file.choice, looking.request.state.subject)),
                arrival.officer,
            )
            columns = [Known(each.title, each.name, _rule(each.title, each.name, file.choice)) for each in made.columns]
        except SeawallError as failed:
            undated = isinstance(failed, UndatedError)
            error, columns = _of_file(looking, looking.told(failed)), _unread(looking, arrival, nth)
    elif path.exists():
        error = _no_table_mends(looking, path)
    heads, first = _preview(looking, made, file.choice.table) if made and not done else ([], [])
    wrong = (
        [
            _row(index, _spoken(looking, each, file.choice.table), made, came_back=done is not None)
            for index, each in enumerate(made.wrong)
        ]
        if made
        else []
    )
    remarks = [_of_file(looking, each) for each in (done.remarks if done else made.remarks if made else ())]
    error = error or _of_file(looking, done.failed if done else "")
    return Shown(
        nth, file.name, file.choice, done, made, _read_as(looking, made), columns, _targets(looking, file.choice),
        heads, first, wrong, remarks, error, written(file.name), undated,
    )  # fmt: skip


def _no_table_mends(looking: Looking, path: Path) -> str:
    """What is wrong with a file whatever table it is for."""
    try:
        beginning(path)
    except FileError as failed:
        return _of_file(looking, looking.told(failed))
    return ""


def _read_as(looking: Looking, made: Trial | None) -> str:
    return "" if made is None else made.read_as if looking.language == "en" else read_as(made.read_as)


def _of_file(looking: Looking, text: str) -> str:
    return text if looking.language == "en" else of_file(text)


def _title(looking: Looking, table: str, column: str) -> str:
    """What a column is called."""
    return column.replace("_", " ") if looking.language == "en" else names.chinese(table, column) or column


def _unread(looking: Looking, arrival: Arrival, nth: int) -> list[Known]:
    """The headers of a file that cannot be read as it is wished, so that somebody can say what they mean."""
    choice = arrival.files[nth].choice
    try:
        said = trial.titles(arrivals.path(looking.desk, arrival, nth), choice.table)
    except SeawallError:
        return []
    titles = [title.strip() for title in said if title.strip()]
    return [Known(title, name, _rule(title, name, choice)) for title in titles for name in [_meant(title, choice)]]


def _meant(title: str, choice: Choice) -> str:
    """What was chosen for a header, else what it is known as."""
    if choice.columns:
        return choice.columns.get(title, "")
    targets = names.targets(choice.table)
    return next((name for name in targets if rank(title, name, choice.table, TableMapping()) is not None), "")


def _rule(title: str, name: str, choice: Choice) -> str:
    if not name:
        return ""
    known = rank(title, name, choice.table, TableMapping())
    return "chosen" if known is None else "own" if known == 1 else "called"


def _targets(looking: Looking, choice: Choice) -> list[tuple[str, str]]:
    if not choice.table:
        return []
    ends = {end for both in pairs(TABLES[choice.table]) for end in both}
    return [(name, _title(looking, choice.table, name)) for name in names.targets(choice.table) if name not in ends]


def _preview(looking: Looking, made: Trial, table: str) -> tuple[list[str], list[list[str]]]:
    """The first good rows, each moment as one column. Names and numbers of persons go to the register, unshown."""
    columns = list(_columns(looking, made.first, table))
    heads = [_title(looking, table, name) for name, _ in columns]
    return ["", *heads], [
        [str(number), *row] for number, *row in zip(made.numbers, *(c for _, c in columns), strict=True)
    ]


def _columns(looking: Looking, frame: pl.DataFrame, table: str) -> Iterator[tuple[str, list[str]]]:
    ends = dict(pairs(TABLES[table]))
    forms = DATED[looking.language]
    for name in frame.columns:
        whole = name.removesuffix("_from")
        if name in ends and ends[name] in frame.columns:
            both = zip(frame[name], frame[ends[name]], strict=True)
            yield whole, [shown(Moment(*each), looking.desk.zone, forms) for each in both]
        elif not (name in ends.values() and f"{name.removesuffix('_until')}_from" in frame.columns):
            say_word = isinstance(frame.schema[name], pl.Enum | pl.Boolean)
            yield name, ["" if value is None else _said(looking, value, word=say_word) for value in frame[name]]


def _said(looking: Looking, value: Any, *, word: bool) -> str:
    if word:
        return say({True: "yes", False: "no"}.get(value, str(value)), looking.language)
    return shown(Moment(value, value), looking.desk.zone, DATED["en"]) if hasattr(value, "astimezone") else str(value)


def _row(index: int, wrong: Wrong, made: Trial, *, came_back: bool) -> Row:
    cells = [
        Cell(f"r{index}c{column.place}", column.title, _text(wrong, column.place), _faults(wrong, column.title))
        for column in made.columns
    ]
    titles = {column.title for column in made.columns}
    number = wrong.cells[0] if came_back and wrong.cells else str(wrong.row)
    return Row(number, cells, [fault for fault in wrong.faults if fault.column not in titles])


def _text(wrong: Wrong, place: int) -> str:
    return alive(wrong.cells[place]) if place < len(wrong.cells) else ""


def _faults(wrong: Wrong, title: str) -> list[Fault]:
    return [fault for fault in wrong.faults if fault.column == title]


def _spoken(looking: Looking, wrong: Wrong, table: str) -> Wrong:
    """The row with its faults in the language of the page, as far as they can be said in it."""
    if looking.language == "en":
        return wrong
    return replace(wrong, faults=[in_chinese(each, table) for each in wrong.faults])
