"""A home's stays: sealed days, each a segment under its own key, and the tail of those that are not; searched as one.

All of it follows from the record, and is made again from it where it is lost.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import polars as pl

from seawall.kernels import Ints, Longs, Segment, Stays, days, living
from seawall.presence.checkins import day_of
from seawall.presence.city import City
from seawall.presence.index import boundaries
from seawall.presence.instants import moment_of, seconds
from seawall.presence.names import Names
from seawall.presence.sealed import SealedDays
from seawall.presence.stated import NOTHING, UNSAID, Said, joined, paired, some
from seawall.presence.tail import Tail, one_after_the_other

RUN = 100_000
"""So many check-ins wait at most before they are put in order, also where nobody asks."""
Dwell = Callable[[pl.Series], Ints]
"""For the names of places, how many seconds somebody stays there of whom no leaving is known."""
_DAY = timedelta(days=1)


class Recorded(Protocol):
    """The record of check-ins."""

    def batches(
        self, since: int = 0, upto: int | None = None, at: datetime | None = None, days: Sequence[date] | None = None
    ) -> Iterator[pl.DataFrame]:
        """In order, what came after batch `since`, up to `upto`, had come in at `at`, and is of people who came on
        `days`: batch, person, place, came, left, and more."""
        ...

    def days(self) -> list[date]:
        """The days it holds."""
        ...


class Live:
    """Check-ins searchable as soon as they are added; days sealed, and opened again where something changes them.

    Safe from several threads; one at a time searches. `faults` is what was wrong with sealed days at the start: they
    were made again from the record.
    """

    def __init__(self, folder: Path, keys: Path, zone: ZoneInfo, record: Recorded, dwell: Dwell) -> None:
        self._record, self._dwell, self.zone = record, dwell, zone
        self._files, self._alone = SealedDays(folder, keys, zone), RLock()
        self._tail = Tail(zone, lambda place: self._lasting[place], lambda: (len(self.people), len(self.places)))
        self._waiting: list[pl.DataFrame] = []
        self._lasting = np.empty(0, np.int32)
        found = self._files.read()
        self.people, self.places = (Names(each) for each in found.names)
        self._sealed, self.faults = dict(found.days), found.faults
        self._upto = max(found.upto.values(), default=0)
        self._recover(found.upto)

    def add(self, checkins: pl.DataFrame, batch: int) -> None:
        """Check-ins that are in the record under batches up to this one: person, place, came, left."""
        with self._alone:
            self._waiting.append(checkins.select("person", "place", "came", "left"))
            self._upto = max(self._upto, batch)
            if sum(len(each) for each in self._waiting) >= RUN:
                self._settle()

    @contextmanager
    def city(self) -> Iterator[City]:
        """All stays as of now; nothing is added while it is held."""
        with self._alone:
            self._settle()
            there = {day: [segment] for day, segment in self._sealed.items()} | self._tail.layers
            first, last = min(there, default=date(2000, 1, 1)), max(there, default=date(2000, 1, 1))
            every = [first + n * _DAY for n in range((last - first).days + 1)]
            found = days([there.get(day, []) for day in every], boundaries(every, self.zone))
            yield City(found, self.people.names(), self.places.names(), self.people.found, self.zone)

    def days(self) -> list[date]:
        """The days on which anybody was anywhere, in order."""
        with self._alone:
            self._settle()
            return sorted({*self._sealed, *self._tail.layers})

    def seal(self, last: date) -> list[date]:
        """Seals the open days up to `last`, in order; which those were."""
        with self._alone:
            self._settle()
            done = sorted(day for day in self._tail.layers if day <= last)
            for day in done:
                stays = self._tail.settled(day)
                self._files.write(day, stays, (self.people.names(), self.places.names()), self._upto)
                self._sealed[day] = stays
                self._tail.forget(day)
            return done

    def drop(self, day: date) -> None:
        """Forgets a day whose term is over, none before it being left, and the names that no other day knows."""
        with self._alone:
            self._settle()
            if day in self._tail.layers:
                self._tail.settled(day)
                self._tail.forget(day)
            self._sealed.pop(day, None)
            self._files.open_again(day)
            there = [*self._sealed.values(), *(layer for layers in self._tail.layers.values() for layer in layers)]
            self.people.forget(_named([layer.people for layer in there], len(self.people)))
            self.places.forget(_named([layer.places for layer in there], len(self.places)))
            self._files.name((self.people.names(), self.places.names()))

    def _settle(self) -> None:
        if self._waiting:
            frame, self._waiting = pl.concat(self._waiting), []
            self._tail.absorb(self._said(frame), self._sealed, self._reopened)

    def _reopened(self, day: date) -> tuple[Segment, Said]:
        """A sealed day that is to change: its segment, writeable, and what was said of all who are in it."""
        stays = self._sealed[day]
        self._files.open_again(day)
        said = joined(self._recalled([day]), self._about(self._over(stays, day)))
        return Segment(*(column.copy() for column in stays)), said

    def _recover(self, upto: Mapping[date, int]) -> None:
        """What the record holds and no sealed day does: open days, and what came later to those that are sealed."""
        there = self._record.days()
        own = [day for day in there if day not in self._sealed]
        edge = [day for day in self._sealed if not {day - _DAY, day + _DAY} <= set(self._sealed)]
        stood = [self._over(self._sealed[day], day) for day in edge]
        known = [self._about(stays) for stays in stood]
        late = [self._recalled([day], since=upto[day]) for day in self._sealed]
        said = joined(self._recalled(own), *late)
        self._tail.absorb(said, self._sealed, self._reopened, joined(*known), one_after_the_other(stood))

    def _over(self, segment: Segment, day: date) -> Stays:
        """The stays of those who are there when the day begins or ends."""
        begins, ends = boundaries([day], self.zone)
        there = living(segment)
        over = (there.start <= begins) | (there.end >= ends)
        return Stays(*(column[over] for column in there))

    def _about(self, stays: Stays) -> Said:
        """What was said of these people at these places, on the days that the stays touch."""
        if not len(stays.person):
            return NOTHING
        first, last = (day_of(moment_of(int(each)), self.zone) for each in (stays.start.min(), stays.end.max()))
        around = [first + n * _DAY for n in range((last - first).days + 1)]
        return self._recalled(around, np.unique(paired(stays.person, stays.place)))

    def _recalled(self, of: Sequence[date], pairs: Longs | None = None, since: int = 0) -> Said:
        """What the record says of those who came on some days."""
        parts = [self._said(frame) for frame in self._record.batches(since=since, days=of)] if of else []
        said = joined(*parts)
        return said if pairs is None else some(said, np.isin(said.pair, pairs))

    def _said(self, frame: pl.DataFrame) -> Said:
        pair = paired(self.people.added(frame["person"]), self.places.added(frame["place"]))
        more = self._dwell(self.places.names(len(self._lasting)))
        self._lasting = np.concatenate([self._lasting, more]).astype(np.int32)
        left = seconds(pl.col("left")).fill_null(UNSAID)
        plain = frame.select(seconds(pl.col("came")).alias("came"), left.alias("left"))
        return Said(pair, plain["came"].to_numpy(), plain["left"].to_numpy())


def _named(heads: Sequence[Ints], many: int) -> npt.NDArray[np.bool_]:
    """Which numbers have a row in any of the layers that begin each number's rows there."""
    found = np.zeros(many, np.bool_)
    for each in heads:
        found[: len(each) - 1] |= np.diff(each) > 0
    return found
