"""Where people live, and what lies in what."""

from datetime import datetime

import polars as pl

from seawall.tables.days import at
from seawall.tables.facts import Facts

FOUND_AT = ("current", "dormitory", "care_home", "hotel", "hospital", "registered", "other")
"""Where somebody is looked for, first to last."""


def homes(facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, place, unit), one row a person: where they are to be found now, and the smallest unit it lies in.

    Of several residences the likeliest kind, and of those the latest begun. `unit` is empty where nobody said.
    """
    begun = pl.col("since_from").is_null() | (pl.col("since_from") <= at(now))
    lasts = pl.col("until_until").is_null() | (pl.col("until_until") > at(now))
    order = {kind: number for number, kind in enumerate(FOUND_AT)}
    rank = pl.col("kind").cast(pl.String).replace_strict(order, default=len(order), return_dtype=pl.UInt8)
    places = facts["places"].unique("place", keep="last", maintain_order=True).select("place", "unit")
    return (
        facts["residences"].filter(begun, lasts)
        .join(places, on="place", how="left")
        .sort(rank, "since_from", "recorded_at", "row", descending=[False, True, True, False], nulls_last=True)
        .unique("person", keep="first", maintain_order=True)
        .select("person", "place", "unit")
    )  # fmt: skip


def holding(facts: Facts) -> pl.DataFrame:
    """(unit, above, steps): each unit with itself (0 steps) and with every unit that holds it, however far above.

    A parent that the tree does not describe is among them; a tree that runs in a circle stops.
    """
    parents = facts["units"].select("unit", "parent").unique("unit", keep="last", maintain_order=True)
    level = parents.select("unit", pl.col("unit").alias("above"), pl.lit(0, pl.UInt8).alias("steps"))
    found = [level]
    above = parents.rename({"unit": "above"}).drop_nulls("parent")
    while not level.is_empty() and len(found) <= len(parents):
        level = level.join(above, on="above").select("unit", pl.col("parent").alias("above"), pl.col("steps") + 1)
        known = pl.concat(found).select("unit", "above")
        level = level.join(known, on=["unit", "above"], how="anti")
        found.append(level)
    return pl.concat(found)


def own_units(incidents: pl.Series, facts: Facts) -> list[str]:
    """The units of these incidents, each with everything below it; none where the tree does not have them."""
    named = facts["incidents"].filter(pl.col("incident").is_in(incidents.unique().implode()))["unit"].drop_nulls()
    return sorted(holding(facts).filter(pl.col("above").is_in(named.implode()))["unit"].unique())
