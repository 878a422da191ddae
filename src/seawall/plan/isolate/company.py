"""Who is inside in one room with a child of the family stays as long as it does: no child is parted from its carer."""

from datetime import datetime

import polars as pl

from seawall.plan.isolate.ages import ages
from seawall.plan.isolate.people import ending, ends_of
from seawall.plan.isolate.rules import IsolateRules
from seawall.plan.isolate.situation import Situation
from seawall.tables.days import INSTANT
from seawall.tables.facts import Facts

COMPANY: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "kept_until": INSTANT, "kept_with": pl.String,
}  # fmt: skip
ROOM = ["site", "room", "family"]


def company(
    stands: Situation, contacts: pl.DataFrame, anew: pl.DataFrame, facts: Facts, rules: IsolateRules, now: datetime,
    ends: pl.DataFrame | None = None,
) -> pl.DataFrame:  # fmt: skip
    """In COMPANY: the children and helpless of a room and one carer of their family, to the latest end among them.

    The carer is one who may accompany, else one who is grown, and of those the one who stays longest anyway; other
    grown people in the room are kept by nobody. Whoever is no contact is bound by nothing and keeps nobody.
    """
    families = stands.lived.select("person", "family").drop_nulls()
    shared = stands.there.drop_nulls(["site", "room"]).join(families, on="person")
    several = shared.filter(pl.len().over(ROOM) > 1).select("person", *ROOM)
    if several.is_empty():
        return pl.DataFrame(schema=COMPANY)
    mine = contacts.join(several.select("person"), on="person", how="semi")
    own = ending(ends_of(mine, anew, stands.ill, facts, rules, now), ends, "central_until")
    known = several.join(own, on="person")
    people = ages(known, facts, rules, now)
    order = ["dependent", "companion", "grown", "central_until", "person"]
    carers = people.filter(~pl.col("dependent")).sort(order, descending=[False, True, True, True, False])
    carer = carers.unique(ROOM, keep="first", maintain_order=True)
    children = people.filter("dependent").sort("central_until", "person", descending=[True, False])
    child = children.group_by(ROOM, maintain_order=True).agg(pl.col("person").first().alias("child"))
    kept = pl.concat([
        carer.join(child, on=ROOM).rename({"child": "kept_with"}),
        children.join(carer.select(*ROOM, pl.col("person").alias("kept_with")), on=ROOM),
    ], how="diagonal")  # fmt: skip
    latest = pl.col("central_until").max().over(ROOM).alias("kept_until")
    return kept.with_columns(latest).select(*COMPANY).sort("person")
