"""Who lives inside an area, who of them was tested, and when a close contact inside was last exposed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.zone.subjects import AREA
from seawall.plan.zone.tree import Tree
from seawall.tables.days import at, day_ending
from seawall.tables.facts import Facts
from seawall.tables.inside import inside


def residents(areas: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """(axis, subject, person, home): who is known to live inside."""
    in_units = tree.homes.join(tree.above.select("unit", subject="above"), on="unit").select(
        "subject", "person", "home"
    )
    at_places = tree.homes.select("person", "home", subject="home")
    by_unit = areas.filter(kind="unit").select(AREA).join(in_units, on="subject")
    by_place = areas.filter(kind="place").select(AREA).join(at_places.select(in_units.columns), on="subject")
    return pl.concat([by_unit, by_place])


def last_contact(
    areas: pl.DataFrame, living: pl.DataFrame, reasons: pl.DataFrame, now: datetime, zone: ZoneInfo
) -> pl.DataFrame:
    """(axis, subject, contact_day, unknown): the last local day on which a close contact inside was exposed.

    A close contact is inside who lives there, or was exposed at the place itself: each of the `reasons` counts, not
    the strongest alone. `unknown`: nobody knows of one.
    """
    close = reasons.filter(pl.col("ring").cast(pl.String) == "close").select("person", "place", "last_exposure")
    lives = living.join(close, on="person").select(*AREA, "last_exposure")
    met = areas.filter(kind="place").select(AREA).join(close, left_on="subject", right_on="place")
    exposed = pl.concat([lives, met.select(*AREA, "last_exposure")])
    last = pl.min_horizontal("last_exposure", at(now))
    return exposed.group_by(AREA).agg(
        day_ending(last.max(), zone).alias("contact_day"),
        pl.col("last_exposure").is_null().any().alias("unknown"),
        pl.len().cast(pl.Int64).alias("contacts"),
    )


def to_test(living: pl.DataFrame, seen: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """The residents who are still there: no cases, and nobody who is in a room of a site."""
    gone = pl.concat([seen.select("person"), inside(facts, now).select("person")]).drop_nulls().unique()
    return living.join(gone, on="person", how="anti")


def tested(staying: pl.DataFrame, starts: pl.DataFrame, taken: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """(axis, subject, staying, negative, tested_at): how many are there, were negative since `start`, and by when all.

    A specimen counts that was taken at or after `start` for certain, alone or in a tube, and is negative by now.
    `tested_at` is null while one of them lacks it.
    """
    swabs = taken.filter(
        pl.col("subject_kind") == "person", pl.col("verdict") == "negative", pl.col("known") <= now
    ).select("known", "taken_from", person="subject")
    asked = staying.join(starts.select(*AREA, "start"), on=AREA)
    good = asked.join(swabs, on="person").filter(pl.col("taken_from") >= pl.col("start"))
    first = good.group_by(*AREA, "person").agg(pl.col("known").min())
    each = asked.join(first, on=[*AREA, "person"], how="left")
    return each.group_by(AREA).agg(
        pl.len().cast(pl.Int64).alias("staying"),
        pl.col("known").count().cast(pl.Int64).alias("negative"),
        pl.when(pl.col("known").is_null().any()).then(None).otherwise(pl.col("known").max()).alias("tested_at"),
    )
