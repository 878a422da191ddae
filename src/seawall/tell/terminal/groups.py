"""The differences of a plan, many people in one row: by sign, verb, scope and ring."""

import polars as pl

MEETING = ("setting", "via", "place", "event", "first_exposure", "last_exposure", "minutes")
DAY = 86_400_000_000
"""Microseconds of a day."""


def grouped(differences: pl.DataFrame, contacts: pl.DataFrame) -> pl.DataFrame:
    """One row a group: people, the earliest and latest end, person-days added, how they met, and one example.

    Columns: sign, verb, scope, ring ("" when none any more), provisional, people, first_until, last_until, days,
    settings (each with its count), signatures, and subject, why, why_public, content and the meeting of the example.
    """
    met = contacts.sort("person", "case").unique("person", keep="first", maintain_order=True)
    told = differences.join(met.select(pl.col("person").alias("subject"), "ring", *MEETING), on="subject", how="left")
    return (
        told.with_columns(pl.col("ring", "setting").cast(pl.String).fill_null(""), _days().alias("days"))
        .sort(_order(), "ring", "subject")
        .group_by("sign", "verb", "scope", "ring", "provisional", maintain_order=True)
        .agg(
            pl.len().alias("people"),
            pl.col("until").min().alias("first_until"),
            pl.col("until").max().alias("last_until"),
            pl.col("days").sum(),
            pl.col("setting").value_counts(sort=True).alias("settings"),
            pl.col("signatures").max(),
            pl.col("subject", "why", "why_public", "content", *MEETING).first(),
        )
    )


def _days() -> pl.Expr:
    """Person-days that the row adds: the whole of a new order, what a change or a release moves of an old one."""
    ends = pl.when(pl.col("sign") == "-").then("from").otherwise("until")
    before = pl.when(pl.col("sign") == "+").then("from").otherwise("old_until")
    return (ends - before).dt.total_microseconds() / DAY


def _order() -> pl.Expr:
    """Restrictions first, then what is told; new, changed, released."""
    told = (pl.col("verb") == "inform").cast(pl.Int8)
    return told * 10 + pl.col("sign").replace_strict({"+": 0, "~": 1, "-": 2}, return_dtype=pl.Int8)
