"""Rows that hold for a while: a trait, a home, a relation, a duty. Their beginning and end may not be known."""

from datetime import datetime

import polars as pl

from seawall.tables.days import at


def lasting(now: datetime) -> pl.Expr:
    """Whether a row with `since` and `until` may hold at `now`; what nobody dated began long ago and goes on.

    Ending at `now` it holds no more.
    """
    begun = pl.col("since_from").is_null() | (pl.col("since_from") <= at(now))
    lasts = pl.col("until_until").is_null() | (pl.col("until_until") > at(now))
    return begun & lasts


def surely_lasting(now: datetime) -> pl.Expr:
    """Whether it must hold at `now`, for what somebody relies on: it has begun at the latest, and not ended yet.

    An end or a beginning that is stated and may lie on either side of `now` is not enough; one not stated is.
    """
    undated, endless = (_unstated(name) for name in ("since", "until"))
    begun = undated | (pl.col("since_until") <= at(now)).fill_null(value=False)
    lasts = endless | (pl.col("until_from") > at(now)).fill_null(value=False)
    return begun & lasts


def _unstated(name: str) -> pl.Expr:
    return pl.col(f"{name}_from").is_null() & pl.col(f"{name}_until").is_null()
