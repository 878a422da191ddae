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


class NotAuthorisedError(SeawallError):
    """Stays were asked for without an open case, a window and a purpose: they stay closed."""


@dataclass(frozen=True)
class Authorisation:
    """Stays may be read for this case, this purpose, and inside [start, end)."""

    case: str
    class_: str
    purpose: str
    start: datetime
    end: datetime


def authorise(windows: pl.DataFrame) -> tuple[Authorisation, ...]:
    """One leave for each case and purpose among the windows of cases that open stays, as wide as those windows."""
    granted = (
        windows.filter(pl.col("opens_stays"), pl.col("purpose").is_in(PURPOSES))
        .group_by("case", "class", "purpose", maintain_order=True)
        .agg(pl.col("start").min(), pl.col("end").max())
    )
    return tuple(Authorisation(*row) for row in granted.iter_rows())


def refuse_unauthorised(windows: pl.DataFrame, granted: Iterable[Authorisation]) -> None:
    """Raise NotAuthorisedError, naming the first case, unless a leave for its case and purpose holds each window."""
    leaves = pl.DataFrame(
        [(each.case, each.purpose, each.start, each.end) for each in granted],
        schema={"case": pl.String, "purpose": pl.String, "from": windows.schema["start"], "to": windows.schema["end"]},
        orient="row",
    )
    held = windows.join(leaves, on=["case", "purpose"], how="left")
    inside = (pl.col("from") <= pl.col("start")) & (pl.col("end") <= pl.col("to"))
    refused = held.filter(~inside.fill_null(value=False))
    if not refused.is_empty():
        case, purpose = refused.row(0, named=True)["case"], refused.row(0, named=True)["purpose"]
        raise NotAuthorisedError(
            f"stays of case {case} for {purpose}: no leave covers {refused.height} of {windows.height} windows; "
            "a case opens its stays when its class is traced, a registered laboratory found it positive and two "
            "people of two organisations signed its class"
        )
