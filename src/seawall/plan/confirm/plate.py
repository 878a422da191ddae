"""Neighbours on a plate: a drop from the next well is the commonest false positive of a careful laboratory."""

from string import ascii_uppercase

import polars as pl

WELL = r"^(?P<plate>.+):(?P<line>[A-Za-z])0*(?P<column>[0-9]+)$"
LINES = {letter: number for number, letter in enumerate(ascii_uppercase)}


def beside_a_strong_positive(results: pl.DataFrame, everybody: pl.DataFrame, strong_ct: float) -> pl.DataFrame:
    """The positives of `results` that lay in a well next to a strong positive of another specimen.

    Next: above, below, beside or at a corner, on the same plate of the same laboratory. `everybody` are all results,
    also those of pools and of other people: a plate holds them together. `beside` is the well and its Ct.
    """
    is_ct = pl.col("unit").str.to_lowercase() == "ct"
    positives = everybody.filter(pl.col("result").cast(pl.String) == "positive")
    strong = _wells(positives.filter(is_ct & (pl.col("value") <= strong_ct)))
    positive = _wells(results.filter(pl.col("result") == "positive"))
    here = ["plate_id", "laboratory"]
    others = strong.select(
        *here,
        pl.col("specimen").alias("other"),
        pl.col("line").alias("other_line"),
        pl.col("column").alias("other_column"),
        pl.format("{}{} (Ct {})", "letter", "column", pl.col("value").round(1)).alias("beside"),
    )
    joined = positive.join(others, on=here, nulls_equal=True)
    next_to = (_apart("line") <= 1) & (_apart("column") <= 1) & (_apart("line") + _apart("column") > 0)
    return joined.filter(next_to & (pl.col("specimen") != pl.col("other")))


def _wells(results: pl.DataFrame) -> pl.DataFrame:
    """Results whose plate is written as plate:well, with the well's line and column as numbers."""
    well = pl.col("plate").str.extract_groups(WELL)
    letter = well.struct.field("line").str.to_uppercase()
    return results.with_columns(
        well.struct.field("plate").alias("plate_id"),
        letter.alias("letter"),
        letter.replace_strict(LINES, default=None, return_dtype=pl.Int64).alias("line"),
        well.struct.field("column").cast(pl.Int64).alias("column"),
    ).filter(pl.col("plate_id").is_not_null())


def _apart(axis: str) -> pl.Expr:
    return (pl.col(axis) - pl.col(f"other_{axis}")).abs()
