"""Local calendar days of the incident's zone, as expressions over UTC columns."""

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import polars as pl

INSTANT = pl.Datetime("us", "UTC")
GRAIN = pl.duration(microseconds=1)


@lru_cache(maxsize=64)
def at(now: datetime) -> pl.Expr:
    """A time as a literal of the tables' type; remembered, because one plan asks for it a hundred times."""
    return pl.lit(now).cast(INSTANT)


def day_of(instant: pl.Expr, zone: ZoneInfo) -> pl.Expr:
    """The local day an instant lies in; 00:00 belongs to the day it begins."""
    return instant.dt.convert_time_zone(zone.key).dt.date()


def day_ending(end: pl.Expr, zone: ZoneInfo) -> pl.Expr:
    """The local day of the end of an interval; an exposure ending at 24:00 belongs to the day it ends."""
    return day_of(end - GRAIN, zone)


def midnight(day: pl.Expr, zone: ZoneInfo) -> pl.Expr:
    """The instant a local day begins; where clocks skip 00:00, the first instant that exists."""
    local = day.cast(pl.Datetime("us"))
    begin, skipped = (
        moment.dt.replace_time_zone(zone.key, ambiguous="earliest", non_existent="null")
        for moment in (local, local.dt.offset_by("1h"))
    )
    return pl.coalesce(begin, skipped).dt.convert_time_zone("UTC")


def to_end_of(day: pl.Expr, days: timedelta | pl.Expr, zone: ZoneInfo) -> pl.Expr:
    """24:00 of the local day that lies `days` after `day`."""
    return midnight(day + days + timedelta(days=1), zone)


def shown(instant: pl.Expr, zone: ZoneInfo) -> pl.Expr:
    """An instant as text in local time; empty stays empty."""
    return instant.dt.convert_time_zone(zone.key).dt.strftime("%Y-%m-%d %H:%M")


def shown_moment(earliest: pl.Expr, latest: pl.Expr, zone: ZoneInfo) -> pl.Expr:
    """A moment as text: a time, a day, "from .. to ..", "before ..", "after .." or "unknown"."""
    first, last = shown(earliest, zone), shown(latest, zone)
    one_day = day_of(earliest, zone) == day_ending(latest, zone)
    whole = (earliest == midnight(day_of(earliest, zone), zone)) & (
        latest == to_end_of(day_of(earliest, zone), timedelta(), zone)
    )
    return (
        pl.when(earliest.is_null() & latest.is_null()).then(pl.lit("unknown"))
        .when(earliest.is_null()).then(pl.format("before {}", last))
        .when(latest.is_null()).then(pl.format("after {}", first))
        .when(earliest == latest).then(first)
        .when(one_day & whole).then(first.str.head(10))
        .otherwise(pl.format("between {} and {}", first, last))
    )  # fmt: skip
