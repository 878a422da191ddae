"""Where the person of a window was inside it, and until when the air they breathed out stayed."""

import polars as pl

from seawall.plan.trace.sweep import MINUTE, OUT


def presence(windows: pl.DataFrame, stays: pl.DataFrame) -> pl.DataFrame:
    """The window's person wherever they were inside it: window, person, place, start, end, air_until and the rest.

    `air_until` is when the air is clean again: `linger` after leaving, or when the person came back.
    """
    inside = (
        windows.select(
            "window", "person", "purpose", "linger", pl.col("start").alias("from"), pl.col("end").alias("to")
        )
        .join(stays, on="person")
        .filter(pl.col("start") < pl.col("to"), pl.col("end") > pl.col("from"))
        .with_columns(pl.max_horizontal("start", "from"), pl.min_horizontal("end", "to"))
        .sort("window", "place", "start")
    )
    back = pl.col("start").shift(-1).over("window", "place")
    return inside.with_columns(pl.min_horizontal(pl.col("end") + pl.col("linger"), back).alias("air_until"))


def alone(own: pl.DataFrame) -> pl.DataFrame:
    """Where the window's person was, whoever else was there: the meetings' columns with the person themselves."""
    minutes = (pl.col("end") - pl.col("start")).dt.total_microseconds().sum() / MINUTE
    return (
        own.group_by("window", "person", "place", maintain_order=True)
        .agg(
            pl.col("start").min().alias("first"), pl.col("sure_start").min().alias("first_latest"),
            pl.col("end").max().alias("last"), minutes.alias("minutes"), pl.lit(0.0).alias("sure_minutes"),
            minutes.alias("together_minutes"), pl.col("assumed").any(),
            pl.col("assumed").all().alias("assumed_own"), pl.col("row").alias("evidence"),
        )
        .select(pl.col(name).cast(kind) for name, kind in OUT.items())
    )  # fmt: skip
