"""The days across a picture, with their names where there is room for them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from seawall.tell.terminal.language import Language
from seawall.tell.terminal.moments import day
from seawall.web.chains.layout import Laid

NAMED = 15
"""Names of days on one picture at most."""


class Tick(NamedTuple):
    """A local midnight: minutes from the beginning, and the day that begins, "" where there is no room to say it."""

    at: float
    name: str


def ticks(laid: Laid, zone: ZoneInfo, lang: Language) -> list[Tick]:
    """Every midnight of a picture."""
    there = list(midnights(laid.first, laid.first + timedelta(minutes=laid.minutes), zone))
    every = len(there) // NAMED + 1
    return [
        Tick((at - laid.first) / timedelta(minutes=1), day(at, lang) if nth % every == 0 else "")
        for nth, at in enumerate(there)
    ]


def midnights(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The local midnights after a time and before another."""
    at = first.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    while at < last:
        yield at
        at += timedelta(days=1)  # of the wall clock: aware times of one zone are counted so
