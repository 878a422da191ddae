"""Transfers as orders: a batch of people, one vehicle, one crew; at night or far away it takes a second signature."""

from datetime import datetime

import polars as pl

from seawall.plan.orders.rules import TRANSFER, OrderRules
from seawall.plan.orders.shaping import shaped

TOLD = (
    "您将被转运至隔离或诊疗场所,专车专人,随行物品与用药请告知工作人员;急症立即就医,可申诉。 / "
    "You are taken to a place of isolation or care, by a vehicle and a crew of its own; say what you need and which "
    "medicines you take. Emergency care comes first; you may appeal."
)


def moves(
    transfers: pl.DataFrame, episodes: pl.DataFrame, contacts: pl.DataFrame, rules: OrderRules, now: datetime
) -> pl.DataFrame:
    """One proposal a batch that can still leave, resting on the cases of all in it; it ends when it must be gone.

    `transfers` is of isolate: batch, site, vehicle, crew, persons, depart_from, depart_until, signatures, why.
    """
    due = transfers.filter(pl.col("depart_until").is_null() | (pl.col("depart_until") > now))
    people = due.select("batch", pl.col("persons").alias("person")).explode("person")
    both = pl.concat([contacts.select("person", "case"), episodes.filter("open").select("person", "case")])
    cases = people.join(both, on="person").group_by("batch").agg(pl.col("case").unique().sort().alias("cases"))
    day = pl.lit(now) + rules.sign_again_after
    said = due.join(cases, on="batch").select(
        pl.col("batch").alias("subject"), pl.coalesce("depart_until", day).alias("until"), "why",
        pl.lit(TOLD).alias("why_public"), "cases", pl.lit([], pl.List(pl.String)).alias("evidence"),
        pl.struct("site", "vehicle", "crew", "persons").struct.json_encode().alias("content"),
        pl.lit(rules.transfer_clause).alias("clause"), pl.lit(value=False).alias("provisional"),
        pl.col("signatures").cast(pl.Int64).alias("needed"),
    )  # fmt: skip
    proposed = shaped(said, "isolate", TRANSFER, rules, now)
    return proposed.with_columns(pl.max_horizontal("signatures", said["needed"]))
