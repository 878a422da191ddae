"""A laid graph as columns of numbers, for the module that draws it: each word once, times in whole minutes."""

from typing import Any

import polars as pl

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.web.chains import names
from seawall.web.chains.axis import ticks
from seawall.web.chains.graph import KINDS
from seawall.web.chains.layout import Laid
from seawall.web.names import Names
from seawall.web.words import say

NOT_KNOWN = -1
SAID = (
    "chosen",
    "because",
    "from",
    "when",
    "long",
    "minutes",
    "leads",
    "only",
    "nobody",
    "case",
    "person",
    "known",
    "where",
    "source",
    "reached",
    "not_yet",
)
"""What the module says of a point that somebody chooses."""


def columns(laid: Laid, made: Made, lang: Language) -> dict[str, Any]:
    """Points and lines by their numbers in the order of the picture, with the words that they name by a number."""
    called_so = Names(made.facts, lang)
    words = _words(laid)
    nth = {word: number for number, word in enumerate(words)}
    places = laid.edges["place"].drop_nulls().unique(maintain_order=True).to_list()
    return {
        "minutes": laid.minutes, "begins": int(laid.first.timestamp()), "zone": made.zone.key, "kinds": KINDS,
        "lang": lang, "said": {name: names.word(f"by.{name}", lang) for name in SAID},
        "words": [say(word, lang) for word in words], "codes": words,
        "places": [called_so.get(place, place) for place in places],
        "lanes": [
            {"lane": row["lane"], "name": names.lane(row["lane"], called_so, lang), "top": row["top"],
             "rows": row["rows"], "points": row["points"]}
            for row in laid.lanes.iter_rows(named=True)
        ],
        "days": ticks(laid, made.zone, lang),
        "nodes": _nodes(laid, nth), "edges": _edges(laid, nth, places),
    }  # fmt: skip


def _words(laid: Laid) -> list[str]:
    """Every code that a point or a line says: classes, rings, `met.` settings, bases."""
    said = [
        laid.nodes["word"], laid.edges["ring"], laid.edges.select(pl.format("met.{}", "setting"))["setting"],
        laid.edges["basis"],
    ]  # fmt: skip
    return pl.concat([each.alias("word") for each in said]).drop_nulls().unique().sort().to_list()


def _nodes(laid: Laid, nth: dict[str, int]) -> dict[str, list[Any]]:
    """A point begins so many minutes after the one before it, ends so many after that, and is drawn so many after."""
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    at = pl.col("at").round(0).cast(pl.Int32)
    first = _minutes("first", laid).fill_null(at)
    told = laid.nodes.select(
        "number", pl.col("kind").replace_strict(kinds, return_dtype=pl.UInt8), _coded("word", nth), "row",
        first.diff().fill_null(first).alias("first"), (_minutes("last", laid).fill_null(first) - first).alias("last"),
        (at - first).alias("at"), (pl.col("sourced") | (pl.col("kind") != "case")).cast(pl.UInt8).alias("sourced"),
        (pl.col("state") == "case_excluded").cast(pl.UInt8).alias("excluded"),
        pl.col("near", "unreached").cast(pl.UInt8),
    )  # fmt: skip
    return {name: told[name].to_list() for name in told.columns}


def _edges(laid: Laid, nth: dict[str, int], places: list[str]) -> dict[str, list[Any]]:
    """A line leads to a point so many after that of the line before it; its times are as far from that point's."""
    where = {place: number for number, place in enumerate(places)}
    edges = _numbered(laid).sort("to", "from", "link")
    began = _minutes("first", laid).fill_null(_minutes("last", laid))
    long, sure = pl.col("minutes").round(0).cast(pl.Int32), (pl.col("confidence") * 100).round(0).cast(pl.Int32)
    told = edges.select(
        "from", pl.col("to").diff().fill_null(pl.col("to")).alias("to"), "case", "link",
        pl.col("sure", "back").cast(pl.UInt8), _coded("ring", nth), _setting(nth), _coded("basis", nth),
        pl.col("place").replace_strict(where, default=NOT_KNOWN, return_dtype=pl.Int32),
        (began - _minutes("began", laid)).fill_null(0).alias("first"),
        (_minutes("last", laid) - _minutes("ended", laid)).fill_null(0).alias("last"),
        long.fill_null(NOT_KNOWN).alias("long"), sure.fill_null(NOT_KNOWN).alias("confidence"),
    )  # fmt: skip
    return {name: told[name].to_list() for name in told.columns}


def _numbered(laid: Laid) -> pl.DataFrame:
    """The lines with the numbers of the points they lead from and to, of their case, and when the last of these was."""
    at = laid.nodes.with_row_index("nth").select("key", pl.col("nth").cast(pl.Int32), "first", "last")
    number = at.select("key", "nth")
    to = at.rename({"key": "target", "nth": "to", "first": "began", "last": "ended"})
    return (
        laid.edges.with_columns(
            pl.format("case:{}", "case").alias("of"), (pl.col("kind") == "link").cast(pl.UInt8).alias("link")
        )
        .join(number.rename({"key": "source", "nth": "from"}), on="source", maintain_order="left")
        .join(to, on="target", maintain_order="left")
        .drop("case")
        .join(number.rename({"key": "of", "nth": "case"}), on="of", how="left", maintain_order="left")
        .with_columns(pl.col("case").fill_null(NOT_KNOWN))
    )


def _coded(name: str, nth: dict[str, int]) -> pl.Expr:
    return pl.col(name).replace_strict(nth, default=NOT_KNOWN, return_dtype=pl.Int32)


def _setting(nth: dict[str, int]) -> pl.Expr:
    """A link's setting is what somebody wrote: it is not among the words."""
    met = pl.when(pl.col("kind") == "met").then(pl.format("met.{}", "setting"))
    return met.replace_strict(nth, default=NOT_KNOWN, return_dtype=pl.Int32).alias("setting")


def _minutes(name: str, laid: Laid) -> pl.Expr:
    return (pl.col(name) - laid.first).dt.total_minutes().cast(pl.Int32)
