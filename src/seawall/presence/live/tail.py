"""The stays of days that are not sealed yet, or not any more: searchable as they come, and put right as they change."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from seawall.kernels import Ints, Longs, Segment, Stays, arranged, held, living, picked, united
from seawall.presence.instants import day_begins, moment_of
from seawall.presence.live.checkins import day_of
from seawall.presence.live.columns import NOBODY, one_after_the_other, some, without
from seawall.presence.live.stated import NOTHING, UNSAID, Said, Stated, each_once, paired, parted

Reopen = Callable[[date], tuple[Segment, Said]]
"""A sealed day that is to change: its segment, writeable, and what was said of all who came on it."""
_DAY = timedelta(days=1)


class Tail:
    """Layers of stays by day, and what was said that they follow from: of who came on these days, or was there when one
    of them began. Where more turns out to be needed a sealed day is opened.

    The stays of a person at a place are worked out anew from all that is said of the two whenever more is: taken out of
    the layers they are in, united, and laid on top. A layer is at least twice as large as the one above it.
    `dwell` says how many seconds somebody stays at a place of whom no leaving is known, `size` how many people and
    places there are.
    """

    def __init__(self, zone: ZoneInfo, dwell: Callable[[Ints], Ints], size: Callable[[], tuple[int, int]]) -> None:
        self._zone, self._dwell, self._size = zone, dwell, size
        self._stated = Stated()
        self.layers: dict[date, list[Segment]] = {}

    def absorb(
        self, said: Said, sealed: dict[date, Segment], reopen: Reopen, known: Said = NOTHING, stood: Stays = NOBODY,
        over: Stays = NOBODY,
    ) -> None:  # fmt: skip
        """Takes in what was said.

        Sealed days that do not hold any more go from `sealed` to the tail: those on which somebody came of whom
        something was said, and those that a stay touches which is not what it was. What is `known` sealed days hold
        already, as stays that `stood` when they were sealed; of stays `over` the end of a day that was dropped nothing
        is known any more but what came later. Where `reopen` raises, nothing was taken in: absorb the same again, and
        whatever came since after it.
        """
        pairs = each_once(known.pair, said.pair, paired(over.person, over.place))
        stood = one_after_the_other([stood, over])
        self._stated.add(known)
        self._open({day for day in sealed if self._came(said.came, day)}, sealed, reopen)
        self._stated.add(said)
        while stale := self._stale(whole := self._whole(pairs), pairs, stood, sealed):
            self._open(stale, sealed, reopen)
        for layer in (layer for layers in self.layers.values() for layer in layers):
            picked(layer, *parted(pairs), out=True)
        self._lay_all(whole, said.came, sealed)

    def settled(self, day: date) -> Segment:
        """Brings a day into one layer."""
        whole = one_after_the_other([living(layer) for layer in self.layers[day]])
        self.layers[day] = [self._arranged(day, whole)]
        return self.layers[day][0]

    def forget(self, day: date) -> None:
        """A day is not of the tail any more, and what was said of it is forgotten, but of who stayed on after it."""
        gone = one_after_the_other([living(layer) for layer in self.layers.pop(day)])
        on = gone.end >= self._begins(day + _DAY)
        spans = [(self._begins(each), self._begins(each + _DAY)) for each in self.layers]
        self._stated.keep(spans, each_once(paired(gone.person[on], gone.place[on])))

    def lose(self, day: date, whole: Stays, sealed: dict[date, Segment], reopen: Reopen) -> None:
        """A day was dropped, and none before it is left: what it held, the stays `whole`, goes from later days too.

        `sealed` has it no more. Raises what `reopen` raises: then lose it again.
        """
        ends = self._begins(day + _DAY)
        self._stated.keep([(ends, UNSAID)], NOTHING.pair)
        self.absorb(NOTHING, sealed, reopen, over=some(whole, whole.end >= ends))
        self.layers.pop(day, None)

    def told(self) -> tuple[Ints, Ints]:
        """The people and the places of whom anything is said."""
        return parted(self._stated.pairs())

    def _open(self, days: set[date], sealed: dict[date, Segment], reopen: Reopen) -> None:
        """Makes sealed days days of the tail."""
        for day in sorted(days):
            segment, said = reopen(day)
            del sealed[day]
            self.layers[day] = [segment]
            self._stated.add(said)

    def _whole(self, pairs: Longs) -> Stays:
        """The stays of some pairs that follow from what was said."""
        said = self._stated.of(pairs)
        person, place = parted(said.pair)
        who, number = np.unique(person, return_inverse=True)
        assumed = said.left == UNSAID
        until = np.where(assumed, said.came + self._dwell(place), said.left).astype(np.int32)
        stays = united(Stays(number.astype(np.int32), place, said.came, until, assumed), len(who))
        return stays._replace(person=who[stays.person])

    def _stale(self, whole: Stays, pairs: Longs, stood: Stays, sealed: dict[date, Segment]) -> set[date]:
        """The sealed days that a stay touches which is new there, or that one touched which is no more."""
        if not sealed:
            return set()
        before = [picked(layer, *parted(pairs)) for layers in self.layers.values() for layer in layers]
        known = np.isin(paired(stood.person, stood.place), pairs)  # of a day that was dropped nobody knows
        gone = one_after_the_other([without(each, whole) for each in (some(stood, known), *before)])
        return {
            day
            for day, segment in sealed.items()
            if len(self._touching(gone, day).person)
            or not held(segment, self._touching(whole, day)).all()
            or self._abuts(whole, day, segment)
        }

    def _abuts(self, whole: Stays, day: date, segment: Segment) -> bool:
        """Whether a stay ends or begins at a midnight of a day on the other side of which the person stays on there."""
        since, until = self._begins(day), self._begins(day + _DAY)
        before, after = whole.end == since, whole.start == until
        left, right = (picked(segment, whole.person[side], whole.place[side]) for side in (before, after))
        return bool((left.start == since).any() or (right.end == until).any())

    def _lay_all(self, whole: Stays, came: Ints, sealed: dict[date, Segment]) -> None:
        """Lays stays on the days of the tail. One on which somebody came is such a day, even if they took it back."""
        for day in self._days(came, came + 1):
            if day not in sealed and self._came(came, day):
                self.layers.setdefault(day, [])
        for day in self._days(whole.start, whole.end):
            part = self._touching(whole, day)
            if day not in sealed and len(part.person):
                self._lay(day, part)

    def _lay(self, day: date, stays: Stays) -> None:
        layers = self.layers.setdefault(day, [])
        layers.append(self._arranged(day, stays))
        while len(layers) > 1 and len(layers[-2].rows) < 2 * len(layers[-1].rows):
            layers.append(self._arranged(day, one_after_the_other([living(layers.pop()), living(layers.pop())])))

    def _arranged(self, day: date, stays: Stays) -> Segment:
        people, places = self._size()
        return arranged(stays, self._begins(day), places, people)

    def _days(self, start: Ints, end: Ints) -> Iterator[date]:
        """The days from the first coming to the last leaving."""
        if len(start):
            day, last = (day_of(moment_of(int(each)), self._zone) for each in (start.min(), end.max() - 1))
            while day <= last:
                yield day
                day += _DAY

    def _touching(self, stays: Stays, day: date) -> Stays:
        return some(stays, (stays.start < self._begins(day + _DAY)) & (stays.end > self._begins(day)))

    def _came(self, came: Ints, day: date) -> bool:
        return bool(((came >= self._begins(day)) & (came < self._begins(day + _DAY))).any())

    def _begins(self, day: date) -> int:
        return day_begins(day, self._zone)
