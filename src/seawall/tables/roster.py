"""Who is on duty at a time."""

from datetime import datetime

import polars as pl

from seawall.tables.facts import Facts
from seawall.tables.lasting import lasting


def roster(facts: Facts, now: datetime) -> pl.DataFrame:
    """(rank, officer, role, organisation) of those on duty at `now`, in the order in which they are called."""
    there = facts["duties"].filter(lasting(now)).sort("rank", "officer")
    return there.select("rank", "officer", "role", "organisation")
