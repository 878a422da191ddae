"""What happened and what is to come, on one axis of time; what is only known to lie in a span is drawn as wide."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language, say
from seawall.tell.terminal.moments import clock, day, exact, moment

WIDE = 100.0
"""The axis: every place on it is a share of its width, so that the drawing fits any screen."""
NAMED = 17.0
"""Names of days stand at least so far apart: on a phone that is the width of one."""
AHEAD = timedelta(days=2)
"""Limits further ahead than this are in the list of limits alone."""
MARGIN = timedelta(hours=2)
NIGHT = (22, 8)
"""When nobody is transferred without a second signature (TRUST.md 27): from this hour on, and for how many."""


class Line(NamedTuple):
    """A step: what it is drawn as (done, span or due), from where to where on the axis, and the words beside it."""

    name: str
    drawn: str
    x: float
    width: float
    words: str
    state: str


class Course(NamedTuple):
    """The lines from the first to the last; days and nights as spans on the axis; and where now is."""

    lines: list[Line]
    days: list[tuple[float, str]]
    nights: list[tuple[float, float]]
    now: tuple[float, str]


def of(made: Made, lang: Language) -> Course | None:
    """The course of an incident up to the limits that are near; None where nothing of it has a time."""
    now, steps = made.plan.now, _steps(made)
    if steps.is_empty():
        return None
    begins: list[datetime] = [now, *steps["first"]]
    ends: list[datetime] = [now, *steps["last"]]
    first, last = min(begins) - MARGIN, max(ends) + MARGIN

    def x(at: datetime) -> float:
        return round(WIDE * ((at - first) / (last - first)), 1)

    lines = [_line(row, x, made.zone, lang) for row in steps.iter_rows(named=True)]
    days = apart([(max(x(at), 0.0), day(at, lang)) for at in _midnights(first, last, made.zone)])
    nights = [_within(x(at), x(at + timedelta(hours=NIGHT[1]))) for at in _evenings(first, last, made.zone)]
    return Course(lines, days, [each for each in nights if each[1] > each[0]], (x(now), exact(now, made.zone, lang)))


def _steps(made: Made) -> pl.DataFrame:
    """Each first time and limit with the span it is drawn at: when it was done, else when it is due."""
    near = made.plan.clock.filter(pl.col("kind").cast(pl.String).is_in(["first_time", "limit"])).with_columns(
        first=pl.coalesce("done_from", "done_until", "due_from"),
        last=pl.coalesce("done_until", "done_from", "due_until"),
    )
    return near.filter(pl.col("first").is_not_null() & (pl.col("first") < made.plan.now + AHEAD)).sort(
        "first", "last", maintain_order=True
    )


def _line(row: dict[str, Any], x: Callable[[datetime], float], zone: ZoneInfo, lang: Language) -> Line:
    first, last = row["first"], row["last"]
    done = row["done_from"] is not None or row["done_until"] is not None
    drawn = "due" if not done else "done" if first == last else "span"
    words = moment(row["done_from"], row["done_until"], zone, lang) if done else " ".join(
        clock(row["due_until"].astimezone(zone), lang, ends=True)
    )  # fmt: skip
    begin, end = (x(last), x(last)) if drawn == "due" else (x(first), x(last))
    return Line(say(row["step"], lang), drawn, begin, round(end - begin, 1), words, row["state"])


def apart(days: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The same with the words of a day left out where those of the next that has some would stand on them."""
    kept, end = list[tuple[float, str]](), WIDE
    for x, name in reversed(days):
        room = end - x >= NAMED
        kept.append((x, name if room else ""))
        end = x if room else end
    return kept[::-1]


def _within(first: float, last: float) -> tuple[float, float]:
    return max(first, 0.0), min(last, WIDE)


def _midnights(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The local midnights from the one before the axis begins."""
    at = first.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    while at < last:
        yield at
        at += timedelta(days=1)  # of the wall clock: aware times of one zone are counted so


def _evenings(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    for midnight in _midnights(first - timedelta(days=1), last, zone):
        yield midnight.replace(hour=NIGHT[0])
