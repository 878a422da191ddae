"""Risk levels of streets by counting cases, as before the ninth edition: only the classes that count do."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.zone.drawn import active, lived, smallest
from seawall.plan.zone.rules import RISK, Counted
from seawall.plan.zone.tree import Tree
from seawall.tables.days import at, to_end_of
from seawall.tables.limit import reached


def counted(seen: pl.DataFrame, rule: Counted, tree: Tree, now: datetime, zone: ZoneInfo) -> pl.DataFrame:
    """One row a street with a case in the window, in the columns of an area that is drawn.

    `high`: more cases than few, and a cluster of new ones; `mid`: new ones; `low`: cases, none of them of a class that
    counts. A case counts where it lived while it could infect. A street whose cases lie back further is not listed.
    """
    ends = to_end_of(pl.col("found_day"), timedelta(days=rule.days), zone)
    cases = _held(seen, rule, tree, zone).with_columns(
        pl.col("class").is_in(list(rule.classes)).fill_null(value=False).alias("counts"),
        (ends > at(now)).fill_null(value=True).alias("new"),
        ends.alias("ends"),
    )
    streets = cases.group_by(pl.col("holder").alias("subject"), maintain_order=True).agg(
        pl.col("case").unique().sort().alias("cases"),
        pl.col("provisional").all(),
        pl.col("evidence").explode().drop_nulls().unique(maintain_order=True),
        pl.col("found").min().alias("from"),
        pl.col("new").any().alias("recent"),
        pl.col("counts").sum().alias("number"),
        (pl.col("counts") & pl.col("new")).sum().alias("fresh"),
        _end(pl.col("ends").filter("counts")).alias("counted_until"),
        _end(pl.col("ends")).alias("any_until"),
    )
    return _levelled(streets.filter("recent"), rule)


def _held(seen: pl.DataFrame, rule: Counted, tree: Tree, zone: ZoneInfo) -> pl.DataFrame:
    """The cases that lived in a street of ours while they could infect, with the street as `holder`."""
    at_home = seen.filter(lived(active(rule.active, zone)), pl.col("case").is_not_null(), pl.col("unit").is_not_null())
    held = at_home.join(smallest(at_home.select(pl.col("unit").unique()), rule.units, tree), on="unit")
    return held.filter(pl.col("holder").is_in(tree.ours.implode()))


def _end(ends: pl.Expr) -> pl.Expr:
    return pl.when(ends.is_null().any()).then(None).otherwise(ends.max())


def _levelled(streets: pl.DataFrame, rule: Counted) -> pl.DataFrame:
    fresh = pl.col("fresh") > 0
    many = (pl.col("number") > rule.few) & (pl.col("fresh") >= rule.cluster)
    level = pl.when(fresh & many).then(pl.lit("high")).when(fresh).then(pl.lit("mid")).otherwise(pl.lit("low"))
    classes = ", ".join(rule.classes)
    why = pl.format(
        "{} cases in all, {} of a class that counts ({}), {} of them new within {} days",
        pl.col("cases").list.len(), "number", pl.lit(classes), "fresh", pl.lit(rule.days),
    )  # fmt: skip
    return streets.with_columns(
        pl.lit(RISK).alias("axis"), pl.lit("unit").alias("kind"), pl.col("subject").alias("unit"), level.alias("level"),
        why.alias("detail"), pl.lit(rule.clause).alias("clause"), pl.lit("").alias("measure"),
        pl.when(fresh).then("counted_until").otherwise("any_until").alias("until"),
    ).with_columns(pl.col("until").alias("over"))  # fmt: skip


def counted_conditions(streets: pl.DataFrame, rule: Counted, now: datetime) -> pl.DataFrame:
    """The one condition of a street that is not low."""
    raised = streets.filter(pl.col("level") != "low")
    when = pl.col("until")
    classes = " or ".join(rule.classes)
    return raised.select(
        "subject", "axis", pl.lit(f"{rule.days} days without a new {classes} case").alias("condition"),
        when.alias("met_on"), reached(when, now).alias("state"),
        pl.lit(f"counted once it is {classes}: the {rule.days} days begin again; more than {rule.few} with a cluster "
               "make it high").alias("if_positive"),
        pl.col("clause"),
    )  # fmt: skip
