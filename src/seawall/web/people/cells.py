"""The cells of a list as somebody reads them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language, cited
from seawall.tell.terminal.moments import DAY, day, exact, moment
from seawall.web.names import Names, names
from seawall.web.pages import figure
from seawall.web.people.lists import SPANS, Column
from seawall.web.words import each_said, say


class Cell(NamedTuple):
    """A text, how it is set, and whether it is a moment that is not known exactly."""

    text: str
    kind: str
    wide: bool = False


class Tongue(NamedTuple):
    """What cells are said with."""

    made: Made
    lang: Language
    names: Names


def cells(columns: tuple[Column, ...], rows: pl.DataFrame, made: Made, lang: Language) -> Iterator[list[Cell]]:
    """Each row as its cells."""
    tongue = Tongue(made, lang, names(made.facts, lang))
    for row in rows.iter_rows(named=True):
        yield [cell(column, row, tongue) for column in columns]


def cell(column: Column, row: Mapping[str, Any], tongue: Tongue) -> Cell:
    """One cell. What is not known, or does not apply, is an empty text."""
    if column.kind in SPANS:
        return _span(column, row[f"{column.name}_from"], row[f"{column.name}_until"], tongue)
    value = row[column.name]
    return Cell("" if value is None else _said(column, value, tongue), column.kind)


def _span(column: Column, first: datetime | None, last: datetime | None, tongue: Tongue) -> Cell:
    """A moment as wide as it is known; a day that is due is that day."""
    if first is None and last is None:
        return Cell("", "moment")
    zone, lang = tongue.made.zone, tongue.lang
    if column.kind == "due" and first is not None and last == first.astimezone(zone) + DAY:
        return Cell(day(first.astimezone(zone), lang), "moment")
    return Cell(moment(first, last, zone, lang), "moment", first != last and column.kind == "moment")


def _said(column: Column, value: Any, tongue: Tongue) -> str:
    made, lang = tongue.made, tongue.lang
    if isinstance(value, datetime):
        return exact(value, made.zone, lang, ends=column.kind == "end")
    if column.kind == "yes":
        return say("yes" if value else "no", lang)
    if column.kind == "figure":
        return figure(round(value))
    if column.kind == "word":
        return say(f"{column.prefix}{value}", lang)
    if column.kind == "words":
        return each_said(str(value), lang)
    if column.name == "clause":
        return cited("; ".join(dict.fromkeys(str(value).split("; "))), lang)  # each once, however many rules cite it
    return tongue.names.get(str(value), str(value)) if column.kind == "place" else str(value)
