"""The stays of days that are not sealed yet, or not any more: searchable as they come, and put right as they change."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from seawall.kernels import Ints, Longs, Segment, Stays, arranged, held, living, picked, united
from seawall.presence.checkins import day_of
from seawall.presence.instants import day_begins, moment_of
from seawall.presence.stated import NOTHING, UNSAID, Said, Stated, paired, parted

NOBODY = Stays(*(np.empty(0, np.int32),) * 4)
Reopen = Callable[[date], tuple[Segment, Said]]
"""A sealed day that is to change: its segment, writeable, and what was said of all who are in it."""


class Tail:
    """Layers of stays by day, and what was said that they follow from.

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
        self, said: Said, sealed: dict[date, Segment], reopen: Reopen, known: Said = NOTHING, stood: Stays = NOBODY
    ) -> None:
        """Takes in what was said.

        Sealed days that do not hold any more go from `sealed` to the tail: those on which somebody came of whom
        something was said, and those that a stay touches which is not what it was. What is `known` sealed days hold
        already, as stays that `stood` when they were sealed.
        """
        stale = {day for day in sealed if self._came(said.came, day)}
        self._stated.add(known)
        pairs = self._opened(stale, np.union1d(known.pair, said.pair), sealed, reopen)
        self._stated.add(said)
        while stale := self._stale(whole := self._whole(pairs), pairs, stood, sealed):
            pairs = self._opened(stale, pairs, sealed, reopen)
        for layer in (layer for layers in self.layers.values() for layer in layers):
            picked(layer, *parted(pairs), out=True)
        for day in self._days(whole):
            part = self._touching(whole, day)
            if day not in sealed and len(part.person):
                self._lay(day, part)

    def settled(self, day: date) -> Segment:
        """Brings a day into one layer."""
        self.layers[day] = [
            self._arranged(day, one_after_the_other([living(layer) for layer in self.layers.get(day, [])]))
        ]
        return self.layers[day][0]

    def forget(self, day: date) -> None:
        """A day that is settled is not of the tail any more, no earlier one being so either.

        What was said of those who came until its end is forgotten, but for those who stayed on.
        """
        end = self._begins(day + timedelta(days=1))
        stays = living(self.layers.pop(day)[0])
        on = stays.end >= end
        self._stated.forget(end, np.unique(paired(stays.person[on], stays.place[on])))

    def _opened(self, days: set[date], pairs: Longs, sealed: dict[date, Segment], reopen: Reopen) -> Longs:
        """Makes sealed days days of the tail; the pairs, and those of which something is said there."""
        for day in sorted(days):
            segment, said = reopen(day)
            del sealed[day]
            self.layers[day] = [segment]
            self._stated.add(said)
            pairs = np.union1d(pairs, said.pair)
        return pairs

    def _whole(self, pairs: Longs) -> Stays:
        """The stays of some pairs that follow from what was said."""
        pair, came, left = self._stated.of(pairs)
        person, place = parted(pair)
        who, number = np.unique(person, return_inverse=True)
        until = np.where(left == UNSAID, came + self._dwell(place), left).astype(np.int32)
        stays = united(Stays(number.astype(np.int32), place, came, until), len(who))
        return stays._replace(person=who[stays.person])

    def _stale(self, whole: Stays, pairs: Longs, stood: Stays, sealed: dict[date, Segment]) -> set[date]:
        """The sealed days that a stay touches which is new there, or that one touched which is no more."""
        if not sealed:
            return set()
        before = [picked(layer, *parted(pairs)) for layers in self.layers.values() for layer in layers]
        gone = one_after_the_other([_without(each, whole) for each in (stood, *before)])
        return {
            day
            for day, segment in sealed.items()
            if len(self._touching(gone, day).person)
            or not held(segment, self._touching(whole, day)).all()
            or self._abuts(whole, day, segment)
        }

    def _abuts(self, whole: Stays, day: date, segment: Segment) -> bool:
        """Whether a stay ends or begins at a midnight of a day on the other side of which the person stays on there."""
        since, until = self._begins(day), self._begins(day + timedelta(days=1))
        before, after = whole.end == since, whole.start == until
        left, right = (picked(segment, whole.person[side], whole.place[side]) for side in (before, after))
        return bool((left.start == since).any() or (right.end == until).any())

    def _lay(self, day: date, stays: Stays) -> None:
        layers = self.layers.setdefault(day, [])
        layers.append(self._arranged(day, stays))
        while len(layers) > 1 and len(layers[-2].rows) < 2 * len(layers[-1].rows):
            layers.append(self._arranged(day, one_after_the_other([living(layers.pop()), living(layers.pop())])))

    def _arranged(self, day: date, stays: Stays) -> Segment:
        people, places = self._size()
        return arranged(stays, self._begins(day), places, people)

    def _days(self, stays: Stays) -> Iterator[date]:
        """The days from the first coming to the last leaving."""
        if len(stays.start):
            day, last = (day_of(moment_of(int(each)), self._zone) for each in (stays.start.min(), stays.end.max() - 1))
            while day <= last:
                yield day
                day += timedelta(days=1)

    def _touching(self, stays: Stays, day: date) -> Stays:
        there = (stays.start < self._begins(day + timedelta(days=1))) & (stays.end > self._begins(day))
        return Stays(*(column[there] for column in stays))

    def _came(self, came: Ints, day: date) -> bool:
        return bool(((came >= self._begins(day)) & (came < self._begins(day + timedelta(days=1)))).any())

    def _begins(self, day: date) -> int:
        return day_begins(day, self._zone)


def one_after_the_other(parts: Sequence[Stays]) -> Stays:
    """One after the other."""
    return (
        Stays(*(np.concatenate([np.empty(0, np.int32), *each]) for each in zip(*parts, strict=True)))
        if parts
        else NOBODY
    )


def _without(stays: Stays, others: Stays) -> Stays:
    """Those stays that are none of the others."""
    there = np.isin(_rows(stays), _rows(others), invert=True)
    return Stays(*(column[there] for column in stays))


def _rows(stays: Stays) -> npt.NDArray[np.void]:
    return np.ascontiguousarray(np.stack(stays, axis=1)).view(np.dtype((np.void, 16))).ravel()
