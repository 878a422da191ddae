"""Typed columns as the text that their values are written as."""

import polars as pl

from seawall.files.grid import FileError


def as_text(file: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Every value as the text it is written as; "" where there is none. Raises FileError for lists and bytes."""
    nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind in (pl.Binary, pl.Object)]
    if nested:
        raise FileError(f"{file}: the column {nested[0]} holds lists, objects or bytes; allowed: texts, numbers, times")
    return frame.select(_texts(pl.col(name), kind).fill_null("").alias(name) for name, kind in frame.schema.items())


def _texts(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    if isinstance(kind, pl.Datetime) and kind.time_zone is not None:
        return column.dt.convert_time_zone("UTC").dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ")
    if isinstance(kind, pl.Datetime):
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S%.6f")
    if kind.is_float():  # a column of whole numbers with gaps: 12.0 was 12
        whole = (column == column.round()) & (column.abs() < 1e15)
        return (
            pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(column.cast(pl.String))
        )
    return column.cast(pl.String)
