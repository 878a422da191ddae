"""People in a room that is planned to last longer than the order that holds them there."""

from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.orders.rules import OBSERVATION
from seawall.tables.days import shown


def outlasting(rooms: pl.DataFrame, in_force: pl.DataFrame, zone: ZoneInfo) -> list[str]:
    """One sentence, where there are any: an order ends at its signed end, whatever the room's plan says (TRUST.md 4).

    Orders of provisional cases are left out: they last hours, and everybody knows that they are signed again.
    """
    signed = in_force.filter(pl.col("scope") == OBSERVATION, ~pl.col("provisional"))
    ends = signed.select(pl.col("subject").alias("person"), pl.col("until").alias("ordered"))
    inside = rooms.filter("placed", pl.col("site").is_not_null()).join(ends, on="person")
    longer = inside.filter(pl.col("until") > pl.col("ordered")).sort("ordered", "person")
    if longer.is_empty():
        return []
    first, until = longer.select("person", shown(pl.col("ordered"), zone)).row(0)
    said = "end later than their orders; unless the change is signed they are free to go when the order ends"
    return [f"the days in a room of {longer.height} people {said} (the first: {first}, {until})"]
