"""A moment is an interval: when something happened, as closely as anybody knows."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from seawall.tables.dates import Hints, Order
from seawall.tables.localtime import ALLOWED as ALLOWED
from seawall.tables.localtime import MomentError as MomentError
from seawall.tables.localtime import span
from seawall.tables.point import point


@dataclass(frozen=True)
class Moment:
    """The earliest and the latest something may have happened; None is open. An exact time has both alike."""

    earliest: datetime | None
    latest: datetime | None


UNKNOWN = Moment(None, None)

UNKNOWN_WORDS = frozenset(
    {
        "", "?", "??", "???", "-", "--", "---", ".", "/", "\\", "—", "——", "n/a", "n.a.", "na", "nan", "nat", "null",
        "nk", "unk", "unknown", "#n/a", "missing", "unspecified", "not known", "not stated", "not recorded",
        "not sure", "不详", "不祥", "未知", "不明", "不清", "不清楚", "不知道", "不记得", "记不清", "待查", "待定",
        "待核实", "缺失", "未填",
    }
)  # fmt: skip
"""Words for "not known". "None" and 无 are not among them: they say that there was none."""

LONGEST = 120
"""Characters a moment may have; the longest forms use about sixty."""

_BETWEEN = re.compile(r"\s*(?:\.\.+|(?<!截)至|到|~|—+|–)\s*|\s+(?:-|to|until)\s+", re.IGNORECASE)
_SOLIDUS = re.compile(r"([^/]*\d{4}-?\d{2}[^/]*|\.\.|)\s?/\s?([^/]*\d[:-]?\d{2}[^/]*|\.\.|)")
_OPENING = re.compile(r"^(?:from|between|自|从)\s?", re.IGNORECASE)
_FIRST = re.compile(
    r"(?P<word>before|prior to|not later than|by|until|after|not before|since|from|<=|>=|<|>|≤|≥|"
    r"截至|截止|不晚于|不迟于|不早于|自)\s?(?P<rest>.+)",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?P<rest>.+?)\s?(?P<word>之前|以前|前|之后|以后|后|起)")
_MIDDLE = re.compile(r"(?P<rest>.*\d)\s(?P<word>before|by|after|since)\s(?P<more>.+)", re.IGNORECASE)


def _ends_at_its_beginning(at: Moment) -> Moment:
    return Moment(None, at.earliest)


def _ends_with_it(at: Moment) -> Moment:
    return Moment(None, at.latest)


def _begins_after_it(at: Moment) -> Moment:
    return Moment(at.latest, None)


def _begins_with_it(at: Moment) -> Moment:
    return Moment(at.earliest, None)


_BOUNDS: Mapping[str, Callable[[Moment], Moment]] = MappingProxyType(
    dict.fromkeys(("before", "prior to", "<", "前", "之前", "以前"), _ends_at_its_beginning)
    | dict.fromkeys(("by", "until", "not later than", "<=", "≤", "截至", "截止", "不晚于", "不迟于"), _ends_with_it)
    | dict.fromkeys(("after", ">", "后", "之后", "以后"), _begins_after_it)
    | dict.fromkeys(("since", "from", "not before", ">=", "≥", "不早于", "自", "起"), _begins_with_it)
)


def exactly(at: datetime) -> Moment:
    """A moment without width."""
    return Moment(at.astimezone(UTC), at.astimezone(UTC))


def day(on: date, zone: ZoneInfo) -> Moment:
    """A whole local day: from its 00:00 to the next 00:00."""
    return Moment(*span(on, on + timedelta(days=1), zone))


def parse(
    text: str, zone: ZoneInfo, *, day: date | None = None, year: int | None = None, order: Order | None = None
) -> Moment:
    """The moment that `text` says, as closely as it says it; docs/import.md lists the forms.

    `day` is the day of a text that has hours only or lacks its month or year; `year` that of a text that lacks only
    its year; `order` says whether 03/04/2022 begins with its day or its month. A time without an offset is in `zone`.
    "before" a time says nothing of when it began, and "before" a day ends at its 00:00; "by" a day ends at its 24:00.
    Raises MomentError for what is none, and for what could be read in two ways: nothing is guessed.
    """
    return _parse(text, zone, Hints(day, year, order))


@lru_cache(maxsize=1 << 16)
def _parse(text: str, zone: ZoneInfo, hints: Hints) -> Moment:
    if len(text) > LONGEST:
        raise MomentError(f"a text of {len(text)} characters is not a time")
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if plain.lower() in UNKNOWN_WORDS:
        return UNKNOWN
    between = _SOLIDUS.fullmatch(plain)
    parts = list(between.groups()) if between else _BETWEEN.split(plain)
    if len(parts) == 1:
        return _bound(plain, zone, hints)
    if len(parts) > 2 or not any(part.strip(". ") for part in parts):
        raise MomentError(f"{text!r} is not a time")
    return _range(parts[0], parts[1], zone, hints)


def _range(first: str, last: str, zone: ZoneInfo, hints: Hints) -> Moment:
    """From the earliest of `first` to the latest of `last`, which may leave out the date it shares with `first`."""
    start = _point(_OPENING.sub("", first), zone, hints)
    if start.earliest is not None:
        hints = replace(hints, day=start.earliest.astimezone(zone).date())
    end = _point(last, zone, hints)
    if start.earliest and end.latest and start.earliest > end.latest:
        raise MomentError(f"{last} lies before {first}", "a range that runs forwards")
    return Moment(start.earliest, end.latest)


def _bound(text: str, zone: ZoneInfo, hints: Hints) -> Moment:
    for form in (_MIDDLE, _FIRST, _LAST):
        if found := form.fullmatch(text):
            stated = f"{found['rest']} {found['more']}" if form is _MIDDLE else found["rest"]
            return _BOUNDS[found["word"].lower()](_point(stated.removesuffix("起"), zone, hints))
    return _point(text, zone, hints)


def _point(text: str, zone: ZoneInfo, hints: Hints) -> Moment:
    if text.strip(". ").lower() in UNKNOWN_WORDS:
        return UNKNOWN
    return Moment(*point(text, zone, hints))
