"""What an order of a transfer says of its drive, read back: which still holds, and which is done."""

from datetime import datetime

import polars as pl

from seawall.plan.orders.rules import TRANSFER
from seawall.tables.facts import Facts
from seawall.tables.inside import stays

SAID = pl.Struct(
    {
        "site": pl.String(), "vehicle": pl.String(), "crew": pl.String(), "risk": pl.String(),
        "from_unit": pl.String(), "from_site": pl.String(), "persons": pl.List(pl.String()),
        "depart": pl.String(), "arrive": pl.String(),
    }
)  # fmt: skip
"""The content of a transfer: whom it takes where, out of what, in what, and when by local time with its offset."""
FORM = "%Y-%m-%dT%H:%M:%S%.6f%:z"


def drives(standing: pl.DataFrame) -> pl.DataFrame:
    """The drives that the transfers in force name, one row each; a plan made again leaves them as they were signed.

    batch, until (the order's end), site, vehicle, crew, risk, from_unit, from_site, persons, depart_from, arrive_from;
    the times empty where the content does not state them.
    """
    said = standing.filter(scope=TRANSFER).select(
        pl.col("subject").alias("batch"), "until", pl.col("content").str.json_decode(SAID).struct.unnest()
    )
    times = [
        pl.col(name).str.to_datetime(FORM, time_unit="us", time_zone="UTC", strict=False).alias(f"{name}_from")
        for name in ("depart", "arrive")
    ]
    return said.filter(pl.col("persons").list.len() > 0).with_columns(times).drop("depart", "arrive")


def done(orders: pl.DataFrame, facts: Facts, now: datetime) -> pl.Series:
    """The rows of the transfers that are done: everybody they name has been in their site since they were signed."""
    driven = orders.filter(scope=TRANSFER).select(
        "row", "from", pl.col("content").str.json_decode(SAID).struct.unnest()
    )
    whom = driven.select("row", "from", "site", pl.col("persons").alias("person")).explode("person")
    if whom.is_empty():
        return orders["row"].clear()
    since = pl.col("gone").is_null() | (pl.col("gone") > pl.col("from"))
    came = whom.join(stays(facts, now), on=["person", "site"]).filter(since)
    waiting = whom.join(came, on=["row", "person"], how="anti", nulls_equal=True)
    return whom.join(waiting, on="row", how="anti")["row"].unique()


def content(times: tuple[pl.Expr, pl.Expr], zone_key: str) -> pl.Expr:
    """A drive as the content of its order, in SAID; `times`: when it leaves and when it is there."""
    told = [
        each.dt.convert_time_zone(zone_key).dt.to_string(FORM).alias(name)
        for each, name in zip(times, ("depart", "arrive"), strict=True)
    ]
    whom = pl.coalesce("named", "persons").alias("persons")
    parts = {"persons": whom, "depart": told[0], "arrive": told[1]}
    return pl.struct(parts.get(field.name, pl.col(field.name)) for field in SAID.fields).struct.json_encode()
