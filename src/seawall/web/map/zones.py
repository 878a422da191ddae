"""What holds where on an axis: the level of each unit, and of each place and shape of its own."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import polars as pl

from seawall.desk.planning import Made
from seawall.web.map.land import Land

LEVELS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "control": ("sealed", "controlled", "precaution"),
        "risk": ("high", "mid", "low"),
        "vector": ("core", "alert"),
    }
)
"""The levels of each axis, the hardest first: its hatch is dense, wide, dots."""


def axes(made: Made) -> list[str]:
    """The axes on which anything holds, in the order of LEVELS."""
    there = set(made.plan.zoned.zones["axis"])
    return [axis for axis in LEVELS if axis in there]


def on(made: Made, axis: str, there: Land) -> pl.DataFrame:
    """The zones of an axis that lie in what is shown, or hold it; of a place, where its unit is."""
    zones = made.plan.zoned.zones.filter(pl.col("axis") == axis)
    places = made.facts["places"].select("place", pl.col("unit").alias("lies_in"))
    known = zones.join(places, left_on="subject", right_on="place", how="left", maintain_order="left")
    lies = pl.coalesce(pl.when(pl.col("kind") == "unit").then("subject"), "lies_in")
    shown = there.units["unit"]
    holds = there.tree.above.filter(pl.col("unit").is_in(shown.implode()))["above"]
    near = pl.concat([shown, holds]).unique().implode()
    everywhere = shown.len() == there.tree.ours.len()
    return known.with_columns(lies.alias("lies_in")).filter(
        pl.col("lies_in").is_in(near) | ((pl.col("kind") == "shape") & everywhere)
    )


def levels(zones: pl.DataFrame, axis: str, there: Land) -> dict[str, dict[str, Any]]:
    """The zone that holds in each unit: its own or one above it, the hardest."""
    ranked = zones.filter(kind="unit").with_columns(rank(axis).alias("rank"))
    reached = there.tree.above.select("unit", "above").join(ranked, left_on="above", right_on="subject")
    first = reached.sort("unit", "rank").unique("unit", keep="first", maintain_order=True)
    return {row["unit"]: {**row, "subject": row["above"]} for row in first.iter_rows(named=True)}


def rank(axis: str) -> pl.Expr:
    """0: the hardest level of the axis."""
    order = {level: number for number, level in enumerate(LEVELS[axis])}
    return pl.col("level").replace_strict(order, default=len(order), return_dtype=pl.UInt8)
