"""Where people met: all places of the meetings of a few rows that were found."""

import numpy as np
import polars as pl

from seawall.kernels import LATE, Found, Ints, Longs, of_people
from seawall.presence.city import City

APART = " | "
Spans = tuple[Ints, Ints]
"""Since when and until when, in seconds: the windows of one case."""
SLICE = 1_000
"""Rows looked at at once: so many and their stays are held, however many rows there are."""


def places(city: City, found: Found, link: Ints, windows: Spans, linger: int, least: int) -> pl.Series:
    """For each row of `found` the places of its meetings of at least `least` seconds, by the first there, APART.

    `link` is whom each person met: the case, inside its `windows` (since, until), whose air counts for `linger` seconds
    after they left, or their `via`, whose air does not count. Only the stays of these people are looked at, from the
    first meeting of a row to the last, those of the case in its windows; and not the search.
    """
    rows = pl.DataFrame({"person": found.person, "link": link, "first": found.first, "last": found.last})
    rows = rows.with_columns(pl.Series("second", found.via >= 0))
    case = _case(city, np.unique(link[found.via < 0]), windows, linger)
    named = [_named(city, some, case, least) for some in rows.iter_slices(SLICE)]
    return pl.concat([pl.Series("places", [], pl.String), *named])


def _named(city: City, rows: pl.DataFrame, case: pl.DataFrame, least: int) -> pl.Series:
    """The places of each of a few rows. No meeting of a row lies outside of its first and last: what does is none."""
    rows = rows.with_row_index()
    own = pl.concat([case, _stays(city, rows.filter("second"), "link")])
    others = rows.join(_stays(city, rows, "person"), on="person").with_columns(
        pl.max_horizontal("first", "start").alias("start"), pl.min_horizontal("last", "end").alias("end")
    )
    both = _together(others, own)
    met = _known(city, both.filter(pl.col("end") - pl.col("start") >= max(least, 1))).sort("start", "place")
    named = met.select("index", city.places.gather(met["place"]).alias("places"))
    each = named.group_by("index").agg(pl.col("places").unique(maintain_order=True).str.join(APART))
    return rows.join(each, on="index", how="left", maintain_order="left")["places"]


def _together(others: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """Each stay of `others` with each of its link that it shares time and place with, from when to when.

    Those of a link at a place do not overlap, so what one shares time with lies in a row, and no other pair is made.
    """
    at = own.select("link", "place").unique().with_row_index("at").cast(pl.Int64)
    others, own = others.join(at, on=["link", "place"]), own.join(at, on=["link", "place"]).sort("at", "start")
    low = np.searchsorted(_at(own, "end"), _at(others, "start"), "right")
    many = np.maximum(np.searchsorted(_at(own, "start"), _at(others, "end"), "left") - low, 0)
    rows = np.repeat(low - np.cumsum(many) + many, many) + np.arange(many.sum())
    one, two = others.select("index", "place", "start", "end")[np.repeat(np.arange(len(many)), many)], own[rows]
    start, end = np.maximum(one["start"], two["start"]), np.minimum(one["end"], two["end"])
    return one.with_columns(pl.Series("start", start), pl.Series("end", end))


def _at(stays: pl.DataFrame, time: str) -> Longs:
    """A time at a place as one number: first by the place."""
    return stays.select((pl.col("at") * 2**34 + pl.col(time)).cast(pl.Int64)).to_series().to_numpy()


def _stays(city: City, rows: pl.DataFrame, who: str) -> pl.DataFrame:
    """The stays of the people in a column, as far as any of their rows reaches."""
    asked = rows.group_by(who).agg(pl.col("first").min(), pl.col("last").max())
    found = of_people(city.days, *(column.to_numpy() for column in asked))
    plain = pl.DataFrame({who: found.person, "place": found.place, "start": found.start, "end": found.end})
    return plain.cast(pl.Int64)


def _case(city: City, case: Ints, windows: Spans, linger: int) -> pl.DataFrame:
    """Where the case was inside its windows, until its air is clean: `linger` on, or when it came back. An earlier stay
    leaves no air in a window."""
    spans = pl.DataFrame({"since": windows[0], "until": windows[1]})
    whole = pl.DataFrame({"link": case}).join(spans.rename({"since": "first", "until": "last"}), how="cross")
    inside = (
        _stays(city, whole, "link")
        .join(spans, how="cross")
        .with_columns(pl.max_horizontal("start", "since"), pl.min_horizontal("end", "until"))
        .filter(pl.col("start") < pl.col("end"))
        .sort("place", "start")
    )
    back = pl.col("start").shift(-1).over("place")
    air = pl.min_horizontal(pl.col("end") + linger, back)
    return _known(city, inside).select("link", "place", "start", air.alias("end"))


def _known(city: City, spans: pl.DataFrame) -> pl.DataFrame:
    """Without what lies from `start` to `end` in days that are lost, and in no other."""
    begins, there = city.days.plain.begins, np.cumsum([0, *(city.days.plain.fresh != LATE)])
    start, end = spans["start"].to_numpy(), spans["end"].to_numpy()
    early, late = (np.clip(np.searchsorted(begins, at, "right") - 1, 0, len(begins) - 2) for at in (start, end - 1))
    return spans.filter(pl.Series(there[late + 1] > there[early]))
