"""An index: the stays of a city by day, ready to be searched, and the names that its numbers stand for."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from seawall.kernels import Days, Ints, Segment, days, empty
from seawall.presence import segment
from seawall.presence.errors import SegmentError
from seawall.presence.instants import day_begins
from seawall.tables.errors import SeawallError

FORMAT = "seawall-stays/1"
HEAD, PEOPLE, PLACES = "index.json", "people.arrow", "places.arrow"


class IndexFolderError(SeawallError):
    """A folder is no index, or one that cannot be used."""


@dataclass(frozen=True)
class Index:
    """A folder of day segments. People and places are numbered in the order of their names."""

    folder: Path
    zone: ZoneInfo
    days: tuple[date, ...]
    stays: int
    rejected: int

    @cached_property
    def people(self) -> pl.Series:
        """The name of each person, by number."""
        return _names(self.folder / PEOPLE)

    @cached_property
    def places(self) -> pl.Series:
        """The name of each place, by number."""
        return _names(self.folder / PLACES)

    @property
    def begins(self) -> Ints:
        """When each day begins, and at last when the last one ends."""
        return boundaries(self.days, self.zone)

    @cached_property
    def sound(self) -> tuple[list[Segment], list[str]]:
        """The segment of each day, an empty one for a file that cannot be used; and what is wrong with those."""
        found, wrong = [], []
        for day in self.days:
            try:
                found.append(self.segment(day))
            except SegmentError as error:
                found.append(empty(len(self.places), len(self.people)))
                wrong.append(str(error))
        return found, wrong

    @cached_property
    def searchable(self) -> Days:
        """All days, as the kernels take them."""
        return days(self.sound[0], self.begins)

    def segment(self, day: date) -> Segment:
        """One day. Raises SegmentError where its file is damaged, IndexFolderError for a day that is not there."""
        if day not in self.days:
            raise IndexFolderError(f"{self.folder} has no {day}; it holds {self.days[0]} to {self.days[-1]}")
        return segment.opened(self.file(day), day=day)

    def file(self, day: date) -> Path:
        """Where the segment of a day lies."""
        return self.folder / f"{day.isoformat()}.seg"


def boundaries(days: Sequence[date], zone: ZoneInfo) -> Ints:
    """The seconds at which days that follow one another begin, and at which the last ends."""
    after = date.fromordinal(days[-1].toordinal() + 1)
    return np.array([day_begins(day, zone) for day in (*days, after)], np.int32)


def opened(folder: Path) -> Index:
    """The index in a folder. Raises IndexFolderError."""
    try:
        head = json.loads((folder / HEAD).read_text())
        if head["format"] != FORMAT:
            raise IndexFolderError(
                f"{folder} is of the format {head['format']}; this program reads {FORMAT}: build it again"
            )
        found = tuple(date.fromisoformat(day) for day in head["days"])
        return Index(folder, ZoneInfo(head["zone"]), found, int(head["stays"]), int(head["rejected"]))
    except OSError as error:
        raise IndexFolderError(f"{folder / HEAD}: {error.strerror}; `seawall stays build` makes an index") from error
    except (ValueError, KeyError, TypeError) as error:
        raise IndexFolderError(f"{folder / HEAD} is damaged ({error}); build the index again") from error


def faults(index: Index) -> Iterator[tuple[date, str | None]]:
    """Each day, and what is wrong with its segment; None where everything is as it was written."""
    for day in index.days:
        yield day, segment.fault(index.file(day))


def _names(file: Path) -> pl.Series:
    try:
        return pl.read_ipc(file).to_series()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise IndexFolderError(f"{file} cannot be read ({error}); build the index again") from error


def following(days: Sequence[date]) -> bool:
    """Whether each day is the one after the day before."""
    return all(after.toordinal() - day.toordinal() == 1 for day, after in pairwise(days))
