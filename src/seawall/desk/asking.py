"""Asking what is in force, what is late, and how it came to be."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from seawall.desk.opening import TimeError, instant, opened
from seawall.desk.planning import Made, make, plans

UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
MOST = 10_000


def at(path: Path | None, time: str | None, incident: str | None) -> Sequence[Made]:
    """The plans of the named incident, or of every one, as known at a time."""
    desk = opened(path)
    return plans(desk, instant(time, desk.zone), incident)


def replay(path: Path | None, from_: str, to: str, step: str, incident: str | None) -> Iterator[Made]:
    """The plan at each step from the first time to the last, both included.

    Raises TimeError for a step that is none, runs backwards, or asks for more than 10,000 plans.
    """
    desk = opened(path)
    now, last, width = instant(from_, desk.zone, "--from"), instant(to, desk.zone, "--to"), length(step)
    if now > last or (last - now) / width > MOST:
        raise TimeError(
            f"--from {from_} --to {to} --step {step}: allowed are times that run forwards in at most {MOST} steps"
        )
    while now <= last:
        yield make(desk, now, incident)
        now += width


def length(text: str) -> timedelta:
    """A step as a user types it: 30min, 1h, 2d."""
    found = re.fullmatch(r"(\d{1,4})\s*(min|h|d)", text.strip())
    if not found or not int(found[1]):
        raise TimeError(f"--step {text!r} is no length of time; allowed are lengths like 30min, 1h and 1d")
    return int(found[1]) * UNITS[found[2]]
