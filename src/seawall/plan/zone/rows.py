"""An area as the officer reads it: who is inside, why, until when, what it needs, what it costs."""

from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.zone.public import why_public
from seawall.plan.zone.reach import larger, widened
from seawall.plan.zone.rules import ZoneRules
from seawall.plan.zone.tree import Tree
from seawall.tables.days import shown

FOUND = "its cases and the positives inside were last found on {}, the day of the finding and not of a stay"
STRICT = ("sealed", "high", "core", "controlled", "mid", "alert", "precaution", "low")


def rows(areas: pl.DataFrame, rules: ZoneRules, tree: Tree, zone: ZoneInfo, now: datetime) -> pl.DataFrame:
    """The areas with people, words and costs, by axis, strictness and subject."""
    peopled = _peopled(areas, tree)
    known = widened(peopled, tree)
    order = pl.col("level").replace_strict({level: n for n, level in enumerate(STRICT)}, return_dtype=pl.UInt8)
    return known.with_columns(
        _why(zone).alias("why"),
        why_public(rules, zone).alias("why_public"),
        larger(now).alias("larger"),
        pl.col("smaller").fill_null("the policy counts by this unit"),
    ).sort("axis", order, "subject")


def _peopled(areas: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """Adds `people` and `name`: of a unit its population, of a place who is known to live there."""
    units = tree.people.select(subject="unit", in_unit="people")
    at_home = tree.homes.group_by(subject="home").agg(pl.len().cast(pl.Int64).alias("at_home"))
    names = pl.concat(
        [tree.units.select(subject="unit", name="name"), tree.places.select(subject="place", name="name")]
    )
    joined = (
        areas.with_columns(_stated(areas)).join(units, on="subject", how="left").join(at_home, on="subject", how="left")
    )
    people = pl.when(pl.col("kind") == "place").then(pl.col("at_home").fill_null(0)).otherwise("in_unit")
    own = pl.col("peopled").fill_null(value=False)
    lives = pl.when(own).then("people").otherwise(pl.coalesce("people", people)).cast(pl.UInt32).alias("people")
    return joined.with_columns(lives).join(names.unique("subject", keep="first"), on="subject", how="left")


def _stated(areas: pl.DataFrame) -> list[pl.Expr]:
    lacking = {
        "people": pl.Int64,
        "smaller": pl.String,
        "narrower": pl.String,
        "narrower_people": pl.Int64,
        "peopled": pl.Boolean,
    }
    return [pl.lit(None, kind).alias(name) for name, kind in lacking.items() if name not in areas.columns]


def _why(zone: ZoneInfo) -> pl.Expr:
    """The chain: level, area, what makes it one, since when, until when, the rules."""
    last = pl.format("; {}", pl.format(FOUND, pl.col("last_day").cast(pl.String))).fill_null("")
    ends = pl.format("until {}", shown(pl.col("until"), zone)).fill_null("nobody can tell until when")
    doubt = pl.when("provisional").then(pl.lit(" Provisional: no case is concluded yet.")).otherwise(pl.lit(""))
    return pl.format(
        "{} {} {}{}: {}{}; from {}, {} if nothing happens ({}).{}",
        pl.col("level"), "kind", "subject", pl.format(" ({})", "name").fill_null(""), "detail", last,
        shown(pl.col("from"), zone).fill_null("?"), ends, "clause", doubt,
    )  # fmt: skip
