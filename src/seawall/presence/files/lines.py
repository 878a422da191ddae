"""Check-ins as lines of JSON, one object a line, as a gateway sends them on."""

import json
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import polars as pl

from seawall.files.columnar import FAULT, LINE, SURPLUS
from seawall.presence.files import rows
from seawall.presence.files.reading import Rows

COLUMNS = ("person", "place", "came", "left")
_TITLES = dict(zip(COLUMNS, COLUMNS, strict=True))
_SHOWN = 200  # characters of a line that is none
LONGEST = 65_536
"""Bytes of a line: ten times what a check-in has with ids as long as they may be, written as \\uXXXX throughout."""


def rows_of(lines: Sequence[bytes], first: int, zone: ZoneInfo) -> Rows:
    """The rows of some lines in UTF-8, the first of them line `first`; `left` may be missing, null or empty.

    A line that is no object with these names, texts all, or that has more bytes than LONGEST, is a reject, beside those
    that a file would have.
    """
    read = [(first + nth, *_cells(line)) for nth, line in enumerate(lines) if line.strip()]
    schema = {LINE: pl.Int64, **dict.fromkeys((*COLUMNS, FAULT, SURPLUS), pl.String)}
    return Rows(*rows.taken(pl.DataFrame(read, schema, orient="row"), zone, _TITLES, unsaid=("left",)), [])


def _cells(line: bytes) -> tuple[str | None, ...]:
    """The four columns, what is wrong, and what of the line has no column."""
    try:
        return *_said(line), None, None
    except ValueError as error:
        return None, None, None, None, str(error), line[: 4 * _SHOWN].decode(errors="replace")[:_SHOWN]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object as it is, unless it says something twice."""
    names = [name for name, _ in pairs]
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{' and '.join(doubled)} twice, and which one counts nobody said")
    return dict(pairs)


def _said(line: bytes) -> list[str | None]:
    """What a line says of each column. Raises ValueError, with the reason, for one that is no check-in."""
    if len(line) > LONGEST:
        raise ValueError(f"longer than {LONGEST:,} bytes; a check-in is one line, and each line ends")
    try:
        said = json.loads(line.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:  # the latter of brackets in brackets in brackets
        raise ValueError(f"no JSON in UTF-8 ({error})") from None
    if not isinstance(said, dict) or not set(said) <= set(COLUMNS):
        raise ValueError(f"no check-in; allowed is an object of {', '.join(COLUMNS)}")
    cells = [said.get(name) for name in COLUMNS]
    if not all(cell is None or isinstance(cell, str) for cell in cells):
        raise ValueError("each of its values is a text; allowed beside is null")
    if any("\ud800" <= character <= "\udfff" for cell in cells for character in cell or ""):
        raise ValueError("holds half of a character (\\ud800 to \\udfff), which nobody can write; send both halves")
    return cells
