"""A terminal for tests: what would be seen, line by line, at a width."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import StringIO
from typing import Any

import polars as pl
from rich.cells import cell_len
from rich.console import Console, RenderableType

from seawall.tables.schema import UTC_MOMENT
from tests.given import local, when

STEPS = ("found", "screened", "confirmed", "responded", "published", "headquarters", "isolated", "tested")
MOMENTS = dict.fromkeys(("due_from", "due_until", "done_from", "done_until"), UTC_MOMENT)


def seen(shown: RenderableType, width: int = 80) -> list[str]:
    """The lines of `shown`, without colour and without blanks at their ends."""
    console = Console(file=StringIO(), width=width, record=True, color_system=None)
    console.print(shown)
    return [line.rstrip() for line in console.export_text().splitlines()]


def widest(shown: RenderableType, width: int) -> int:
    """The columns that the longest line takes; a Chinese character takes two."""
    return max(cell_len(line) for line in seen(shown, width))


def clock(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """A clock of first times: `state`, and `done` and `due` as in `tests.given`."""
    return pl.DataFrame([_step(nth, row) for nth, row in enumerate(rows)], schema_overrides=MOMENTS)


def _step(nth: int, row: Mapping[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "step": STEPS[nth % 8],
        "kind": "first_time",
        "why": "",
        "clause": "rule",
        "owner": "cdc",
    }
    whole |= {"target": "2 h after the conclusion"} | dict.fromkeys(MOMENTS)
    for name in ("due", "done"):
        if name in row:
            moment = when(row[name])
            whole |= {f"{name}_from": moment.earliest, f"{name}_until": moment.latest}
    return whole | {key: value for key, value in row.items() if key not in ("due", "done")}


def at(text: str) -> datetime:
    """A local time in UTC."""
    return local(text)


def every(states: Sequence[str]) -> pl.DataFrame:
    """A clock of these states in order."""
    return clock(*[{"state": state} for state in states])
