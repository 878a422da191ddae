"""The table beside the picture: who met whom, where and when, a row a line, and cases that no line leads to."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.tell.terminal.moments import moment
from seawall.web.chains import names
from seawall.web.chains.graph import Graph
from seawall.web.names import Names
from seawall.web.pages import figure
from seawall.web.words import say

ROWS = 100
"""Rows of a page."""


class Row(NamedTuple):
    """Who, by number and, where they are no case, by person; what they are; from whom, how, where; when; how long."""

    number: str
    person: str
    what: str
    source: str
    how: str
    place: str
    when: str
    wide: bool
    minutes: str
    doubt: bool


def rows(graph: Graph) -> pl.DataFrame:
    """The rows of a part of a graph, the earliest first: those that lead to points that have what was asked for."""
    to = graph.nodes.select(
        pl.col("key").alias("target"), pl.col("number"), "person", pl.col("kind").alias("of"), "word",
        pl.col("first").alias("began"), pl.col("last").alias("ended"), "sourced", "near",
    )  # fmt: skip
    source = graph.nodes.select(pl.col("key").alias("source"), pl.col("number").alias("from"))
    led = graph.edges.join(source, on="source", maintain_order="left").join(to, on="target", maintain_order="left")
    alone = to.filter(~pl.col("near"), pl.col("of") == "case").join(led, on="target", how="anti")
    every = pl.concat([led, alone], how="diagonal")
    return every.with_columns(pl.coalesce("first", "last", "began").alias("when")).sort(
        "when", "number", "from", "kind", nulls_last=True
    )


def told(rows: pl.DataFrame, made: Made, lang: Language) -> Iterator[Row]:
    """Rows in words."""
    called_so = Names(made.facts, lang)
    for row in rows.iter_rows(named=True):
        yield _row(row, called_so, made, lang)


def _row(row: Mapping[str, Any], called_so: Names, made: Made, lang: Language) -> Row:
    first, last = _span(row)
    minutes = "" if row["minutes"] is None else figure(round(row["minutes"]))
    doubt = not row["sourced"] if row["kind"] is None else not row["sure"]
    return Row(
        row["number"], row["person"] or "", say(row["ring"] or row["word"], lang), row["from"] or "", _how(row, lang),
        called_so.get(row["place"], row["place"] or ""), moment(first, last, made.zone, lang) if first or last else "",
        row["kind"] != "met" and first != last, minutes, doubt,
    )  # fmt: skip


def _span(row: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """When two met; a case stands at its own moment."""
    if row["kind"] == "met":
        return row["first"] or row["last"], row["last"]
    return row["began"], row["ended"]


def _how(row: Mapping[str, Any], lang: Language) -> str:
    """How two met; of who infected whom what it is concluded from, and how sure that is."""
    if row["kind"] == "met":
        return say(f"met.{row['setting']}", lang)
    if row["kind"] == "link":
        sure = "" if row["confidence"] is None else f"{row['confidence']:.0%}"
        return " ".join(each for each in (say("table.links", lang), say(row["basis"] or "", lang), sure) if each)
    return "" if row["sourced"] else names.word("origin.undetermined", lang)
