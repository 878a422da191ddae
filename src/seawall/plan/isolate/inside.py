"""Who is in a room now, by the admissions."""

from datetime import datetime

import polars as pl

from seawall.tables.days import at
from seawall.tables.facts import Facts

QUARANTINE, RESERVE, HOSPITAL, DESIGNATED = "quarantine", "reserve_quarantine", "hospital", "designated_hospital"
OURS = (QUARANTINE, RESERVE, HOSPITAL, DESIGNATED)


def inside(facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, site, room, kind, floor, since, recorded): the last admission of each person that has not ended.

    A later admission ends the one before it, also where nobody wrote the leaving down.
    """
    entered = facts["admissions"].with_columns(pl.coalesce("at_until", "at_from", "recorded_at").alias("since"))
    begun = pl.col("at_from").is_null() | (pl.col("at_from") <= at(now))
    last = entered.filter(begun).sort("since", "recorded_at", "row").unique("person", keep="last", maintain_order=True)
    left = pl.coalesce("until_until", "until_from") <= at(now)
    kinds = facts["sites"].select("site", pl.col("kind").cast(pl.String))
    rooms = facts["rooms"].select("site", "room", "floor")
    return (
        last.filter(~left.fill_null(value=False))
        .join(kinds, on="site", how="left")
        .join(rooms, on=["site", "room"], how="left")
        .select("person", "site", "room", "kind", "floor", "since")
        .sort("person")
    )
