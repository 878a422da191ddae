"""The rest of the county: precaution, or low risk, while any area of the axis stands."""

import polars as pl

from seawall.plan.zone.rules import Level, ZoneRules
from seawall.plan.zone.tree import Tree


def rest(areas: pl.DataFrame, rules: ZoneRules, tree: Tree) -> pl.DataFrame:
    """One row an axis that has a level for the rest, until the last of its areas is over.

    Its people are all less those of the areas; null (`peopled`: it is no unit's) where nobody knows how
    many one of them is.
    """
    found = [
        _of_axis(areas.filter(axis=axis.name), axis.rest, tree)
        for axis in rules.axes
        if axis.rest is not None and tree.root is not None
    ]
    return pl.concat(found) if found else areas.clear()


def _of_axis(areas: pl.DataFrame, level: Level, tree: Tree) -> pl.DataFrame:
    inside = tree.people.filter(unit=tree.root)["people"]
    everybody = None if inside.is_empty() else inside[0]
    people = tree.people.select(subject="unit", bound="people")
    stands = areas.join(people, on="subject", how="left").filter(pl.len() > 0)
    unknown = ((pl.col("kind") == "unit") & pl.col("bound").is_null()).any()
    left = pl.lit(everybody, pl.Int64) - pl.col("bound").fill_null(0).sum()
    return stands.group_by("axis").agg(
        pl.lit(tree.root).alias("subject"), pl.lit(tree.root).alias("unit"), pl.lit("unit").alias("kind"),
        pl.lit(level.name).alias("level"), pl.col("from").min(),
        pl.when(pl.col("over").is_null().any()).then(None).otherwise(pl.col("over").max()).alias("until"),
        pl.when(~unknown & (left >= 0)).then(left).alias("people"), pl.lit(value=True).alias("peopled"),
        pl.col("cases").explode().drop_nulls().unique().sort(),
        pl.col("evidence").explode().drop_nulls().unique(maintain_order=True),
        pl.col("provisional").all(), pl.lit("").alias("measure"), pl.lit(level.clause).alias("clause"),
        pl.format("the rest of the unit while {} areas of it stand", pl.len()).alias("detail"),
        pl.lit("what lies outside the closed areas has no smaller part at risk").alias("smaller"),
    )  # fmt: skip
