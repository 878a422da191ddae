"""Clean days of every community and village: how long nothing was found there (无疫社区)."""

from datetime import datetime, timedelta

import polars as pl

from seawall.plan.zone.drawn import active, lived
from seawall.plan.zone.rules import ZoneRules
from seawall.plan.zone.schemas import CLEAN, shaped
from seawall.plan.zone.tree import Tree
from seawall.tables.days import INSTANT, at, day_ending, day_of, midnight, to_end_of
from seawall.tables.facts import Facts


def clean(seen: pl.DataFrame, facts: Facts, rules: ZoneRules, tree: Tree, now: datetime) -> pl.DataFrame:
    """One row a unit of the levels that are counted, by unit, in CLEAN.

    A case or positive counts where it lives, if it lived there while it could infect. Whole local days: found on the
    22nd, the 23rd is the first, and it counts at its end. Where nothing was found the first is the first whole day that
    the incident was open for certain. A find of an unknown day leaves `clean_days` empty.
    """
    zone = facts.zone
    days = max((axis.active for axis in rules.axes if axis.active is not None), default=None)
    there = seen.filter(lived(active(days, zone)), pl.col("unit").is_not_null())
    held = there.join(tree.above.select("unit", "above"), on="unit")
    last = held.group_by("above").agg(
        pl.when(pl.col("found_day").is_null().any()).then(None).otherwise(pl.col("found_day").max()).alias("last"),
        pl.lit(value=True).alias("hit"),
    )
    judged = _counted(rules, tree).join(last, left_on="unit", right_on="above", how="left").sort("unit")
    since = midnight(pl.col("last") + timedelta(days=1), zone)
    whole = to_end_of(day_ending(pl.lit(_opened(facts)).cast(INSTANT), zone), timedelta(), zone)
    counted = pl.when(pl.col("hit").fill_null(value=False)).then(since).otherwise(whole)
    today = day_of(at(now), zone)
    passed = (today - day_of(counted, zone)).dt.total_days().clip(0)
    return shaped(judged.with_columns(passed.alias("clean_days"), since.alias("since")), CLEAN)


def _counted(rules: ZoneRules, tree: Tree) -> pl.DataFrame:
    """(unit): our units of the levels that are counted, and of those counted instead where none is above or below."""
    ours = tree.units.filter(pl.col("unit").is_in(tree.ours.implode()))
    named = ours.filter(pl.col("level").is_in(list(rules.clean_levels))).select("unit")
    others = ours.filter(pl.col("level").is_in(list(rules.clean_instead))).select("unit")
    below = others.join(tree.above, on="unit").join(named, left_on="above", right_on="unit", how="semi")
    above = tree.above.join(named, on="unit", how="semi").select(unit="above")
    alone = others.join(below, on="unit", how="anti").join(above, on="unit", how="anti")
    return pl.concat([named, alone])


def _opened(facts: Facts) -> datetime | None:
    """When the incident was open at the latest; null: nobody knows."""
    first = facts["incidents"]["opened_until"].min()
    return first if isinstance(first, datetime) else None
