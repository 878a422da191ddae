"""An index: the stays of a city by day, ready to be searched, and the names that its numbers stand for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl

from seawall.kernels import Ints, Segment, days
from seawall.presence import head, naming
from seawall.presence import keys as keeping
from seawall.presence.city import City
from seawall.presence.errors import DayKeyError, IndexFolderError, SegmentError
from seawall.presence.head import Head
from seawall.presence.instants import boundaries
from seawall.presence.named import Named
from seawall.presence.segments import segment

HOME = "home.toml"


@dataclass(frozen=True)
class Index:
    """A folder of day segments. People and places are numbered in the order of their names.

    `keys`: where the day keys of one that is encrypted lie.
    """

    folder: Path
    head: Head
    keys: Path | None = None

    @cached_property
    def names(self) -> Named:
        """The names of people and places. Raises IndexFolderError."""
        return naming.read(self.folder, self.head.sums, self._kept() if self.head.encrypted else None)

    @property
    def people(self) -> pl.Series:
        """The name of each person, by number."""
        return self.names.people

    @property
    def places(self) -> pl.Series:
        """The name of each place, by number."""
        return self.names.places

    @property
    def begins(self) -> Ints:
        """When each day begins, and at last when the last one ends."""
        return boundaries(self.head.days, self.head.zone)

    @cached_property
    def sound(self) -> tuple[list[Segment | None], list[str]]:
        """The segment of each day; None for one that is lost, and what is wrong with those."""
        found: list[Segment | None] = []
        wrong = []
        for day in self.head.days:
            try:
                found.append(self.segment(day))
            except (SegmentError, DayKeyError) as error:
                found.append(None)
                wrong.append(str(error))
        return found, wrong

    def faults(self) -> Iterator[tuple[date, str | None]]:
        """Each day, and what is wrong with its segment; None where everything is as it was written.

        Raises IndexFolderError for names that are not.
        """
        naming.refuse_altered(self.folder, self.head.sums)
        return ((day, self._fault(day)) for day in self.head.days)

    def _fault(self, day: date) -> str | None:
        """What is wrong with a day; with the day keys also whether it opens, and with what it should."""
        try:
            key = None if self.keys is None else self._key(day)
        except DayKeyError as error:
            return str(error)
        return segment.fault(self.file(day), key) or self._foreign(day)

    def _foreign(self, day: date) -> str | None:
        """Why a sound file is not this day of this index."""
        said = segment.about(self.file(day))
        if said.day.date != day:
            return f"{self.file(day)} holds {said.day.date}, not {day}; build the index again"
        if (said.people, said.places) != (self.head.people, self.head.places):
            return f"{self.file(day)} is of another index: it counts other people or places; build the index again"
        return None

    @cached_property
    def city(self) -> City:
        """All days, ready to be searched, without those that are lost."""
        layers = [None if each is None else [each] for each in self.sound[0]]
        return City(days(layers, self.begins), self.people.set_sorted(), self.places, self._number, self.head.zone)

    def _number(self, persons: pl.Series) -> pl.Series:
        names = self.people
        if names.is_empty():
            return pl.Series([-1] * len(persons), dtype=pl.Int32)
        near = names.search_sorted(persons).clip(0, len(names) - 1)
        there = names.gather(near) == persons
        return pl.select(pl.when(there).then(near.cast(pl.Int32)).otherwise(-1)).to_series()

    def segment(self, day: date) -> Segment:
        """One day, read through against its checksums, because what is asked of it believes every number.

        Raises SegmentError where it is not as it was written, IndexFolderError for a day that is not there.
        """
        if day not in self.head.days:
            raise IndexFolderError(f"{self.folder} has no {day}; it holds {self.head.days[0]} to {self.head.days[-1]}")
        if fault := self._fault(day):
            raise SegmentError(fault)
        return segment.opened(self.file(day), self._key(day), day)

    def _key(self, day: date) -> bytes | None:
        return keeping.kept(self._kept(), day, keeping.OF_AN_INDEX) if self.head.encrypted else None

    def _kept(self) -> Path:
        """Where the keys lie of an index that is encrypted."""
        if self.keys is None:
            raise IndexFolderError(f"{self.folder} is encrypted: name the folder of its day keys (--keys)")
        return self.keys

    def file(self, day: date) -> Path:
        """Where the segment of a day lies."""
        return segment.segment_file(self.folder, day)


def opened(folder: Path, keys: Path | None = None) -> Index:
    """The index in a folder; `keys` lie where its day keys do. Raises IndexFolderError, and DayKeyError for `keys`."""
    refuse_home(folder)
    said = head.read(folder)
    if keys is not None:
        if not said.encrypted:
            raise IndexFolderError(f"{folder} is not encrypted, and has no day keys: ask it without --keys")
        keeping.refuse_no_folder(keys, folder)
    return Index(folder, said, keys)


def refuse_home(folder: Path) -> None:
    """Raise IndexFolderError for a folder inside a home: its plans ask its stays, for an open case (TRUST 8)."""
    for above in folder.absolute().resolve().parents:
        if (above / HOME).exists():
            raise IndexFolderError(
                f"{folder} lies in the home {above}, whose stays are asked by its plans alone, for an open case; "
                "choose a folder outside"
            )
