"""Every condition of release as a row: when it is met if nothing happens, and what a positive inside would do."""

from datetime import datetime

import polars as pl

from seawall.plan.zone.schemas import RELEASE, shaped
from seawall.tables.limit import reached


def conditions(areas: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """The conditions of the level each area has now, and the level that follows; in RELEASE."""
    own, following = areas.filter(pl.col("stage") == 0), areas.filter(pl.col("then_days").is_not_null())
    after = pl.format("{} days as {} area follow", "then_days", "then")
    passing = pl.format("{} days without a new positive as {} area", "then_days", "then")
    said = [
        _row(own, pl.format("{} days without a new positive inside", "without_new"), "new_on", now, "release_clause"),
        _row(
            own.filter(pl.col("contact_days").is_not_null()),
            pl.format("{} days since the last exposure of a close contact inside", "contact_days"),
            "contact_on", now, "release_clause",
        ),
        _tests(own.filter(pl.col("tested").is_not_null())),
        _row(following.filter(pl.col("stage") == 0), after, "next_until", now, "then_clause"),
        _row(following.filter(pl.col("stage") == 1), passing, "next_until", now, "then_clause"),
    ]  # fmt: skip
    return shaped(pl.concat(said), RELEASE)


def _row(areas: pl.DataFrame, condition: pl.Expr, met_on: str, now: datetime, clause: str) -> pl.DataFrame:
    when = pl.col(met_on)
    return areas.select(
        "axis", "subject", condition.alias("condition"), when.alias("met_on"), reached(when, now).alias("state"),
        if_positive().alias("if_positive"), pl.col(clause).alias("clause"),
    )  # fmt: skip


def _tests(areas: pl.DataFrame) -> pl.DataFrame:
    """The tests of everybody inside; of whom nobody is known, or not everybody, it cannot be told."""
    staying, negative = (pl.col(name).fill_null(0) for name in ("staying", "negative"))
    known = pl.format(
        "all inside tested negative from the last {} days on: {} of {} known are", "tested", negative, staying
    )
    lacking = pl.when(pl.col("everybody")).then(pl.lit("")).otherwise(pl.lit("; not everybody who lives here is known"))
    return areas.select(
        "axis", "subject", pl.concat_str(known, lacking).alias("condition"), met_on="tests_on", state="tests_state",
        if_positive=if_positive(), clause="release_clause",
    )  # fmt: skip


def if_positive() -> pl.Expr:
    """What a positive inside does: every count begins again from its day, and a milder area may become stricter."""
    again = pl.format("all counts begin again: {} days from the day it is found", "positive_days")
    grows = pl.format("becomes {}; {}", "positive", again)
    back = pl.format("back to {}; {}", "level", again)
    return pl.when(pl.col("stage") == 1).then(back).when(pl.col("positive").is_not_null()).then(grows).otherwise(again)
