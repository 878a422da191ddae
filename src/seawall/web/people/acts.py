"""What can be done to many rows of a list at once, as rows of facts: each act is one batch."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tables.catalogue import TABLES
from seawall.tables.days import INSTANT
from seawall.tables.decided import TASK_OUTCOMES
from seawall.tables.schema import subject, values

DUE = ("person", "due_from", "due_until")
"""What a visit is known by: whom it is to, and the day it is due."""


class Act(NamedTuple):
    """An act: the table that it fills, which rows of the list of tasks it is for (`what`), and what it is told.

    `rows` makes the facts of (the list's rows, the plan, what was told, now, who).
    """

    table: str
    what: str
    choices: Callable[[Made], list[str]]
    rows: Callable[[pl.DataFrame, Made, str, datetime, str], pl.DataFrame]


def _assigned(rows: pl.DataFrame, made: Made, team: str, _now: datetime, _who: str) -> pl.DataFrame:
    """The tasks as they stand, with another team: each corrects the row that named the one before."""
    schema = TABLES["tasks"]
    stated = made.facts["tasks"].join(rows.select("task").unique(), on="task", how="semi", maintain_order="left")
    other = stated.filter(pl.col("team").ne_missing(pl.lit(team)))
    return other.select(
        *subject(schema), *(name for name in values(schema) if name != "team"), pl.lit(team).alias("team"),
        pl.col("row").alias("corrects"),
    )  # fmt: skip


def _closed(rows: pl.DataFrame, _made: Made, outcome: str, now: datetime, _who: str) -> pl.DataFrame:
    return rows.select("task").unique(maintain_order=True).with_columns(
        pl.lit(now, INSTANT).alias("at_from"), pl.lit(now, INSTANT).alias("at_until"), pl.lit(outcome).alias("outcome")
    )  # fmt: skip


def _handed(rows: pl.DataFrame, made: Made, team: str, _now: datetime, _who: str) -> pl.DataFrame:
    """Visits that a team is asked to make: where another was asked to make the same one, its row is corrected."""
    asked = made.facts["followups"].filter(pl.col("seen").is_null(), pl.col("at_from").is_null())
    before = asked.select(*DUE, "by", corrects="row").unique(DUE, keep="last", maintain_order=True)
    told = rows.unique("person", keep="first", maintain_order=True).join(
        before, on=DUE, how="left", maintain_order="left"
    )
    other = told.filter(pl.col("by").ne_missing(pl.lit(team)) | pl.col("team").ne_missing(pl.lit(team)))
    return other.select(*DUE, pl.lit(team).alias("by"), "corrects")


def _visited(rows: pl.DataFrame, _made: Made, seen: str, now: datetime, who: str) -> pl.DataFrame:
    """Who was seen today, or was not: by the team that was to go, or by who says so."""
    return rows.unique("person", keep="first", maintain_order=True).select(
        "person", "due_from", "due_until",
        pl.lit(now, INSTANT).alias("at_from"), pl.lit(now, INSTANT).alias("at_until"),
        pl.coalesce("team", pl.lit(who)).alias("by"), pl.lit(seen == "seen").alias("seen"),
        pl.lit(None, pl.Float64).alias("temperature"), pl.lit(None, pl.Boolean).alias("symptoms"),
    )  # fmt: skip


def _teams(made: Made) -> list[str]:
    return made.facts["teams"]["team"].unique().sort().to_list()


def _tracing(made: Made) -> list[str]:
    """The teams among which contacts are shared out."""
    teams = made.facts["teams"].filter(pl.col("kind").cast(pl.String) == "tracing")
    return teams["team"].unique().sort().to_list()


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "assign": Act("tasks", "task", _teams, _assigned),
        "close": Act("done", "task", lambda _made: list(TASK_OUTCOMES), _closed),
        "hand": Act("followups", "visit", _tracing, _handed),
        "visit": Act("followups", "visit", lambda _made: ["seen", "not_seen"], _visited),
    }
)
"""Every act by its word."""
