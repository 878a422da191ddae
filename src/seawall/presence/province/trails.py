"""By person: where those were who are searched for, inside of their windows."""

import numpy as np
import polars as pl

from seawall.presence.province.numbers import part

COLUMNS = "search int, case int, person string, since int, until int, place string, start int, end int"


def trails(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a window [since, until) and stay [start, end) in it, clipped to it.

    `rows` are all stays and windows (search, case, person, start, end) of some people.
    """
    there = part(rows)
    windows = rows.filter(pl.col("search").is_not_null()).select(
        "search", "case", "person", pl.col("start").alias("since"), pl.col("end").alias("until")
    )
    person, place, start, end, _ = there.stays  # a file states every leaving
    stays = pl.DataFrame(
        {
            "person": there.people.gather(person.astype(np.uint32)),
            "place": there.places.gather(place.astype(np.uint32)),
            "start": start,
            "end": end,
        }
    )
    clipped = pl.max_horizontal("start", "since"), pl.min_horizontal("end", "until")
    inside = windows.join(stays, on="person").with_columns(clipped[0].alias("start"), clipped[1].alias("end"))
    return inside.filter(pl.col("start") < pl.col("end"))
