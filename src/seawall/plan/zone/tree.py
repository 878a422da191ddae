"""The area tree: which units hold which, where people live, and how many."""

from dataclasses import dataclass

import polars as pl

from seawall.plan.zone.people import people
from seawall.tables.facts import Facts
from seawall.tables.living import addresses, dead, holding


@dataclass(frozen=True)
class Land:
    """The units of one plan, and no people.

    `units`: (unit, parent, level, name, population). `above`: (unit, above, steps, level), every unit with all
    that hold it, itself with 0 steps. `ours`: the units of the incident's own.
    """

    units: pl.DataFrame
    above: pl.DataFrame
    places: pl.DataFrame
    root: str | None
    ours: pl.Series


@dataclass(frozen=True)
class Tree(Land):
    """The units and who lives there.

    `addresses`: (person, home, unit, lon, lat, datum) of everybody; `homes`: of the living. `people`: (unit, people,
    living, known), as `people.people` counts them.
    """

    addresses: pl.DataFrame
    homes: pl.DataFrame
    people: pl.DataFrame


def tree(facts: Facts) -> Tree:
    """The land as the facts tell it, with the people."""
    found = land(facts)
    known = addresses(facts, facts.known_at).rename({"place": "home"})
    live = known.join(dead(facts, facts.known_at), on="person", how="anti")
    return Tree(**vars(found), addresses=known, homes=live, people=people(found.units, found.above, live))


def land(facts: Facts) -> Land:
    """The units as the facts tell them. A unit that only a place names hangs alone; a circle of parents ends."""
    units = _units(facts)
    above = holding(facts).join(
        units.select(above="unit", level="level"), on="above", how="left", maintain_order="left"
    )
    places = facts["places"].select("place", pl.col("kind").cast(pl.String), "unit", "name", "capacity")
    named = facts["incidents"].sort("recorded_at", "row")["unit"].drop_nulls()
    root = None if named.is_empty() else str(named[-1])
    held = above.filter(pl.col("above") == root)["unit"] if root else above["unit"].unique()
    return Land(units, above, places, root, held)


def _units(facts: Facts) -> pl.DataFrame:
    told = facts["units"].select("unit", "parent", pl.col("level").cast(pl.String), "name", "population")
    named = facts["places"].select(pl.col("unit").drop_nulls().unique())
    return pl.concat([told, named.join(told, on="unit", how="anti")], how="diagonal").sort("unit")
