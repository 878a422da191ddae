"""Where people met: all places of the meetings of a few rows that were found."""

import polars as pl

from seawall.kernels import Found, Ints, of_people
from seawall.presence.city import City

APART = " | "


def places(city: City, found: Found, link: Ints, windows: tuple[Ints, Ints], linger: int, least: int) -> pl.Series:
    """For each row of `found` the places of its meetings of at least `least` seconds, in order, APART.

    `link` is whom each person met: the case, inside its `windows` (since, until), or their `via`, from the first
    meeting of the row to the last; for `linger` seconds the air they left counted. Only the stays of these people at
    these times are looked at, and not the search.
    """
    rows = pl.DataFrame({"person": found.person, "link": link, "first": found.first, "last": found.last})
    rows = rows.with_row_index().with_columns(pl.Series("second", found.via >= 0))
    own = _own(rows, windows, _stays(city, rows, "link"), linger)
    others = rows.join(_stays(city, rows, "person"), on="person").select("index", "place", "start", "end")
    since, until = pl.max_horizontal("start", "start_other"), pl.min_horizontal("air", "end")
    met = own.join(others, on=["index", "place"], suffix="_other").filter(until - since >= max(least, 1)).sort(since)
    named = met.select("index", city.places.gather(met["place"]).alias("name"))
    each = named.group_by("index").agg(pl.col("name").unique(maintain_order=True).str.join(APART))
    return rows.join(each, on="index", how="left", maintain_order="left")["name"]


def _stays(city: City, rows: pl.DataFrame, who: str) -> pl.DataFrame:
    """The stays of the people in a column, as far as any of their rows reaches."""
    asked = rows.group_by(who).agg(pl.col("first").min(), pl.col("last").max())
    found = of_people(city.days, *(column.to_numpy() for column in asked))
    plain = pl.DataFrame({who: found.person, "place": found.place, "start": found.start, "end": found.end})
    return plain.cast(pl.Int64)


def _own(rows: pl.DataFrame, windows: tuple[Ints, Ints], stays: pl.DataFrame, linger: int) -> pl.DataFrame:
    """Where the link of each row was inside its windows, and until when its air counts: `linger` on, or until it came
    back."""
    spans = pl.DataFrame({"since": windows[0], "until": windows[1]})
    first = rows.filter(~pl.col("second")).join(spans, how="cross")
    second = rows.filter("second").with_columns(pl.col("first").alias("since"), pl.col("last").alias("until"))
    inside = (
        pl.concat([first, second])
        .join(stays, on="link")
        .with_columns(pl.max_horizontal("start", "since"), pl.min_horizontal("end", "until"))
        .filter(pl.col("start") < pl.col("end"))
        .sort("index", "place", "start")
    )
    back = pl.col("start").shift(-1).over("index", "place")
    air = pl.min_horizontal(pl.col("end") + linger, back)
    return inside.select("index", "place", "start", air.alias("air"))
