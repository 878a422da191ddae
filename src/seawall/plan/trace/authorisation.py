"""The leave to read stays: made in one place, for a case that opens them, one window and one purpose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

import polars as pl

from seawall.tables.errors import SeawallError

Purpose = Literal["contact_tracing", "source_search", "question", "zoning"]
"""All that stays may be read for. A question returns a number of people and nobody's name."""
PURPOSES: tuple[str, ...] = get_args(Purpose)
ALONE: tuple[Purpose, ...] = ("source_search", "zoning")
"""These show where the case itself was, and nobody else."""
NAMED: tuple[Purpose, ...] = ("contact_tracing",)
"""These alone may say who else was there."""


class NotAuthorisedError(SeawallError):
    """Stays were asked for without an open case, a window and a purpose: they stay closed."""


@dataclass(frozen=True)
class Authorisation:
    """Stays of this person may be read for this case, this purpose, and inside [start, end)."""

    case: str
    class_: str
    person: str
    purpose: str
    start: datetime
    end: datetime


def authorise(windows: pl.DataFrame) -> tuple[Authorisation, ...]:
    """A leave for each of the windows of cases that open stays, for what stays may be read for."""
    granted = windows.filter(pl.col("opens_stays"), pl.col("purpose").is_in(PURPOSES))
    said = granted.select("case", "class", "person", "purpose", "start", "end").unique(maintain_order=True)
    return tuple(Authorisation(*row) for row in said.iter_rows())


def refuse_unauthorised(windows: pl.DataFrame, granted: Iterable[Authorisation]) -> None:
    """Raise NotAuthorisedError, naming the first case, unless each window lies in one leave.

    It is one of its case, person and purpose.
    """
    kind = windows.schema["start"]
    leaves = pl.DataFrame(
        [(each.case, each.person, each.purpose, each.start, each.end) for each in granted],
        schema={"case": pl.String, "person": pl.String, "purpose": pl.String, "from": kind, "to": kind},
        orient="row",
    )
    asked = windows.with_row_index("nth")
    held = asked.join(leaves, on=["case", "person", "purpose"]).filter(
        pl.col("from") <= pl.col("start"), pl.col("end") <= pl.col("to")
    )
    refused = asked.join(held, on="nth", how="anti", maintain_order="left")
    if not refused.is_empty():
        case, purpose = refused.row(0, named=True)["case"], refused.row(0, named=True)["purpose"]
        raise NotAuthorisedError(
            f"stays of case {case} for {purpose}: no leave covers {refused.height} of {windows.height} windows; "
            "a case opens its stays when its class is traced, a registered laboratory found it positive and two "
            "people of two organisations signed its class"
        )
