"""Spans of time of somebody or something: from a moment until another, half-open."""

import polars as pl

from seawall.tables.schema import UTC_MOMENT


def united(spans: pl.DataFrame, key: str) -> pl.DataFrame:
    """The spans (`key`, from, until) of each key in order, in UTC and without other columns.

    Those that overlap or touch, one beginning as another ends, are one.
    """
    plain = spans.select(key, pl.col("from", "until").cast(UTC_MOMENT)).sort(key, "from")
    apart = pl.col("from") > pl.col("until").cum_max().shift().over(key)
    return (
        plain.with_columns(apart.fill_null(value=True).cum_sum().alias("run"))
        .group_by(key, "run", maintain_order=True)
        .agg(pl.col("from").min(), pl.col("until").max())
        .drop("run")
    )
