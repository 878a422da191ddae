"""Rows whose days lie far from all others: a year or a month was mistyped, or they belong to another index."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.files.columnar import LINE

GAP_DAYS = 60
"""Days of one index follow one another with no longer gap; see decision 120."""


def parted(stays: pl.DataFrame, rejected: pl.DataFrame, zone: ZoneInfo) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The stays (person, place, came, left, line) of the run of days that holds most of them, and the rejects (see
    rows.rejects) with the others added.

    A run is of days of coming with no gap of more than GAP_DAYS between them; of equal ones the later counts. A stay
    that ends later than that after the last coming of the run is none of it.
    """
    span = stays.select(pl.col("left").max() - pl.col("came").min()).item()
    if span is None or span <= timedelta(days=GAP_DAYS):
        return stays, rejected
    came, left = (stays[name].dt.convert_time_zone(zone.key).dt.date() for name in ("came", "left"))
    first, last = _run(came)
    outside = ~came.is_between(first, last)
    endless = ~outside & (left > last + timedelta(days=GAP_DAYS))
    if not (outside | endless).any():
        return stays, rejected
    told = pl.concat(
        _told(stays.filter(far), rejected.columns, name, f"far from the days of the others, {first} to {last}", zone)
        for name, far in (("came", outside), ("left", endless))
    )
    return stays.filter(~outside & ~endless), pl.concat([rejected, told.cast(rejected.schema)]).sort(
        rejected.columns[0]
    )


def _run(came: pl.Series) -> tuple[date, date]:
    """The first and the last day of the run that holds most stays."""
    days = came.alias("day").to_frame().group_by("day").len("stays").sort("day")
    broken = pl.col("day").diff().fill_null(timedelta()) > timedelta(days=GAP_DAYS)
    runs = days.group_by(broken.cum_sum().alias("run")).agg(
        pl.col("day").min().alias("first"), pl.col("day").max().alias("last"), pl.col("stays").sum()
    )
    first, last = runs.sort("stays", "last").select("first", "last").row(-1)
    return first, last


def _told(far: pl.DataFrame, columns: list[str], name: str, what: str, zone: ZoneInfo) -> pl.DataFrame:
    """The rows as rejects, in the columns of those: line, reason, four of the file, surplus."""
    title = columns[2 + far.columns.index(name)]
    why = f"{title}: {what}; if it was not mistyped, build an index of its own of these rows"
    local = pl.col("came", "left").dt.convert_time_zone(zone.key).dt.strftime("%Y-%m-%dT%H:%M:%S%:z")
    return far.with_columns(local, pl.lit(why).alias("why"), pl.lit(None, pl.String).alias("surplus")).select(
        pl.col(old).alias(new)
        for old, new in zip((LINE, "why", "person", "place", "came", "left", "surplus"), columns, strict=True)
    )
