"""How somebody wishes a file to be read: its table, what its columns fill, and what its times leave out."""

from collections.abc import Mapping
from typing import cast

import msgspec

from seawall.desk.importing import recorded
from seawall.desk.opening import Desk
from seawall.feeds.importing import Wish
from seawall.feeds.mapping import Reading, TableMapping
from seawall.feeds.naming import FILLED
from seawall.files import names
from seawall.tables.dates import YEARS, Hints, Order
from seawall.web.access import Subject, decide, laboratories
from seawall.web.errors import AskedError

ORDERS = ("", "dmy", "mdy")
RESULTS = ("results", "sequences")
"""The tables that a laboratory fills."""


class Choice(msgspec.Struct, frozen=True):
    """What was chosen; `columns` says for each header what it fills ("": nothing), or is empty: as they are known."""

    table: str = ""
    columns: Mapping[str, str] = {}
    year: str = ""
    order: str = ""
    recorded: str = ""


def tables_of(who: Subject) -> tuple[str, ...]:
    """The tables that somebody fills: a laboratory its results, whoever imports facts all."""
    return FILLED if decide(who, "import", "facts") else RESULTS


def chosen(before: Choice, said: Mapping[str, str], tables: tuple[str, ...]) -> Choice:
    """A choice out of a form, where `was0` is what `column0` showed. Another table is read by its own headers first.

    Raises AskedError for a table or a column that is none.
    """
    table = said.get("table", before.table)
    if table and table not in tables:
        raise AskedError(
            "{table} is no table that you fill; allowed: {allowed}", table=table[:60], allowed=", ".join(tables)
        )
    columns = _columns(before, said) if table == before.table else {}
    if strange := [name for name in columns.values() if name and name not in names.targets(table)]:
        raise AskedError(
            "{table} has no column {column}; allowed: {allowed}",
            table=table,
            column=strange[0][:60],
            allowed=", ".join(names.targets(table)),
        )
    return Choice(table, columns, *(said.get(name, "").strip()[:60] for name in ("year", "order", "recorded")))


def _columns(before: Choice, said: Mapping[str, str]) -> Mapping[str, str]:
    """All of them, once any is other than it was shown."""
    nths = [name.removeprefix("title") for name in said if name.startswith("title")]
    if all(said.get(f"column{nth}", "") == said.get(f"was{nth}", "") for nth in nths):
        return before.columns
    return {said[f"title{nth}"]: said.get(f"column{nth}", "") for nth in nths}


def wish(desk: Desk, choice: Choice, who: Subject) -> Wish:
    """The wish of an import by somebody. Raises AskedError and TimeError for years and times that are none."""
    if choice.order not in ORDERS:
        raise AskedError("the order of day and month is dmy or mdy")
    if choice.year and not (choice.year.isascii() and choice.year.isdigit() and int(choice.year) in YEARS):
        raise AskedError(
            "the year is a number from {first} to {last}, such as 2022", first=YEARS.start, last=YEARS.stop - 1
        )
    hints = Hints(
        year=int(choice.year) if choice.year else None, order=cast("Order", choice.order) if choice.order else None
    )
    when = recorded(choice.recorded, desk.zone) if choice.recorded and desk.home.history else None
    return Wish(choice.table, when, Reading({choice.table: _mapping(choice)}, hints), speaks_for=laboratories(who))


def _mapping(choice: Choice) -> TableMapping:
    """Once somebody chose, every column is what they chose and nothing else is known by its header."""
    if not choice.columns:
        return TableMapping()
    given: dict[str, tuple[str, ...]] = dict.fromkeys(names.targets(choice.table), ())
    for title, name in choice.columns.items():
        if name:
            given[name] = (*given[name], title)
    return TableMapping(columns=given)
