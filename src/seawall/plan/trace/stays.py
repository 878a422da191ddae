"""Stays as intervals: every moment by the bound that includes, an unknown leaving by the place's usual dwell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.tables.days import INSTANT, at, day_ending, day_of, midnight, to_end_of

UNDESCRIBED = "other"
"""The kind of a place that no row describes."""


@dataclass(frozen=True)
class Reading:
    """How stays are read: the local zone, now, the usual dwell by kind of place, and the kinds of places that matter.

    Where `kinds` is given, nobody's stays at other kinds of places are looked at.
    """

    zone: ZoneInfo
    now: datetime
    dwell: Mapping[str, timedelta] = field(default_factory=dict)
    kinds: frozenset[str] | None = None


def read(stays: pl.DataFrame, places: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """row, person, place, start, end (half-open), sure_start, sure_end, assumed.

    `start` is the earliest coming and `end` the latest leaving; between `sure_start` and `sure_end` the person was
    there for certain (never, where the second does not lie after the first). A stay whose leaving is open ends
    after the usual dwell of its kind of place, or with the local day it began on, and not later than now:
    `assumed`. A coming that is open begins with the local day of its latest bound. A stay with neither is nowhere
    in time and left out.
    """
    plain = ["row", "person", "place", "came_from", "came_until", "left_from", "left_until"]
    complete = pl.col("came_from").is_not_null() & pl.col("left_until").is_not_null()
    stated = stays.lazy().select(plain)
    whole = stated.filter(complete).with_columns(
        pl.col("came_from").alias("start"), pl.col("left_until").alias("end"), pl.lit(value=False).alias("assumed")
    )  # fmt: skip
    filled = _filled(stays.filter(~complete).select(plain), places, reading)
    return (
        pl.concat([whole, filled.lazy()])
        .filter(pl.col("start") < pl.col("end"))
        .select(
            "row", "person", "place", "start", "end", "assumed",
            pl.coalesce("came_until", "end").alias("sure_start"), pl.coalesce("left_from", "start").alias("sure_end"),
        )
        .collect()
    )  # fmt: skip


def _filled(stays: pl.DataFrame, places: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """Stays whose coming or leaving is open, read as `read` says."""
    began = pl.coalesce("came_from", "came_until", "left_from", "left_until")
    start = pl.coalesce("came_from", midnight(day_of(began, reading.zone), reading.zone))
    kinds = places.select("place", pl.col("kind").cast(pl.String).alias("place_kind"))
    return (
        stays.filter(began.is_not_null())
        .join(kinds, on="place", how="left")
        .with_columns(start.alias("start"))
        .with_columns(
            pl.coalesce("left_until", _assumed_end(reading)).alias("end"),
            pl.col("left_until").is_null().alias("assumed"),
        )
        .drop("place_kind")
    )


def _assumed_end(reading: Reading) -> pl.Expr:
    """After the usual dwell, else 24:00; never before the person was last known there, nor after now unless so."""
    dwells = {kind: dwell for kind, dwell in reading.dwell.items() if kind != "*"}
    usual = pl.col("place_kind").replace_strict(dwells, default=reading.dwell.get("*"), return_dtype=pl.Duration("us"))
    begun = pl.coalesce("came_until", "start")
    exact = begun == pl.col("start")
    day = pl.when(exact).then(day_of(begun, reading.zone)).otherwise(day_ending(begun, reading.zone))
    end_of_day = to_end_of(day, timedelta(), reading.zone)
    dwelt = pl.coalesce(begun + usual, end_of_day)
    return pl.max_horizontal(pl.min_horizontal(dwelt, at(reading.now)), pl.col("left_from")).cast(INSTANT)


def joined(stays: pl.DataFrame) -> pl.DataFrame:
    """The stays, where those of one person at one place that overlap or touch are one stay.

    A joined stay keeps the row of its longest part, and that part's certain presence.
    """
    codes = [pl.col(name).cast(pl.Categorical).to_physical().alias(f"{name}_code") for name in ("place", "person")]
    ordered = stays.with_columns(codes).sort("place_code", "person_code", "start", "end")
    one = [pl.col(name) == pl.col(name).shift() for name in ("place_code", "person_code")]
    meets = (one[0] & one[1] & (pl.col("start") <= pl.col("end").shift())).fill_null(value=False)
    if not ordered.select(meets.any()).item():
        return ordered.select(stays.columns)
    reached = pl.col("end").cum_max().shift().over("place_code", "person_code")
    begins = (pl.col("start") > reached).fill_null(value=True)
    longest = (pl.col("end") - pl.col("start")).arg_max()
    return (
        ordered.with_columns(begins.cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("row", "person", "place", "sure_start", "sure_end").get(longest),
            pl.col("start").min(), pl.col("end").max(), pl.col("assumed").get(pl.col("end").arg_max()),
        )
        .select(stays.columns)
    )  # fmt: skip
