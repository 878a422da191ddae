"""The part of a graph that is asked for. Pure."""

import polars as pl

from seawall.web.chains.asked import Asked
from seawall.web.chains.graph import Graph


def found(asked: Asked, graph: Graph) -> Graph:
    """The points that have what is asked for, with `near`: whoever a line leads from to one of them stands there too.

    The lines are those that lead to a point that has it.
    """
    keys = graph.nodes.filter(_having(asked, graph))["key"]
    if asked.focus:
        round_them = reached(asked.focus, asked.steps, graph)
        keys = keys.filter(keys.is_in(round_them.implode()))
    edges = graph.edges.filter(pl.col("target").is_in(keys.implode()))
    there = pl.concat([keys, edges["source"]]).unique()
    near = ~pl.col("key").is_in(keys.implode())
    nodes = graph.nodes.filter(pl.col("key").is_in(there.implode())).with_columns(near.alias("near"))
    return Graph(nodes, edges)


def _having(asked: Asked, graph: Graph) -> pl.Expr:
    """Cases have no ring, and stand beside any; a contact has the classes of the cases whose contact they are."""
    case = pl.col("kind").is_in(["case", "unseen"])
    every = pl.lit(value=True)
    if asked.ring:
        every &= case | (pl.col("kind") == asked.ring)
    if asked.class_:
        of = graph.nodes.filter(case, pl.col("word") == asked.class_)
        theirs = graph.edges.filter(pl.col("case").is_in(of["number"].implode()))["target"]
        every &= pl.col("key").is_in(of["key"].implode()) | (~case & pl.col("key").is_in(theirs.implode()))
    if asked.lane:
        every &= (pl.col("lane") == asked.lane) | (pl.col("wide") == asked.lane)
    if asked.reached:
        every &= pl.col("unreached")
    if asked.since:
        every &= pl.col("last") >= asked.since
    if asked.until:
        every &= pl.col("first") < asked.until
    return every


def reached(focus: str, steps: int, graph: Graph) -> pl.Series:
    """Whom so many steps up and so many down lead to from a case or a person, themselves included.

    A line back to a case that began before leads neither way. Whom nobody knows reaches nobody.
    """
    start = graph.nodes.filter((pl.col("number") == focus) | (pl.col("person") == focus).fill_null(value=False))["key"]
    onwards = graph.edges.filter(~pl.col("back"))
    found = [start]
    for here, there in (("source", "target"), ("target", "source")):
        at = start
        for _ in range(steps):
            at = onwards.filter(pl.col(here).is_in(at.implode()))[there].unique()
            found.append(at)
    return pl.concat(found).unique()
