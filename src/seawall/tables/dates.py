"""Dates as people write them, in English and Chinese: the days that a text begins with."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from seawall.tables.localtime import MomentError

Order = Literal["dmy", "mdy"]

YEARS = range(1800, 2200)
"""The years a desk has to do with; a number outside is no year."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(_NAMES)}|sept|{'|'.join(_MONTHS)})\.?"

_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)",  # 2022-01-22, 2022/1/22
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)",  # 20220122
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?=\d{4}(?:\d{2})?$)",  # 20220122040005
        r"(?P<y>\d{4})-?W(?P<w>\d{2})(?:-?(?P<wd>[1-7]))?(?!\d)",  # 2022-W03, 2022-W03-6
        r"(?P<y>\d{4})年\s?(?P<m>\d{1,2})月\s?(?P<d>\d{1,2})[日号]?",
        r"(?P<m>\d{1,2})月\s?(?P<d>\d{1,2})[日号]?",
        r"(?P<d>\d{1,2})[日号]",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -]?{_MONTH}(?:,?[ -](?P<y>\d{{4}}))?(?![a-z\d])",
        rf"{_MONTH} (?P<y>\d{{4}})(?!\d)",
        rf"{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y>\d{{4}}))?(?![\d:])",
        r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})(?!\d)",  # 22/01/2022, 22.01.2022
        r"(?P<y>\d{4})年\s?(?P<m>\d{1,2})月",
        r"(?P<y>\d{4})年",
        r"(?P<m>\d{1,2})月",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})(?![\d:])",
        r"(?P<y>\d{4})(?![\d.:])",
    )
)


@dataclass(frozen=True)
class Hints:
    """What a text may leave out: its day, its year, or whether the day or the month comes first."""

    day: date | None = None
    year: int | None = None
    order: Order | None = None


@dataclass(frozen=True)
class Days:
    """The days from `first` up to, not including, `after`; `rest` is what follows them in the text."""

    first: date
    after: date
    rest: str


def days(text: str, hints: Hints) -> Days | None:
    """The day, week, month or year that `text` begins with; None if it begins with none.

    Raises MomentError for a date that does not exist, lacks its year, or can be read in two ways.
    """
    for form in _FORMS:
        if found := form.match(text):
            first, after = _bounds({k: v for k, v in found.groupdict().items() if v}, hints)
            return Days(first, after, text[found.end() :])
    return None


def _bounds(parts: Mapping[str, str], hints: Hints) -> tuple[date, date]:
    if "w" in parts:
        return _week(_year(parts, hints), int(parts["w"]), int(parts["wd"]) if "wd" in parts else None)
    month, number = _month(parts, hints), _number(parts, hints)
    _exists(1 if month is None else month, 1 if number is None else number)
    year = _year(parts, hints)
    if month is None:
        return date(year, 1, 1), date(year + 1, 1, 1)
    if number is None:
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    if number > monthrange(year, month)[1]:
        raise MomentError(f"there is no {number} {_NAMES[month - 1].capitalize()} in {year}")
    return date(year, month, number), date(year, month, number) + timedelta(days=1)


def _year(parts: Mapping[str, str], hints: Hints) -> int:
    if "y" in parts:
        year = int(parts["y"])
    elif hints.day is not None:
        year = hints.day.year
    elif hints.year is not None:
        year = hints.year
    else:
        raise MomentError("the year is missing")
    if year not in YEARS:
        raise MomentError(f"{year} is not a year between {YEARS.start} and {YEARS.stop - 1}")
    return year


def _month(parts: Mapping[str, str], hints: Hints) -> int | None:
    if "m" in parts:
        return int(parts["m"])
    if "month" in parts:
        return _MONTHS.index(parts["month"][:3].lower()) + 1
    if "a" in parts:
        return _numeric(parts, hints)[1]
    if "d" in parts:
        if hints.day is None:
            raise MomentError("the month is missing")
        return hints.day.month
    return None


def _number(parts: Mapping[str, str], hints: Hints) -> int | None:
    if "a" in parts:
        return _numeric(parts, hints)[0]
    return int(parts["d"]) if "d" in parts else None


def _numeric(parts: Mapping[str, str], hints: Hints) -> tuple[int, int]:
    """Day and month of 22/01/2022. With dots the day comes first wherever dots are used."""
    a, b = int(parts["a"]), int(parts["b"])
    order = "dmy" if parts["s"] == "." else hints.order
    if order is None and a != b and min(a, b) >= 1 and max(a, b) <= 12:
        raise MomentError(
            f"the day or the month may come first: {parts['y']}-{b:02}-{a:02} or {parts['y']}-{a:02}-{b:02}",
            'one of these two, or order = "dmy" or "mdy" in the mapping',
        )
    if order is None:
        order = "mdy" if b > 12 else "dmy"
    return (a, b) if order == "dmy" else (b, a)


def _exists(month: int, number: int) -> None:
    if not 1 <= month <= 12:
        raise MomentError(f"there is no month {month}")
    if not 1 <= number <= monthrange(2000, month)[1]:
        raise MomentError(f"there is no {number} {_NAMES[month - 1].capitalize()}")


def _week(year: int, week: int, weekday: int | None) -> tuple[date, date]:
    try:
        first = date.fromisocalendar(year, week, weekday or 1)
    except ValueError:
        raise MomentError(f"{year} has no week {week}") from None
    return first, first + timedelta(days=1 if weekday else 7)
