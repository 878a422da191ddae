"""The graph: cases, their contacts, and what is said to have led from one to the other. Pure."""

from typing import NamedTuple

import polars as pl

from seawall.tables.days import INSTANT
from seawall.tables.ring import RINGS
from seawall.web.chains import lanes
from seawall.web.listed import strongest

KINDS = ("case", *RINGS, "unseen")
"""What a point is; `unseen`: a case that somebody else looks after, of whom a contact's row says no more than which."""
NODES = pl.Schema(
    {
        "key": pl.String(), "number": pl.String(), "person": pl.String(), "kind": pl.String(), "word": pl.String(),
        "state": pl.String(), "first": INSTANT, "last": INSTANT, "lane": pl.String(), "wide": pl.String(),
        "sourced": pl.Boolean(), "unreached": pl.Boolean(),
    }
)  # fmt: skip
EDGES = pl.Schema(
    {
        "source": pl.String(), "target": pl.String(), "kind": pl.String(), "case": pl.String(), "ring": pl.String(),
        "setting": pl.String(), "place": pl.String(), "first": INSTANT, "last": INSTANT, "minutes": pl.Float64(),
        "basis": pl.String(), "confidence": pl.Float64(), "sure": pl.Boolean(), "back": pl.Boolean(),
    }
)  # fmt: skip
ANCHORS = ("onset", "sample", "positive", "opened")
"""What a case stands at in time: the first of these that is known."""


class Graph(NamedTuple):
    """Points and lines, in the columns of NODES and EDGES, always in the same order for the same facts.

    A point is a case, or somebody who is none; `first` to `last` is the moment a case stands at, as wide as it is
    known, and of a contact when they met. `lane` is where, `wide` where it is drawn among very many. `sourced`: an
    infector is shown, or the case came from elsewhere. `unreached`: nobody has reached them yet. A line says who met
    whom (`met`) or who infected whom (`link`); it is not `sure` where somebody doubts it, and `back` where
    it leads to a case that began before the one it comes from.
    """

    nodes: pl.DataFrame
    edges: pl.DataFrame


class Rows(NamedTuple):
    """What a graph is made of: cases as their list has them, contacts a row a (person, case), four tables, and the
    people whom nobody has reached."""

    cases: pl.DataFrame
    met: pl.DataFrame
    links: pl.DataFrame
    places: pl.DataFrame
    events: pl.DataFrame
    residences: pl.DataFrame
    unreached: pl.Series


def graph(rows: Rows) -> Graph:
    """The graph of what somebody may see."""
    met = lanes.laned(rows.met, rows.places, rows.events)
    cases = _cases(rows)
    keys = _keys(cases, met)
    every = pl.concat([_met(met, keys), _links(rows.links, cases)])
    nodes = pl.concat([_placed(cases, met, rows), _contacts(met, cases), _unseen(met, cases)])
    ordered = lanes.merged(nodes, rows.places).with_columns(
        pl.col("key").is_in(_sourced(every, cases).implode()).alias("sourced"),
        pl.col("person").is_in(rows.unreached.implode()).fill_null(value=False).alias("unreached"),
    )
    return Graph(
        ordered.select(NODES.names()).cast(NODES).sort("first", "kind", "key", nulls_last=True), _directed(every, nodes)
    )


def _cases(rows: Rows) -> pl.DataFrame:
    first = pl.coalesce(end for each in ANCHORS for end in (f"{each}_from", f"{each}_until"))
    last = pl.coalesce(end for each in ANCHORS for end in (f"{each}_until", f"{each}_from"))
    return rows.cases.select(
        "case", "person", "origin", pl.col("class").alias("word"), "state", first.alias("first"), last.alias("last"),
        pl.format("case:{}", "case").alias("key"), "opened_from",
    )  # fmt: skip


def _keys(cases: pl.DataFrame, met: pl.DataFrame) -> pl.DataFrame:
    """Which point each person is: their latest case, else themselves."""
    ill = cases.sort("opened_from", "case").unique("person", keep="last", maintain_order=True).select("person", "key")
    well = met.select("person").unique().join(ill, on="person", how="anti")
    return pl.concat([ill, well.with_columns(pl.format("person:{}", "person").alias("key"))])


