"""Moments as the kernels count them: whole seconds since 2000-01-01T00:00Z, rounded down."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from seawall.kernels import Ints
from seawall.presence.errors import AskedError
from seawall.tables.localtime import begins

ZERO = datetime(2000, 1, 1, tzinfo=UTC)
EARLIEST, LATEST = (ZERO + timedelta(seconds=each) for each in (2 * 86_400 - 2**31, 2**31 - 2 * 86_400))
"""What an int32 can hold, days begun and ended: 1931 to 2068."""
MOST_DAYS = 3_660
"""Ten years: a span that is longer was mistyped."""
INSTANT = pl.Datetime("us", "UTC")


def seconds(moment: pl.Expr) -> pl.Expr:
    """Moments as seconds; what lies outside is an error, so it is rejected before."""
    return ((moment.cast(INSTANT) - ZERO).dt.total_microseconds() // 1_000_000).cast(pl.Int32)


def clipped(moment: pl.Expr) -> pl.Expr:
    """Moments as seconds; those outside of what can be counted as the nearest that can."""
    whole = (moment.cast(INSTANT) - ZERO).dt.total_microseconds() // 1_000_000
    return whole.clip(-(2**31), 2**31 - 1).cast(pl.Int32)


def moments(number: pl.Expr) -> pl.Expr:
    """Seconds as moments."""
    return pl.lit(ZERO).cast(INSTANT) + pl.duration(seconds=number)


def second_of(moment: datetime) -> int:
    """The second a moment lies in."""
    return (moment - ZERO) // timedelta(seconds=1)


def moment_of(second: int) -> datetime:
    """The moment at which a second begins."""
    return ZERO + timedelta(seconds=second)


def day_begins(day: date, zone: ZoneInfo) -> int:
    """The second at which a local day begins."""
    return second_of(begins(day, zone))


def boundaries(days: Sequence[date], zone: ZoneInfo) -> Ints:
    """The seconds at which days that follow one another begin, and at which the last ends."""
    after = date.fromordinal(days[-1].toordinal() + 1)
    return np.array([day_begins(day, zone) for day in (*days, after)], np.int32)


def span(amount: float, unit: timedelta, option: str) -> timedelta:
    """So many minutes, days or seconds, as an option states them. Raises AskedError for none or too many."""
    if not 0 <= amount <= timedelta(days=MOST_DAYS) / unit:
        raise AskedError(f"{option} {amount}: allowed is 0 to {timedelta(days=MOST_DAYS) / unit:,.0f}, ten years")
    return amount * unit


def window(days: float | None, option: str) -> timedelta | None:
    """How far windows reach back, as an option states it; None: as far as they do. Raises AskedError as span() does,
    and for less than a second, in which nobody is met.
    """
    if days is None:
        return None
    cut = span(days, timedelta(days=1), option)
    if cut < timedelta(seconds=1):
        raise AskedError(f"{option} {days:g}: allowed is more than 0, to {MOST_DAYS:,}; without it whole windows count")
    return cut


def day_of(text: str, option: str) -> date:
    """The day an option states. Raises AskedError."""
    with suppress(ValueError, TypeError, OverflowError):
        return date(*map(int, text.split("-")))
    raise AskedError(f"{option} {text}: it is no day; allowed is one such as 2022-01-21")
