"""The rings of contacts, in the order in which lists name them."""

import polars as pl

RINGS = ("close", "secondary", "general", "co_exposed")


def nearness(column: str = "ring") -> pl.Expr:
    """0 for the closest ring, rising outwards: what a list of contacts is sorted by."""
    order = {ring: number for number, ring in enumerate(RINGS)}
    return pl.col(column).cast(pl.String).replace_strict(order, default=len(order), return_dtype=pl.UInt8)
