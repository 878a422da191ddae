"""How many clear tests in a row a case has, far enough apart to count for its release."""

from datetime import timedelta

import polars as pl

from seawall.tables.verdict import antibody


def in_a_row(results: pl.DataFrame, wanted: int, gap: timedelta, ct_at_least: float | None = None) -> pl.DataFrame:
    """(case, clear, last_clear_until): clear specimens since the last spoilt one, each `gap` after the one before.

    A release protects: a specimen counts from the latest it may have been taken to the earliest the next may have
    been, and one of unknown time does not count. Counting stops at `wanted`.
    """
    tested = _specimens(results.filter(~antibody()), ct_at_least)
    left = _since_spoilt(tested)
    chosen = _earliest(left)
    counts = [chosen.select("case", pl.lit(1).alias("clear"), pl.col("taken_until").alias("last_clear_until"))]
    for number in range(2, wanted + 1):
        after = left.join(chosen.select("case", pl.col("taken_until").alias("before")), on="case")
        chosen = _earliest(after.filter(pl.col("taken_from") >= pl.col("before") + gap).drop("before"))
        counts.append(chosen.select("case", pl.lit(number).alias("clear"), last_clear_until="taken_until"))
    return pl.concat(counts).sort("clear").unique("case", keep="last")


def _specimens(results: pl.DataFrame, ct_at_least: float | None) -> pl.DataFrame:
    """One row a specimen with its verdict: clear where every target is, void where none said anything."""
    clear = pl.col("result") == "negative"
    if ct_at_least is not None:
        high = (pl.col("value") >= ct_at_least) & (pl.col("unit").str.to_lowercase() == "ct")
        clear = clear | high.fill_null(value=False)
    said = results.filter(pl.col("result") != "invalid").with_columns(clear.alias("clear"))
    return said.group_by("case", "specimen").agg(pl.col("clear").all(), pl.col("taken_from", "taken_until").first())


def _since_spoilt(tested: pl.DataFrame) -> pl.DataFrame:
    dated = tested.filter("clear").drop_nulls(["taken_from", "taken_until"])
    latest = pl.coalesce("taken_until", "taken_from").max().alias("spoilt")
    spoilt = tested.filter(~pl.col("clear")).group_by("case").agg(latest)
    after = pl.col("spoilt").is_null() | (pl.col("taken_from") >= pl.col("spoilt"))
    return dated.join(spoilt, on="case", how="left").filter(after).drop("spoilt")


def _earliest(left: pl.DataFrame) -> pl.DataFrame:
    return left.sort("taken_until", "taken_from", "specimen").unique("case", keep="first", maintain_order=True)
