"""A date with or without hours: the two ends of what one stated time may mean."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from seawall.tables.dates import Hints, days
from seawall.tables.hours import Hours, hours
from seawall.tables.localtime import MomentError, earliest, instant, latest, span

Base = Literal[1900, 1904]
"""The first year of a spreadsheet's date numbers; Excel for Mac once used 1904."""

_EPOCHS = {1900: datetime(1899, 12, 30), 1904: datetime(1904, 1, 1)}  # noqa: DTZ001 - local times, as in the sheet
_SERIAL = re.compile(r"\d{5}(?:\.\d{1,15})?")
_JOINT = re.compile(r"^(?:T(?=\d)|[,，]? )", re.IGNORECASE)
_CLOCK = re.compile(r"\d[:时点]")
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{1,2}(?!\d)")
_DAY = timedelta(days=1)

Ends = tuple[datetime, datetime]


def point(text: str, zone: ZoneInfo, hints: Hints) -> Ends:
    """The earliest and the latest instant of a date, of hours on it, or of hours on the day in the hints.

    Raises MomentError for what is none of these.
    """
    if _SERIAL.fullmatch(text):
        raise MomentError(_both_bases(text))
    if _SHORT_YEAR.match(text):
        raise MomentError(f"{text!r} has a year of two digits", "years of four digits: 2022-01-21")
    found = days(text, hints)
    if found is None:
        return _of_day(*_of_hints(text, hints), zone)
    rest = _JOINT.sub("", found.rest)
    if not rest:
        return span(found.first, found.after, zone)
    said = hours(rest)
    if found.after - found.first != _DAY:
        raise MomentError(f"{text!r} has hours but no day")
    return _of_day(found.first, said, zone)


def serial(text: str, zone: ZoneInfo, base: Base) -> Ends:
    """The time of a spreadsheet's date number: whole numbers are days; decimals are as exact as they are many.

    Raises MomentError for another text than five digits with or without decimals.
    """
    if not _SERIAL.fullmatch(text):
        raise MomentError(f"{text!r} is not a spreadsheet's date number", "numbers like 44582 or 44582.77014")
    whole, _, decimals = text.partition(".")
    first = _EPOCHS[base] + timedelta(days=int(whole))
    if not decimals:
        return span(first.date(), first.date() + _DAY, zone)
    at = _rounded(first, Decimal(f"0.{decimals}"))
    if len(decimals) >= 5:  # to the second or better
        return instant(at, zone), instant(at, zone)
    half = timedelta(days=0.5 / 10 ** len(decimals))
    return earliest(at - half, zone), latest(at + half, zone)


def _rounded(first: datetime, share: Decimal) -> datetime:
    return first + timedelta(seconds=round(share * 86_400))


def _both_bases(text: str) -> str:
    whole, _, decimals = text.partition(".")
    share = Decimal(f"0.{decimals or 0}")
    read = {base: _rounded(epoch + timedelta(days=int(whole)), share) for base, epoch in _EPOCHS.items()}
    return (
        f"{text} looks like a spreadsheet date number, whose base is unclear: "
        f"1900 makes it {read[1900]:%Y-%m-%d %H:%M}, 1904 makes it {read[1904]:%Y-%m-%d %H:%M}"
    )


def _of_hints(text: str, hints: Hints) -> tuple[date, Hours]:
    try:
        said = hours(text)
    except MomentError as error:
        raise (error if _CLOCK.search(text) else MomentError(f"{text!r} is not a time")) from None
    if hints.day is None:
        raise MomentError(f"{text} has no day")
    return hints.day, said


def _of_day(on: date, said: Hours, zone: ZoneInfo) -> Ends:
    """Exact hours must exist and be clear; the vague take in whatever their words may mean."""
    midnight = datetime.combine(on, time())
    start, end = midnight + said.start, midnight + said.end
    if said.start == said.end:
        at = instant(start, said.offset or zone)
        return at, at
    return earliest(start, zone), latest(end, zone)
