"""A home's stays: sealed days, each a segment under its own key, and the tail of those that are not; searched as one.

All of it follows from the record, and is made again from it where it is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from threading import Lock, RLock
from zoneinfo import ZoneInfo

import polars as pl

from seawall.kernels import living, one_after_the_other
from seawall.presence.city import City
from seawall.presence.live.numbering import Dwell
from seawall.presence.live.recall import Recorded
from seawall.presence.live.recovering import recovered, reopened
from seawall.presence.live.sealed import SealedDays
from seawall.presence.live.standing import standing
from seawall.presence.live.tail import Reopen
from seawall.tables.errors import SeawallError

RUN = 100_000
"""So many check-ins wait at most before they are put in order, also where nobody asks; more while somebody searches."""


class Live:
    """Check-ins searchable as soon as they are added; days sealed, and opened again where something changes them.

    One program at a time has a home's. Safe from several threads: one at a time searches or seals, and who adds waits
    for none of them. `faults` is what was wrong with sealed days at the start: they were made again from the record.

    A stay of a day that is dropped goes from the days after it too, as the record knows of it no more.
    """

    def __init__(self, folder: Path, keys: Path, zone: ZoneInfo, record: Recorded, dwell: Dwell) -> None:
        """Raises LiveElsewhereError, SegmentError, and what the record raises."""
        self.zone, self._record = zone, record
        self._files = SealedDays(folder, keys, zone)
        try:
            sound = self._files.read()
            self._added = self._settled = record.highest()
            there = recovered(sound, record, zone, dwell, self._settled)
        except BaseException:
            self._files.close()
            raise
        self.faults = sound.faults
        self._numbering, self._recall, self._sealed, self._tail = there
        self._waiting: list[pl.DataFrame] = []
        self._rows, self._adding = 0, Lock()  # the lock is of what waits, and held for a moment only
        self._searches, self._alone = 0, RLock()  # of everything else

    def close(self) -> None:
        """Lets another program have it."""
        with self._alone:
            self._files.close()

    def add(self, checkins: pl.DataFrame, since: int, batch: int) -> None:
        """Check-ins (person, place, came, left) that the record holds under the batches after `since` up to `batch`.

        What it holds under earlier ones, and nobody added, is read there: somebody else's, or what was durable when the
        server went away before it said so. Raises what the record raises; then add the same again, or what came later.
        """
        with self._adding:
            missed = self._record.batches(since=self._added, upto=since) if since > self._added else ()
            frames = [each.select("person", "place", "came", "left") for each in (*missed, checkins)]
            self._waiting += frames
            self._rows += sum(map(len, frames))
            self._added = max(self._added, batch)
            many = self._rows >= RUN
        if many and self._alone.acquire(blocking=False):
            try:
                with suppress(SeawallError):  # it is durable, and who searches is told
                    self._settle()
            finally:
                self._alone.release()

    @contextmanager
    def city(self) -> Iterator[City]:
        """All stays as of now; while it is held nothing changes in it. Raises what the record raises."""
        with self._alone:
            self._settle()
            layers = {day: [segment] for day, segment in self._sealed.items()} | self._tail.layers
            city = standing(layers, self._numbering, self.zone)
            self._searches += 1
            try:
                yield city
            finally:
                self._searches -= 1

    def days(self) -> list[date]:
        """The days on which anybody was anywhere, in order."""
        with self._alone:
            self._settle()
            return sorted({*self._sealed, *self._tail.layers})

    def seal(self, last: date) -> list[date]:
        """Seals the open days up to `last`, in order; which those were. Between two of them others search.

        A day whose key is gone stays open: a new one would hide that. Raises SegmentError, DayKeyError, and what the
        record raises: the days before are sealed then, and the others are when it is called again.
        """
        open_ = [day for day in self.days() if day <= last]
        return [day for day in open_ if self._seal(day)]

    def drop(self, day: date) -> None:
        """Forgets a day that the record has dropped, none before it being left, and the names that no other day knows.

        Later days into which somebody stayed are opened again for that. Raises what the record raises: drop it again.
        """
        with self._alone:
            self._settle()
            self._lose(day)
            there = [*self._sealed.values(), *(layer for layers in self._tail.layers.values() for layer in layers)]
            self._numbering.forget(there, self._tail.told())
            self._files.keep(self._numbering.names(), self._sealed)

    def _lose(self, day: date) -> None:
        held = self._tail.layers.get(day, [])
        there = self._sealed.pop(day, None)
        try:
            whole = one_after_the_other([living(layer) for layer in (*held, *filter(None, [there]))])
            self._tail.lose(day, whole, self._sealed, self._reopening(self._settled))
        except BaseException:
            if there is not None:
                self._sealed[day] = there
            raise

    def _reopening(self, upto: int) -> Reopen:
        return lambda day: reopened(self._sealed[day], day, self._recall, upto)

    def _seal(self, day: date) -> bool:
        """Whether the day was open, and is sealed."""
        with self._alone:
            self._settle()
            if day not in self._tail.layers or day in self._record.lost():
                return False
            stays = self._tail.settled(day)
            self._files.write(day, stays, self._numbering.names(), self._settled, self._sealed)
            self._sealed[day] = stays
            self._tail.forget(day)
            return True

    def _settle(self) -> None:
        """Puts in order what waits; not while this thread searches, which sees what it began with."""
        if self._searches:
            return
        with self._adding:
            frames, upto = list(self._waiting), self._added
        if frames:
            said = self._numbering.said(pl.concat(frames))
            self._tail.absorb(said, self._sealed, self._reopening(upto))
            with self._adding:
                del self._waiting[: len(frames)]
                self._rows -= len(said.pair)
        self._settled = upto
