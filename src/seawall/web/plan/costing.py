"""What a row asks of people: how many, and the person-days it adds; and what is done without a signature."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import polars as pl

from seawall.desk.planning import Made
from seawall.flow import Plan

NAMED = pl.Struct({"people": pl.Int64, "persons": pl.List(pl.String)})


def cost(members: pl.DataFrame, made: Made, group: Mapping[str, Any]) -> tuple[int | None, float | None]:
    """How many people a row is about, and the person-days it adds; None: not known, or none are counted."""
    verb = group["verb"]
    if verb == "inform":
        return None, None
    if verb == "zone":
        area = made.plan.zoned.zones.filter(subject=group["subject"]).sort("axis").head(1)
        people = area["people"].item() if area.height else None
        return people, None if people is None else people * _span(members, made.plan.now)
    if verb == "isolate":
        persons = members["content"].str.json_decode(NAMED).struct.field("persons").explode().drop_nulls()
        return persons.n_unique(), None
    return members["subject"].n_unique(), group["days"]


def _span(members: pl.DataFrame, now: datetime) -> float:
    """The days that an area's row adds: from now, or from the end it had, to the new end."""
    row = members.row(0, named=True)
    ends = now if row["sign"] == "-" else row["until"]
    return float((ends - (now if row["sign"] == "+" else row["old_until"])).total_seconds() / 86_400)


def follows(plan: Plan) -> list[tuple[str, int]]:
    """What is done without a signature: tests that are to be taken, and people to whom care is owed."""
    tests = plan.screened.tests.filter(pl.col("state").is_in(["due", "planned"])).height
    counted = [("beside.tests", tests), ("care_owed", plan.care["person"].n_unique())]
    return [(name, many) for name, many in counted if many]
