"""Moments and spans of time as people read them, with their width, in English and in Chinese."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from seawall.tables.localtime import begins
from seawall.tables.moment import Moment

HOUR = timedelta(hours=1)
GRAIN = timedelta(microseconds=1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Forms:
    """How a language writes a day, a time of a day, and the five kinds of moment."""

    day: Callable[[date], str]
    time: str
    unknown: str
    whole_day: str
    before: str
    after: str
    between: str


ENGLISH = Forms(
    day=lambda day: f"{day.day} {MONTHS[day.month - 1]}",
    time="{} {}",
    unknown="time unknown",
    whole_day="{} (hour unknown)",
    before="before {}",
    after="after {}",
    between="{} to {}",
)
CHINESE = Forms(
    day=lambda day: f"{day.month}月{day.day}日",
    time="{}{}",
    unknown="时间不详",
    whole_day="{}（几时不详）",
    before="{}前",
    after="{}后",
    between="{}至{}",
)


def shown(moment: Moment, zone: ZoneInfo, forms: Forms = ENGLISH) -> str:
    """A moment in local time: "23 Jan 04:00", "22 Jan (hour unknown)", "before 23 Jan 04:00", "23 Jan 04:00 to 12:00".

    An end at midnight is 24:00 of the day it ends.
    """
    first, last = moment.earliest, moment.latest
    if first is None:
        return forms.unknown if last is None else forms.before.format(ending(last, zone, forms))
    if last is None:
        return forms.after.format(_starting(first, zone, forms))
    if first == last:
        return _starting(first, zone, forms)
    day, end = first.astimezone(zone).date(), (last - GRAIN).astimezone(zone).date()
    if day == end and (first, last) == (begins(day, zone), begins(day + timedelta(days=1), zone)):
        return forms.whole_day.format(forms.day(day))
    until = _clock(last, zone) if day == end else ending(last, zone, forms)
    return forms.between.format(_starting(first, zone, forms), until)


def hours(span: tuple[timedelta | None, timedelta | None]) -> str:
    """The bounds of a span in hours: "4 to 28 h", "at most 8 h", "at least 4 h", "12 h", "an unknown time".

    A span whose bounds are negative is "2 h before".
    """
    least, most = span
    if most is not None and most < timedelta():
        return f"{hours((-most, None if least is None else -least))} before"
    if most is None:
        return f"at least {_number(least)} h" if least else "an unknown time"
    if least == most:
        return f"{_number(most)} h"
    return f"{_number(least)} to {_number(most)} h" if least else f"at most {_number(most)} h"


def _starting(at: datetime, zone: ZoneInfo, forms: Forms) -> str:
    local = at.astimezone(zone)
    return forms.time.format(forms.day(local.date()), f"{local:%H:%M}")


def ending(at: datetime, zone: ZoneInfo, forms: Forms = ENGLISH) -> str:
    """A time that ends something: midnight is 24:00 of the day it ends."""
    return forms.time.format(forms.day((at - GRAIN).astimezone(zone).date()), _clock(at, zone))


def _clock(at: datetime, zone: ZoneInfo) -> str:
    """The time of day of an end: midnight is 24:00."""
    return "24:00" if at == begins(at.astimezone(zone).date(), zone) else f"{at.astimezone(zone):%H:%M}"


def _number(length: timedelta | None) -> str:
    return f"{(length or timedelta()) / HOUR:.1f}".removesuffix(".0")
