"""Where each point is drawn: across by time, down by lane, so that the same facts give the same picture. Pure."""

from datetime import datetime, timedelta
from typing import NamedTuple

import polars as pl

from seawall.web.chains.graph import KINDS, Graph
from seawall.web.chains.lanes import MANY, merged

BINS, FINE = 48, 120
"""Columns of time, of few points and of many: points of one lane in one column stand below one another."""
DEEPEST, DEEPER, SHALLOWEST, HIGH = 12, 60, 3, 260
"""Rows of a lane at most, of few points and of many, and at least; many share HIGH by how many they are."""
LEAST = 2
"""Rows that a lane has for its name."""
MARGIN = timedelta(hours=1)


class Laid(NamedTuple):
    """A graph with places: `at` (minutes from the beginning) and `row` (from the top) of each point.

    `lanes` has lane, top, rows and points of each, those of cases of which nobody
    knows where they were infected first, then
    in the order in which something first happened there.
    """

    nodes: pl.DataFrame
    edges: pl.DataFrame
    lanes: pl.DataFrame
    first: datetime
    minutes: float

    @property
    def rows(self) -> int:
        """How high it is."""
        return int(self.lanes["rows"].sum())


def laid(graph: Graph, places: pl.DataFrame, now: datetime) -> Laid:
    """Lays a graph out. What has no time stands where the picture begins; one without points begins and ends now."""
    known = graph.nodes["first"].drop_nulls().to_list()
    ends = graph.nodes["last"].drop_nulls().to_list()
    first, last = min(known, default=now) - MARGIN, max([*known, *ends], default=now) + MARGIN
    minutes = (last - first) / timedelta(minutes=1)
    nodes = merged(graph.nodes, places).with_columns(_at(first))
    stacked = _stacked(nodes, minutes)
    lanes = _lanes(stacked)
    down = stacked.join(lanes.select(pl.col("lane").alias("wide"), "top"), on="wide", maintain_order="left")
    placed = down.with_columns((pl.col("row") + pl.col("top")).alias("row")).drop("top")
    return Laid(placed.sort("at", "key"), graph.edges, lanes, first, minutes)


def _at(first: datetime) -> pl.Expr:
    """A case in the middle of its moment, somebody else where they were first met."""
    begins = pl.col("first").fill_null(first)
    ends = pl.when(pl.col("kind") == "case").then(pl.col("last").fill_null(begins)).otherwise(begins)
    return (((begins - first) + (ends - begins) / 2).dt.total_seconds() / 60).alias("at")


def _stacked(nodes: pl.DataFrame, minutes: float) -> pl.DataFrame:
    """Points of a lane in a column of time below one another, cases first; too many of them in columns of their own."""
    many_of_them = nodes.height > MANY
    width, cell = minutes / (FINE if many_of_them else BINS), ("wide", "bin")
    share = (pl.len().over("wide") * HIGH // nodes.height).cast(pl.Int32).clip(SHALLOWEST, DEEPER)
    deep = share if many_of_them else pl.lit(DEEPEST, pl.Int32)
    kinds = {kind: nth for nth, kind in enumerate(KINDS)}
    ordered = nodes.with_columns((pl.col("at") // width).cast(pl.Int32).alias("bin")).sort(
        "wide", "bin", pl.col("kind").replace_strict(kinds, return_dtype=pl.UInt8), "first", "key", nulls_last=True
    )
    nth, many = pl.int_range(pl.len(), dtype=pl.Int32).over(cell), pl.len().over(cell)
    columns = (many + deep - 1) // deep
    spread = (pl.col("bin") + ((nth // deep) + 0.5) / columns) * width
    return ordered.with_columns(
        (nth % deep).alias("row"), pl.when(columns == 1).then("at").otherwise(spread).alias("at")
    ).drop("bin")


def _lanes(stacked: pl.DataFrame) -> pl.DataFrame:
    rows = pl.max_horizontal(pl.col("row").max() + 1, pl.lit(LEAST))
    every = stacked.group_by(pl.col("wide").alias("lane")).agg(
        pl.col("at").min().alias("begins"), rows.cast(pl.Int32).alias("rows"), pl.len().alias("points")
    )
    known = ~pl.col("lane").str.contains("^(origin|home):")
    return every.sort(known, "begins", "lane").with_columns(
        (pl.col("rows").cum_sum() - pl.col("rows")).cast(pl.Int32).alias("top")
    )