def _placed(cases: pl.DataFrame, met: pl.DataFrame, rows: Rows) -> pl.DataFrame:
    """Cases, each where it is thought to have been infected, else where an earlier case met it, else where it lives.

    Of whom none of that is known the origin is.
    """
    began = cases.select("case", pl.col("first").alias("began"))
    earlier = cases.select("person", pl.col("case").alias("own"), pl.col("first").alias("own_began"))
    before = strongest(
        met.join(began, on="case", how="left").join(earlier, on="person").filter(
            pl.col("began").is_null() | (pl.col("began") <= pl.col("own_began"))
        )
    ).select("person", pl.col("lane").alias("met_lane"))  # fmt: skip
    said, homes = lanes.of_links(rows.links, rows.places), lanes.of_homes(rows.residences, rows.places)
    origin = pl.format("origin:{}", pl.col("origin").cast(pl.String).fill_null("undetermined"))
    return (
        cases.join(before, on="person", how="left")
        .join(said, on="case", how="left")
        .join(homes, on="person", how="left")
        .select(
            "key", pl.col("case").alias("number"), "person", pl.lit("case").alias("kind"), "word", "state",
            "first", "last", pl.coalesce("said_lane", "met_lane", "home_lane", origin).alias("lane"),
        )
    )  # fmt: skip


def _contacts(met: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Everybody else, once, by their strongest ring: as the list of contacts has them."""
    well = strongest(met).join(cases.select("person"), on="person", how="anti", maintain_order="left")
    return well.select(
        pl.format("person:{}", "person").alias("key"), pl.col("person").alias("number"), "person",
        pl.col("ring").alias("kind"), pl.col("ring").alias("word"), pl.lit("").alias("state"),
        pl.coalesce("first_exposure", "last_exposure").alias("first"), pl.col("last_exposure").alias("last"), "lane",
    )  # fmt: skip


def _unseen(met: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Cases of which only a contact's row tells."""
    there = met.join(cases.select("case"), on="case", how="anti").group_by("case").agg(
        pl.coalesce("first_exposure", "last_exposure").min().alias("first")
    )  # fmt: skip
    return there.select(
        pl.format("case:{}", "case").alias("key"), pl.col("case").alias("number"),
        pl.lit(None, pl.String).alias("person"), pl.lit("unseen").alias("kind"), pl.lit("unseen").alias("word"),
        pl.lit("").alias("state"), "first", pl.col("first").alias("last"), pl.lit(lanes.UNSEEN).alias("lane"),
    )  # fmt: skip


def _met(met: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """A line for each contact's row, from who stands between where one that may be seen does, else from the case."""
    through = keys.select(pl.col("person").alias("via"), pl.col("key").alias("between"))
    return (
        met.join(keys.rename({"key": "target"}), on="person", maintain_order="left")
        .join(through, on="via", how="left", maintain_order="left")
        .select(
            pl.coalesce("between", pl.format("case:{}", "case")).alias("source"), "target", pl.lit("met").alias("kind"),
            "case", "ring", "setting", "place", pl.col("first_exposure").alias("first"),
            pl.col("last_exposure").alias("last"), "minutes", pl.lit(None, pl.String).alias("basis"),
            pl.lit(None, pl.Float64).alias("confidence"),
            (pl.col("via").is_null() | pl.col("between").is_not_null()).alias("sure"),
        )
    )  # fmt: skip


def _links(links: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Who is said to have infected whom, the last that was said of each two; sure where nobody doubts it."""
    stand = links.sort("recorded_at", "row").unique(["case", "infector"], keep="last", maintain_order=True)
    own = stand.join(cases.select("case"), on="case").join(
        cases.select(pl.col("case").alias("infector")), on="infector"
    )
    alone = pl.len().over("case") == 1
    return own.select(
        pl.format("case:{}", "infector").alias("source"), pl.format("case:{}", "case").alias("target"),
        pl.lit("link").alias("kind"), "case", pl.lit(None, pl.String).alias("ring"), "setting",
        pl.lit(None, pl.String).alias("place"), pl.lit(None, INSTANT).alias("first"),
        pl.lit(None, INSTANT).alias("last"), pl.lit(None, pl.Float64).alias("minutes"), pl.col("basis").cast(pl.String),
        "confidence", (alone & (pl.col("confidence").fill_null(1) >= 1)).alias("sure"),
    )  # fmt: skip


def _sourced(edges: pl.DataFrame, cases: pl.DataFrame) -> pl.Series:
    """Cases whose infector is shown, or who came from elsewhere with it."""
    linked = edges.filter(pl.col("kind") == "link")["target"]
    return pl.concat([linked, cases.filter(pl.col("origin").cast(pl.String) == "imported")["key"]])


def _directed(edges: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    began = nodes.select("key", "first", "kind")
    back = (pl.col("kind_target") == "case") & (pl.col("first_source") > pl.col("first_target"))
    return (
        edges.filter(pl.col("source") != pl.col("target"))
        .join(began, left_on="source", right_on="key", suffix="_source")
        .join(began, left_on="target", right_on="key", suffix="_target")
        .with_columns(back.fill_null(value=False).alias("back"))
        .select(EDGES.names())
        .cast(EDGES)
        .sort("source", "target", "kind", "case", "first", nulls_last=True)
    )
