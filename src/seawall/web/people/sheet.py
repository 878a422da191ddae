"""A filtered list as a file: CSV or XLSX, in slices, with cells that no spreadsheet runs (TRUST.md 23)."""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tables.inert import inert_frame
from seawall.tell.terminal.language import Language
from seawall.web.exports.workbook import workbook
from seawall.web.people.asking import Asked, said
from seawall.web.people.lists import SPANS, Column
from seawall.web.words import say

SLICE = 5_000
"""Rows that are made ready at once."""
BOM = b"\xef\xbb\xbf"
"""By which a spreadsheet knows UTF-8."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Sheet(NamedTuple):
    """The rows of a list, filtered and sorted, and what they are said with."""

    want: Asked
    rows: pl.DataFrame
    made: Made
    lang: Language


def csv(sheet: Sheet) -> Iterator[bytes]:
    """The file in pieces, its heads first."""
    yield BOM + told(sheet, sheet.rows.clear()).write_csv().encode()
    for each in sheet.rows.iter_slices(SLICE):
        yield told(sheet, each).write_csv(include_header=False).encode()


def xlsx(sheet: Sheet) -> Iterator[bytes]:
    """The file in pieces."""
    heads = told(sheet, sheet.rows.clear()).columns
    slices = (told(sheet, each) for each in sheet.rows.iter_slices(SLICE))
    return workbook(say(f"list.{sheet.want.name}", sheet.lang), heads, slices)


def told(sheet: Sheet, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows in words and local times, under the titles of their columns; a moment is its earliest and its latest."""
    parts = [part for column in sheet.want.list.columns for part in _parts(column, sheet, rows)]
    return inert_frame(rows.select(parts))


def _parts(column: Column, sheet: Sheet, rows: pl.DataFrame) -> Iterator[pl.Expr]:
    title, lang = say(f"col.{column.name}", sheet.lang), sheet.lang
    if column.kind in SPANS:
        for end, word in (("from", "earliest"), ("until", "latest")):
            yield _local(f"{column.name}_{end}", sheet).alias(f"{title} {say(word, lang)}")
    elif column.kind in ("time", "end"):
        yield _local(column.name, sheet).alias(title)
    elif column.kind in ("word", "words", "place"):
        yield said(column, sheet.made, rows, lang).alias(title)
    elif column.kind == "yes":
        words = {True: say("yes", lang), False: say("no", lang)}
        yield pl.col(column.name).replace_strict(words, default=None, return_dtype=pl.String).alias(title)
    elif column.kind == "figure":
        yield pl.col(column.name).round(0).cast(pl.Int64).alias(title)
    else:
        yield pl.col(column.name).cast(pl.String).alias(title)


def _local(name: str, sheet: Sheet) -> pl.Expr:
    return pl.col(name).dt.convert_time_zone(sheet.made.zone.key).dt.strftime("%Y-%m-%dT%H:%M:%S%:z")
