"""The area tree: which units hold which, where people live, and how many."""

from dataclasses import dataclass

import polars as pl

from seawall.tables.area import LEVELS
from seawall.tables.facts import Facts
from seawall.tables.living import homes


@dataclass(frozen=True)
class Tree:
    """The tree of one plan.

    `units`: (unit, parent, level, name, population). `above`: (unit, above, steps, level, height), every unit with all
    that hold it, itself with 0 steps. `homes`: (person, home, unit). `people`: (unit, people, living, known), where
    `people` is the population stated, else who is known to live there (null: nobody is known to), `living` the known,
    `known` whether they are everybody. `ours`: the units of the incident's own.
    """

    units: pl.DataFrame
    above: pl.DataFrame
    homes: pl.DataFrame
    people: pl.DataFrame
    places: pl.DataFrame
    root: str | None
    ours: pl.Series


def tree(facts: Facts) -> Tree:
    """The tree as the facts tell it. A unit that only a place names hangs alone; a circle of parents ends."""
    units = _units(facts)
    above = _above(units)
    places = facts["places"].select("place", pl.col("kind").cast(pl.String), "unit", "name", "capacity")
    live = homes(facts, facts.known_at).select("person", "unit", home="place")
    named = facts["incidents"].sort("recorded_at", "row")["unit"].drop_nulls()
    root = None if named.is_empty() else str(named[-1])
    held = above.filter(pl.col("above") == root)["unit"] if root else above["unit"].unique()
    return Tree(units, above, live, _people(units, above, live), places, root, held)


def _units(facts: Facts) -> pl.DataFrame:
    told = facts["units"].select("unit", "parent", pl.col("level").cast(pl.String), "name", "population")
    named = facts["places"].select(pl.col("unit").drop_nulls().unique())
    return pl.concat([told, named.join(told, on="unit", how="anti")], how="diagonal").sort("unit")


def _above(units: pl.DataFrame) -> pl.DataFrame:
    """Level by level upwards; a unit that comes back to itself or to one it has passed goes no further."""
    parents = units.select("unit", "parent").drop_nulls()
    frontier = units.select("unit", pl.col("unit").alias("above"), pl.lit(0, pl.UInt32).alias("steps"))
    whole = frontier
    while not frontier.is_empty():
        upwards = frontier.join(parents, left_on="above", right_on="unit")
        climbed = upwards.select("unit", pl.col("parent").alias("above"), pl.col("steps") + 1)
        frontier = climbed.join(whole, on=["unit", "above"], how="anti")
        whole = pl.concat([whole, frontier])
    order = {level: number for number, level in enumerate(LEVELS)}
    height = pl.col("level").replace_strict(order, default=None, return_dtype=pl.Int64).alias("height")
    return whole.join(units.select(above="unit", level="level"), on="above", how="left").with_columns(height)


def _people(units: pl.DataFrame, above: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    direct = homes.drop_nulls("unit").group_by("unit").len()
    living = above.join(direct, on="unit").group_by("above").agg(pl.col("len").sum().cast(pl.Int64).alias("living"))
    counted = units.select("unit", "population").join(living, left_on="unit", right_on="above", how="left")
    return counted.select(
        "unit",
        pl.coalesce("population", "living").alias("people"),
        pl.col("living").fill_null(0),
        (pl.col("living").fill_null(0) >= pl.coalesce("population", "living")).fill_null(value=False).alias("known"),
    )
