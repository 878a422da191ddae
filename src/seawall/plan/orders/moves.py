"""Transfers as orders: a batch of people, one vehicle, one crew; at night or far away it takes a second signature."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.orders.driving import content
from seawall.plan.orders.rules import TRANSFER, OrderRules
from seawall.plan.orders.shaping import shaped
from seawall.tables.days import day_of, to_end_of

TOLD = (
    "您将被转运至隔离或诊疗场所，专车专人，随行物品与用药请告知工作人员；急症立即就医，可申诉。 / "
    "You are taken to a place of isolation or care, by a vehicle and a crew of its own; say what you need and which "
    "medicines you take. Emergency care comes first; you may appeal."
)


def moves(
    transfers: pl.DataFrame,
    episodes: pl.DataFrame,
    contacts: pl.DataFrame,
    rules: OrderRules,
    now: datetime,
    zone: ZoneInfo,
) -> pl.DataFrame:
    """One proposal a batch that can still arrive, resting on the cases of all in it; it ends when it must be there.

    One that nothing makes due ends with the local day on which it arrives. Of people whose cases are all provisional
    it is provisional too. One that stays as it was signed ends as it was signed, or earlier.

    `transfers` is of isolate: batch, site, vehicle, crew, persons, named, risk, from_unit, from_site, depart_from,
    arrive_from, arrive_until, ordered_until, signatures, why.
    """
    due = transfers.filter(pl.col("arrive_until").is_null() | (pl.col("arrive_until") > now))
    people = due.select("batch", pl.col("persons").alias("person")).explode("person")
    both = pl.concat([contacts.select("person", "case"), episodes.filter("open").select("person", "case")])
    firm = episodes.filter(~pl.col("provisional"))["case"]
    cases = (
        people.join(both, on="person")
        .group_by("batch")
        .agg(
            pl.col("case").unique().sort().alias("cases"),
            (~pl.col("case").is_in(firm.implode())).all().alias("provisional"),
        )
    )
    signed = pl.min_horizontal("arrive_until", "ordered_until")
    day = to_end_of(day_of(pl.col("arrive_from"), zone), timedelta(), zone)
    ends = pl.when(pl.col("ordered_until").is_null()).then(pl.coalesce("arrive_until", day)).otherwise(signed)
    said = due.join(cases, on="batch").select(
        pl.col("batch").alias("subject"), ends.alias("until"), "why",
        pl.lit(TOLD).alias("why_public"), "cases", pl.lit([], pl.List(pl.String)).alias("evidence"),
        content((pl.col("depart_from"), pl.col("arrive_from")), zone.key).alias("content"),
        pl.lit(rules.transfer_clause).alias("clause"), "provisional",
        pl.col("signatures").cast(pl.Int64).alias("needed"),
    )  # fmt: skip
    proposed = shaped(said, "isolate", TRANSFER, rules, now)
    return proposed.with_columns(pl.max_horizontal("signatures", said["needed"]))
