"""Which orders are signed: only a signature makes an order."""

import polars as pl

from seawall.tables.facts import Facts


def signed(facts: Facts) -> pl.DataFrame:
    """The orders with every signature they need, each of another organisation; `signed_at` is when the last came."""
    firsts = facts["signatures"].group_by("order", "organisation").agg(pl.col("at").min())
    given = firsts.sort("at").group_by("order").agg(pl.col("at").alias("given"))
    counted = facts["orders"].join(given, on="order", maintain_order="left")
    enough = counted.filter(pl.col("given").list.len() >= pl.col("signatures"))
    return enough.with_columns(pl.col("given").list.get(pl.col("signatures") - 1).alias("signed_at")).drop("given")


def publications(facts: Facts) -> pl.DataFrame:
    """The signed orders that publish a bulletin."""
    return signed(facts).filter(pl.col("verb").cast(pl.String) == "inform", pl.col("scope") == "publication")
