"""The units that somebody's map shows: a tree, cut so finely that one can still read it."""

from typing import NamedTuple

import polars as pl

from seawall.desk.opening import Desk
from seawall.desk.planning import Made
from seawall.plan.zone.tree import Tree, tree
from seawall.web import plans
from seawall.web.kept import Kept

READABLE = 80
"""Units that one cut shows at most, where a coarser one does with fewer."""
_TREES = Kept[Tree](8)


class Land(NamedTuple):
    """`units`: (unit, parent, level, name, depth) of those shown; `above`: (unit, above, steps) among them.

    `tree` is that of all facts. `deepest`: how many steps the finest units lie below the highest.
    """

    units: pl.DataFrame
    above: pl.DataFrame
    tree: Tree
    deepest: int


def land(desk: Desk, made: Made, allowed: pl.Series | None) -> Land:
    """The incident's own units, of an officer of some areas those that lie in them."""
    whole = _TREES.get(plans.key(desk, made), lambda: tree(made.facts))
    shown = whole.units.filter(pl.col("unit").is_in(whole.ours.implode()))
    if allowed is not None:
        shown = shown.filter(pl.col("unit").is_in(allowed.implode()))
    above = whole.above.select("unit", "above", "steps").join(shown.select("unit"), on="unit", how="semi")
    above = above.join(shown.select(above="unit"), on="above", how="semi")
    depth = above.group_by("unit").agg(pl.col("steps").max().cast(pl.Int64).alias("depth"))
    units = shown.join(depth, on="unit", how="left").sort("depth", "unit")
    return Land(units, above, whole, 0 if units.is_empty() else int(units["depth"].to_numpy().max()))


def cut(there: Land, depth: int) -> pl.DataFrame:
    """The units of a depth, and those less deep that hold none: together they cover all, and meet nowhere."""
    holds = there.units["parent"].drop_nulls().unique()
    leaf = (pl.col("depth") < depth) & ~pl.col("unit").is_in(holds.implode())
    return there.units.filter((pl.col("depth") == depth) | leaf)


def readable(there: Land) -> int:
    """The finest depth whose cut one can read."""
    fit = [depth for depth in range(there.deepest + 1) if cut(there, depth).height <= READABLE]
    return max(fit, default=0)
