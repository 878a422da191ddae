"""Rows of delimited text that do not stand on their line as they should, one by one."""

import csv
from collections.abc import Sequence
from typing import NamedTuple

from seawall.files import limits

LINES = 50
"""A cell in quotes may hold so many line breaks; a quotation mark that is open for longer was never closed."""


SHOWN = 200
"""So many letters of a line without cells are kept."""


class Row(NamedTuple):
    """A row that begins on a line and takes `lines` of them: its cells, and why they cannot be taken for what they are.

    Where not even cells can be told apart, the line stands beyond them all.
    """

    cells: Sequence[str]
    lines: int = 1
    reason: str | None = None


def row(lines: Sequence[str], sign: str, width: int | None = None, plain: Sequence[int] = ()) -> Row:
    """The row that begins on the first of `lines`; of LINES of them, unless the text ends before.

    It has `width` cells where that is told, but for empty ones at its end. A cell may hold line breaks, but those at
    `plain` do not: a quotation mark before one of them was never closed, and only its own line is lost.
    """
    csv.field_size_limit(limits.CELL)
    alone = _cells(lines[0], sign)
    if isinstance(alone, str) and lines[0].count('"') % 2:
        taken = _closed(lines)
        joined = _cells("\n".join(lines[:taken]), sign)
        if not isinstance(joined, str) and not _torn(joined, width, plain):
            return Row(joined, taken)
    if isinstance(alone, str):
        return Row([*[""] * (width or 0), lines[0][:SHOWN]], reason=alone)
    return Row(alone, reason=counted(alone, width))


def counted(cells: Sequence[str], width: int | None) -> str | None:
    """What is wrong with how many cells a row has; None where nothing is."""
    if width is None or (len(cells) >= width and not any(cells[width:])):
        return None
    return f"it has {len(cells)} cells under {width} headers; cells with commas or quotation marks inside need quotes"


def _torn(cells: Sequence[str], width: int | None, plain: Sequence[int]) -> bool:
    return counted(cells, width) is not None or any("\n" in cells[at] for at in plain)


def _closed(lines: Sequence[str]) -> int:
    """After how many lines every quotation mark is closed."""
    quotes = 0
    for taken, line in enumerate(lines[:LINES], start=1):
        quotes += line.count('"')
        if quotes % 2 == 0:
            return taken
    return 1


def _cells(text: str, sign: str) -> list[str] | str:
    """The cells of a row, or why they cannot be read."""
    try:
        return next(csv.reader([text], delimiter=sign, strict=True), [])
    except csv.Error as error:
        if "unexpected end" in str(error):
            return 'a quotation mark (") is opened and never closed'
        if "limit" in str(error):
            return f"a cell has more than {limits.CELL} characters"
        return 'a quotation mark (") stands inside a cell; allowed: cells in quotes with "" for each inside'
