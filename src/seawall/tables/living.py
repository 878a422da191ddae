"""Where people live, who is dead, and what lies in what."""

from datetime import datetime

import polars as pl

from seawall.tables.days import at
from seawall.tables.facts import Facts
from seawall.tables.lasting import lasting
from seawall.tables.outbreak import DEATHS

FOUND_AT = ("current", "dormitory", "care_home", "hotel", "hospital", "registered", "other")
"""Where somebody is looked for, first to last."""


def homes(facts: Facts, now: datetime) -> pl.DataFrame:
    """The addresses of the living: where each is to be found now."""
    return addresses(facts, now).join(dead(facts, now), on="person", how="anti")


def addresses(facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, place, unit, lon, lat, datum), one row a person: where they live now, the dead where they lived.

    Of several residences that hold now the likeliest kind, and of those the latest begun. `unit` is the smallest that
    the place lies in; it and the coordinates are empty where nobody said.
    """
    order = {kind: number for number, kind in enumerate(FOUND_AT)}
    rank = pl.col("kind").cast(pl.String).replace_strict(order, default=len(order), return_dtype=pl.UInt8)
    where = facts["places"].select("place", "unit", "lon", "lat", pl.col("datum").cast(pl.String))
    return (
        facts["residences"].filter(lasting(now))
        .sort(rank, "since_from", "recorded_at", "row", descending=[False, True, True, False], nulls_last=True)
        .unique("person", keep="first", maintain_order=True)
        .select("person", "place")
        .join(where, on="place", how="left", maintain_order="left")
    )  # fmt: skip


def dead(facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, died): who has died by `now`, by the trait or by the outcome of a case, and when at the latest.

    Nobody died after it was recorded. A death dated ahead is none.
    """
    traits = facts["traits"].filter(pl.col("trait").cast(pl.String) == "deceased")
    ended = facts["outcomes"].filter(pl.col("outcome").cast(pl.String).is_in(DEATHS))
    said = pl.concat(
        [
            traits.select("person", "recorded_at", begins="since_from", ends="since_until"),
            ended.join(facts["cases"].select("case", "person"), on="case").select(
                "person", "recorded_at", begins="at_from", ends="at_until"
            ),
        ]
    )
    known = said.filter(pl.col("begins").is_null() | (pl.col("begins") <= at(now)))
    return known.group_by("person").agg(pl.min_horizontal("ends", "recorded_at").min().alias("died"))


def holding(facts: Facts) -> pl.DataFrame:
    """(unit, above, steps): each unit with itself (0 steps) and with every unit that holds it, however far above.

    Read from `above` downwards it is what a unit holds. A unit that only a place names hangs alone. A parent that the
    tree does not describe is among those above; a tree that runs in a circle stops.
    """
    parents = facts["units"].select("unit", "parent")
    named = facts["places"].select(pl.col("unit").drop_nulls().unique(maintain_order=True))
    units = pl.concat([parents.select("unit"), named.join(parents, on="unit", how="anti", maintain_order="left")])
    level = units.select("unit", pl.col("unit").alias("above"), pl.lit(0, pl.UInt8).alias("steps"))
    found = [level]
    above = parents.rename({"unit": "above"}).drop_nulls("parent")
    while not level.is_empty():
        level = level.join(above, on="above").select("unit", pl.col("parent").alias("above"), pl.col("steps") + 1)
        known = pl.concat(found).select("unit", "above")
        level = level.join(known, on=["unit", "above"], how="anti")
        found.append(level)
    return pl.concat(found)


def own_units(incidents: pl.Series, facts: Facts) -> list[str]:
    """The units of these incidents, each with everything below it; none where the tree does not have them."""
    named = facts["incidents"].filter(pl.col("incident").is_in(incidents.unique().implode()))["unit"].drop_nulls()
    tree = holding(facts).join(facts["units"], on="unit", how="semi")
    return sorted(tree.filter(pl.col("above").is_in(named.implode()))["unit"].unique())
