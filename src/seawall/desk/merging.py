"""Persons of several numbers: who decided that they are one, told to whoever reads the stays of all of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from seawall.tables.facts import joined, merges


def told(case: str, person: str, same_person: pl.DataFrame, zone: ZoneInfo) -> list[str]:
    """Each decision that joined two numbers of a case's person, with who made it and on which day of `zone`; in the
    order in which they were made, none where the person has one number."""
    numbers = [person, *(number for number, stands in merges(same_person).items() if stands == person)]
    own = joined(same_person).filter(pl.col("person").is_in(numbers))
    return [
        f"{case}: stays of {one} are read together with those of {other}: {_decided(at.astimezone(zone), by, entered)}"
        for one, other, at, by, entered in own.select("person", "other", "decided", "by", "recorded_by").iter_rows()
    ]


def _decided(at: datetime, by: str | None, entered: str) -> str:
    if by:
        return f"{by} decided so on {at:%Y-%m-%d}"
    return f"decided on {at:%Y-%m-%d}, nobody says by whom; {entered} entered it"
