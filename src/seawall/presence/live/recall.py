"""What the record says of check-ins: of days, and of those who were there when a day began or ended."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from seawall.kernels import Segment, Stays, living
from seawall.presence.instants import boundaries, moment_of
from seawall.presence.live import columns
from seawall.presence.live.checkins import day_of
from seawall.presence.live.numbering import Numbering
from seawall.presence.live.stated import NOTHING, Said, joined, paired, some

_DAY = timedelta(days=1)


class Recorded(Protocol):
    """The record of check-ins."""

    def batches(
        self, since: int = 0, upto: int | None = None, at: datetime | None = None, days: Sequence[date] | None = None
    ) -> Iterator[pl.DataFrame]:
        """In order, what came after batch `since`, up to `upto`, had come in at `at`, and is of people who came on
        `days`: batch, person, place, came, left, and more."""
        ...

    def highest(self) -> int:
        """The highest batch so far; 0: there is none."""
        ...

    def days(self) -> list[date]:
        """The days it holds, of which it can read what came in."""
        ...

    def lost(self) -> list[date]:
        """The days it holds and cannot read: their keys are gone."""
        ...


class Recall:
    """Asks the record, and numbers what it says."""

    def __init__(self, record: Recorded, numbering: Numbering, zone: ZoneInfo) -> None:
        self._record, self._numbering, self._zone = record, numbering, zone

    def of(self, days: Sequence[date], upto: int, since: int = 0) -> Said:
        """What was said of those who came on some days, in the batches after `since` up to `upto`."""
        there = self._record.batches(since=since, upto=upto, days=days) if days else ()
        return joined(*(self._numbering.said(frame) for frame in there))

    def about(self, stays: Stays, upto: int) -> Said:
        """What was said of these people at these places, on the days that the stays touch."""
        if not len(stays.person):
            return NOTHING
        first, last = (day_of(moment_of(int(each)), self._zone) for each in (stays.start.min(), stays.end.max()))
        said = self.of([first + n * _DAY for n in range((last - first).days + 1)], upto)
        return some(said, np.isin(said.pair, paired(stays.person, stays.place)))


def over(segment: Segment, day: date, zone: ZoneInfo) -> Stays:
    """The stays of those who are there when the day begins or ends."""
    begins, ends = boundaries([day], zone)
    there = living(segment)
    return columns.some(there, (there.start <= begins) | (there.end >= ends))
