"""The areas themselves: each with its cases, its level, and the last day on which something new was found inside."""

from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.zone.drawn import active, lived
from seawall.plan.zone.rules import Axis, ZoneRules
from seawall.plan.zone.tree import Tree

AREA = ["axis", "subject"]


def subjects(
    risks: pl.DataFrame, seen: pl.DataFrame, trail: pl.DataFrame, rules: ZoneRules, tree: Tree, zone: ZoneInfo
) -> pl.DataFrame:
    """One row an (axis, subject): kind, unit, rank, cases, provisional, evidence, begins, last_day.

    `rank` is the strictest level that any case asks for; a positive inside may make it stricter. `last_day` is the last
    local day of a new positive inside, null where that of one of them is unknown: then nothing is released.
    """
    areas = risks.group_by(AREA, maintain_order=True).agg(
        pl.col("kind", "unit").first(),
        pl.col("rank").min().cast(pl.UInt32),
        pl.col("case").drop_nulls().unique().sort().alias("cases"),
        pl.col("provisional").all(),
        pl.col("evidence").explode().drop_nulls().unique(maintain_order=True),
        pl.col("found").min().alias("begins"),
        pl.col("by_home").any(),
        pl.col("detail").unique(maintain_order=True).str.join("; "),
    )
    inside = [_inside(areas.filter(axis=axis.name), seen, trail, axis, tree, zone) for axis in rules.axes]
    news = pl.concat(inside) if inside else _inside(areas, seen, trail, Axis("", (), ()), tree, zone)
    last = news.group_by(AREA).agg(
        pl.when(pl.col("found_day").is_null().any()).then(None).otherwise(pl.col("found_day").max()).alias("last_day"),
        (pl.col("resident") & (pl.col("found") > pl.col("begins"))).any().alias("found_inside"),
    )
    return _stricter(areas.join(last, on=AREA, how="left", maintain_order="left"), rules)


def _inside(
    areas: pl.DataFrame, seen: pl.DataFrame, trail: pl.DataFrame, axis: Axis, tree: Tree, zone: ZoneInfo
) -> pl.DataFrame:
    """What was found inside each area: people who lived there, surfaces, and cases who were at one of its places.

    Somebody isolated elsewhere before they could infect the area is not a positive inside.
    """
    begins = active(axis.active, zone)
    at_home = seen.filter(lived(begins)).select(
        "found", "found_day", "unit", place="home", resident=pl.lit(value=True)
    )  # fmt: skip
    passed = trail.join(seen.with_columns(begins.alias("since")).drop("person"), on="case", suffix="_case")
    there = passed.filter((pl.col("last") > pl.col("since")).fill_null(value=True)).drop("unit")
    were = there.join(tree.places.select("place", "unit"), on="place").select(
        "found", "found_day", "unit", "place", resident=pl.lit(value=False)
    )
    events = pl.concat([at_home, were.select(at_home.columns)])
    held = events.join(tree.above.select("unit", subject="above"), on="unit").drop("unit", "place")
    own = events.rename({"place": "subject"}).drop("unit")
    by_unit = areas.filter(kind="unit").select(*AREA, "begins").join(held, on="subject")
    by_place = areas.filter(kind="place").select(*AREA, "begins").join(own, on="subject")
    return pl.concat([by_unit, by_place])


def _stricter(areas: pl.DataFrame, rules: ZoneRules) -> pl.DataFrame:
    """A positive inside makes of an area the level that the policy says."""
    rank = pl.col("rank")
    for axis in rules.axes:
        order = {level.name: number for number, level in enumerate(axis.levels)}
        for level in axis.levels:
            if level.positive_found in order:
                grown = (pl.col("axis") == axis.name) & (pl.col("rank") == order[level.name]) & pl.col("found_inside")
                rank = pl.when(grown).then(pl.lit(order[level.positive_found], pl.UInt32)).otherwise(rank)
    return areas.with_columns(rank.alias("rank")).drop("found_inside")
