"""Limits over moments: is a step in time in every world that the facts allow, in none, or in some?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.tables.days import at
from seawall.tables.localtime import begins
from seawall.tables.moment import Moment

MET, LATE, OPEN, CANNOT_TELL = "met", "late", "open", "cannot_tell"
GRAIN = timedelta(microseconds=1)


@dataclass(frozen=True)
class Limit:
    """So long after a moment. Days are calendar days and run to 24:00 of the last; hours and minutes are exact."""

    length: timedelta
    whole_days: bool = False


def due(start: Moment, limit: Limit, zone: ZoneInfo) -> Moment:
    """When a step must be done at the latest; as wide as its start."""
    if not limit.whole_days:
        return Moment(_plus(start.earliest, limit.length), _plus(start.latest, limit.length))
    exact = start.earliest == start.latest
    latest = start.latest if exact or start.latest is None else start.latest - GRAIN
    return Moment(_day_end(start.earliest, limit, zone), _day_end(latest, limit, zone))


def state(due: Moment | None, done: Moment | None, now: datetime) -> str:
    """met, late, open or cannot_tell. No `due`: what it waits for has not happened. No `done`: nothing says so.

    Done: met where even the latest time it may have been done is not after the earliest it may have been due;
    late where even the earliest is after the latest. Not done: late once it must be past its due, open while it
    cannot be. The bound itself is in time.
    """
    if done is None:
        return _undone(due, now)
    if due is None:
        return CANNOT_TELL
    if _known_at_most(done.latest, due.earliest):
        return MET
    if done.earliest and due.latest and done.earliest > due.latest:
        return LATE
    return CANNOT_TELL


def reached(when: pl.Expr, now: datetime) -> pl.Expr:
    """met, open or cannot_tell of what is done at an instant if nothing happens; empty: nobody can tell when."""
    past = when <= at(now)
    state = pl.when(past).then(pl.lit(MET)).otherwise(pl.lit(OPEN))
    return pl.when(when.is_null()).then(pl.lit(CANNOT_TELL)).otherwise(state)


def span(a: Moment, b: Moment) -> tuple[timedelta | None, timedelta | None]:
    """The least and the most time from `a` to `b`; None is open. `b` is taken to come after `a` where it can.

    A day, then 04:00 of the next: 4 to 28 hours. Both negative: `b` came before `a` for certain.
    """
    most = b.latest - a.earliest if b.latest and a.earliest else None
    least = b.earliest - a.latest if b.earliest and a.latest else None
    if most is not None and most < timedelta():
        return least, most
    return max(least or timedelta(), timedelta()), most


def by(moment: Moment, now: datetime) -> Moment:
    """The moment of something known to have happened by `now`; one dated later is left as stated."""
    if moment.earliest and moment.earliest > now:
        return moment
    return Moment(moment.earliest, min(moment.latest or now, now))


def first(moments: Iterable[Moment | None]) -> Moment | None:
    """The moment of the first of several things; None where none of them happened.

    One that is open to the past leaves the first open to the past.
    """
    happened = [moment for moment in moments if moment is not None]
    if not happened:
        return None
    starts = [moment.earliest for moment in happened]
    ends = [moment.latest for moment in happened if moment.latest]
    return Moment(None if None in starts else min(filter(None, starts)), min(ends, default=None))


def last(moments: Iterable[Moment | None]) -> Moment | None:
    """The moment by which all of several things had happened; None where one of them has not."""
    happened = list(moments)
    if not happened or None in happened:
        return None
    known = [moment for moment in happened if moment is not None]
    ends = [moment.latest for moment in known]
    starts = [moment.earliest for moment in known if moment.earliest]
    return Moment(max(starts, default=None), None if None in ends else max(filter(None, ends)))


def _undone(due: Moment | None, now: datetime) -> str:
    if due is None or (due.earliest and now <= due.earliest):
        return OPEN
    return LATE if due.latest and now > due.latest else CANNOT_TELL


def _known_at_most(a: datetime | None, b: datetime | None) -> bool:
    return a is not None and b is not None and a <= b


def _plus(at: datetime | None, length: timedelta) -> datetime | None:
    return at and at + length


def _day_end(at: datetime | None, limit: Limit, zone: ZoneInfo) -> datetime | None:
    """24:00 of the local day that lies `limit` after the day of `at`."""
    if at is None:
        return None
    return begins(at.astimezone(zone).date() + limit.length + timedelta(days=1), zone)
