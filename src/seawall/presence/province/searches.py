"""Who is searched for, on behalf of which case, from when until when: what is asked of a ring.

A row is a window: search, name (the case's), case (its number), person, start, end. Numbers follow the order of names,
so that of two searches of one case the first by number is the first by name.
"""

import polars as pl

from seawall.presence.instants import seconds

TOLD = ("search", "case", "person", "start", "end")
NUMBERS = ("seconds", "first", "last", "meetings")


def of_cases(windows: pl.DataFrame) -> pl.DataFrame:
    """Cases (person, from, until; in order) are searched for on their own behalf."""
    times = (seconds(pl.col(name)).alias(to) for name, to in (("from", "start"), ("until", "end")))
    number = pl.col("person").rle_id().cast(pl.Int32)
    return windows.select(
        number.alias("search"), pl.col("person").alias("name"), number.alias("case"), "person", *times
    )


def onwards(met: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Contacts are searched for from their first exposure to the end of their case's last window."""
    last = asked.group_by("name", "case").agg(pl.col("end").max())
    rows = met.drop("search").join(last, on="case").sort("case", "person").with_row_index("search")
    return rows.select(pl.col("search").cast(pl.Int32), "name", "case", "person", pl.col("first").alias("start"), "end")


def known(met: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Who cannot be of the second degree (case, person): those of the first, and the case."""
    return pl.concat([each.select("case", "person").unique() for each in (met, asked)])


def span(asked: pl.DataFrame) -> tuple[int, int]:
    """From when until when anybody is searched for."""
    since, until = asked.select(pl.col("start").min(), pl.col("end").max()).row(0)
    return since, until


def named(met: pl.DataFrame, asked: pl.DataFrame, degree: int) -> pl.DataFrame:
    """What a ring found, with the names of the cases, and in `via` of those searched for but the cases themselves."""
    names = asked.select("search", pl.col("name"), pl.col("person").alias("link")).unique("search")
    via = pl.when(pl.col("link") != pl.col("name")).then(pl.col("link")).alias("via")
    rows = met.join(names, on="search").with_columns(via, pl.lit(degree).alias("degree"))
    return rows.select(pl.col("name").alias("case"), "person", "degree", *NUMBERS, "via")
