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


def rows_of(lines: Sequence[str], first: int, zone: ZoneInfo) -> Rows:
    """The rows of some lines, the first of them line `first`; `left` may be missing, null or empty.

    A line that is no object with these names, texts all, is a reject, beside those that a file would have.
    """
    read = [(first + nth, *_cells(line)) for nth, line in enumerate(lines) if line.strip()]
    schema = {LINE: pl.Int64, **dict.fromkeys((*COLUMNS, FAULT, SURPLUS), pl.String)}
    return Rows(*rows.taken(pl.DataFrame(read, schema, orient="row"), zone, _TITLES, unsaid=("left",)), [])


def _cells(line: str) -> tuple[str | None, ...]:
    """The four columns, what is wrong, and what of the line has no column."""
    try:
        said = json.loads(line)
    except ValueError as error:
        return None, None, None, None, f"no JSON ({error})", line[:_SHOWN]
    if not isinstance(said, dict) or not set(said) <= set(COLUMNS):
        return None, None, None, None, f"no check-in; allowed is an object of {', '.join(COLUMNS)}", line[:_SHOWN]
    cells = [said.get(name) for name in COLUMNS]
    if not all(cell is None or isinstance(cell, str) for cell in cells):
        return None, None, None, None, "each of its values is a text; allowed beside is null", line[:_SHOWN]
    return *cells, None, None
