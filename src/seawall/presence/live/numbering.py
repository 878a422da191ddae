"""Check-ins as numbers: those of people and places in the order they came, and how long places are stayed at."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from seawall.kernels import Ints, Segment
from seawall.presence.instants import INSTANT, seconds
from seawall.presence.live.names import Names
from seawall.presence.live.stated import UNSAID, Said, paired
from seawall.presence.named import Named

Dwell = Callable[[pl.Series], Ints]
"""For the names of places, how many seconds somebody stays there of whom no leaving is known."""


class Numbering:
    """The names that have come so far, each with its number."""

    def __init__(self, people: Iterable[str], places: Iterable[str], dwell: Dwell) -> None:
        self.people, self.places = Names(people), Names(places)
        self._dwell, self._lasting = dwell, np.empty(0, np.int32)

    def said(self, checkins: pl.DataFrame) -> Said:
        """What rows of person, place, came and left say; who is new gets a number."""
        pair = paired(self.people.added(checkins["person"]), self.places.added(checkins["place"]))
        came, left = pl.col("came"), seconds(pl.col("left")).fill_null(UNSAID)
        part = came.cast(INSTANT).dt.microsecond().cast(pl.Int32)
        plain = checkins.select(seconds(came).alias("came"), part.alias("part"), left.alias("left"))
        return Said(pair, *(plain[name].to_numpy() for name in ("came", "part", "left")))

    def dwell(self, place: Ints) -> Ints:
        """How many seconds somebody stays at each place, by number, of whom no leaving is known."""
        if len(self._lasting) < len(self.places):
            more = self._dwell(self.places.names(len(self._lasting)))
            self._lasting = np.concatenate([self._lasting, more]).astype(np.int32)
        return self._lasting[place]

    def size(self) -> tuple[int, int]:
        """How many people and places there are."""
        return len(self.people), len(self.places)

    def names(self) -> Named:
        """The name of each number."""
        return Named(self.people.names(), self.places.names())

    def forget(self, layers: Sequence[Segment], told: tuple[Ints, Ints]) -> None:
        """Forgets the names of those who neither have a row in a layer nor are among the people and places told of."""
        heads = [layer.people for layer in layers], [layer.places for layer in layers]
        for names, each, also in zip((self.people, self.places), heads, told, strict=True):
            names.forget(_there(each, also, len(names)))


def _there(heads: Sequence[Ints], also: Ints, many: int) -> npt.NDArray[np.bool_]:
    """Which numbers have a row in any of the layers that begin each number's rows at these heads, or are in `also`."""
    found = np.zeros(many, np.bool_)
    found[also] = True
    for each in heads:
        found[: len(each) - 1] |= np.diff(each) > 0
    return found
