"""A city's clocks: which instant a local time names, and where its days begin and end."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from seawall.tables.errors import SeawallError

ALLOWED = "2022-01-21, 2022-01-21 18:30, 2022年1月21日晚, before 2022-01-21T18:30, 2022-01-21 .. 2022-01-23, 不详"


class MomentError(SeawallError):
    """A time that cannot be read. `reason` says why, `allowed` what could stand there."""

    def __init__(self, reason: str, allowed: str = ALLOWED) -> None:
        super().__init__(f"{reason}; allowed: {allowed}")
        self.reason = reason
        self.allowed = allowed


def instant(local: datetime, zone: tzinfo) -> datetime:
    """The one instant at which the clocks of `zone` showed `local`, in UTC.

    Raises MomentError for a time that the clocks left out, and for one that they showed twice.
    """
    first, second = _readings(local, zone)
    if first == second:
        return first
    shown = f"{local:%Y-%m-%d %H:%M} in {zone}"
    if first > second:
        change = _change(second, first, zone)
        before = (change - timedelta(microseconds=1)).astimezone(zone)
        until = (before + timedelta(microseconds=1)).time()
        raise MomentError(
            f"there was no {shown}: the clocks went forward from {until:%H:%M} to {change.astimezone(zone):%H:%M}"
        )
    offsets = " or ".join(f"{_offset(at.astimezone(zone))}" for at in (first, second))
    raise MomentError(f"{shown} was twice, as the clocks went back", f"the same time with its offset, {offsets}")


def earliest(local: datetime, zone: tzinfo) -> datetime:
    """The earliest instant that `local` may name, where clocks that change leave a choice."""
    return min(_readings(local, zone))


def latest(local: datetime, zone: tzinfo) -> datetime:
    """The latest instant that `local` may name."""
    return max(_readings(local, zone))


def begins(day: date, zone: tzinfo) -> datetime:
    """The first instant of a local day: its 00:00, or the change that skipped it."""
    first, second = _readings(datetime.combine(day, time()), zone)
    return first if first <= second else _change(second, first, zone)


def span(first: date, after: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """From the beginning of the day `first` to the beginning of the day `after`.

    Raises MomentError for a day that the zone's calendar left out.
    """
    bounds = begins(first, zone), begins(after, zone)
    if bounds[0] >= bounds[1]:
        raise MomentError(f"the calendar of {zone} left {first} out")
    return bounds


def _readings(local: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Before and after a change of the clocks; alike where they do not change."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second


def _change(low: datetime, high: datetime, zone: tzinfo) -> datetime:
    """The instant in (low, high] from which the offset of `high` holds, to the second."""
    after = high.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return high


def _offset(at: datetime) -> str:
    return f"{at:%H:%M%z}"
