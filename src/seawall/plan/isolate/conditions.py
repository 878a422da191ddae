"""The form of a condition that somebody's release waits for."""

import polars as pl

from seawall.tables.days import INSTANT

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String,
    "until": INSTANT,
    "condition": pl.String,
    "state": pl.String,
    "why": pl.String,
}


def shaped(rows: pl.DataFrame, condition: str, state: pl.Expr) -> pl.DataFrame:
    """Rows with person, until and why as one condition, in COLUMNS."""
    named = rows.with_columns(pl.lit(condition).alias("condition"), state.alias("state"))
    return named.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
