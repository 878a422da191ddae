"""A made city's stays as plain numbers: homes, workplaces of very different sizes, popular and quiet places."""

from typing import NamedTuple

import numpy as np

from seawall.kernels import Ints, Stays, stated, united

DAY = 86_400
HOUR = 3_600


class Folk(NamedTuple):
    """Where everybody lives and works, as places; homes come first, then works, then venues."""

    home: Ints
    work: Ints
    homes: int
    works: int
    venues: int

    @property
    def places(self) -> int:
        """How many there are."""
        return self.homes + self.works + self.venues


def town(stays: int, people: int, days: int, seed: int = 1) -> tuple[Stays, int]:
    """About so many stays, united, and how many places there are; times are seconds from the first midnight.

    A day of everybody: the night and the evening at home, seven hours at work, and short visits, half of them under
    half an hour. Households are of 2.6 people; places of work and of visits have sizes by a power law.
    """
    chance = np.random.default_rng(seed)
    folk = settled(people, chance)
    visits = max(-(-stays // (people * days)) - 3, 0)
    made = [each for day in range(days) for each in _parts(folk, day, visits, chance)]
    columns = [np.concatenate(each) for each in zip(*made, strict=True)]
    order = chance.permutation(len(columns[0]))[:stays]
    person, place, start, end = (column[order].astype(np.int32) for column in columns)
    whole = united(stated(person, place, np.maximum(start, 0), np.minimum(end, days * DAY)), people)
    return whole, folk.places


def settled(people: int, chance: np.random.Generator) -> Folk:
    """So many people, each with a home and a place of work."""
    homes, works, venues = people * 10 // 26, people // 25, people // 9
    home = chance.integers(0, homes, people, dtype=np.int32)
    return Folk(home, homes + _popular(works, 0.5, people, chance), homes, works, venues)


def lived(folk: Folk, day: int, daily: int, chance: np.random.Generator) -> Stays:
    """What everybody does on a day, in `daily` stays (at least three), not united; evenings go on after midnight."""
    parts = _parts(folk, day, max(daily - 3, 0), chance)
    return stated(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _parts(folk: Folk, day: int, visits: int, chance: np.random.Generator) -> list[tuple[Ints, ...]]:
    made = [_stay(folk.home, 0, 0.25, 7, 0.5, day, chance), _stay(folk.home, 20, 1, 5, 1, day, chance)]
    made.append(_stay(folk.work, 9, 1, 7, 0.5, day, chance))
    for _ in range(visits):
        venue = folk.homes + folk.works + _popular(folk.venues, 0.8, len(folk.home), chance)
        made.append(_visit(venue, day, chance))
    return made


def _popular(places: int, power: float, people: int, chance: np.random.Generator) -> Ints:
    """A place for everybody; the n-th most popular draws as 1 / n ** power."""
    weight = 1 / np.arange(1, places + 1) ** power
    return np.searchsorted(np.cumsum(weight) / weight.sum(), chance.random(people)).astype(np.int32)


def _stay(
    place: Ints, hour: float, spread: float, hours: float, more: float, day: int, chance: np.random.Generator
) -> tuple[Ints, ...]:
    people = len(place)
    came = day * DAY + np.abs(chance.normal(hour, spread, people)) * HOUR
    left = came + np.maximum(chance.normal(hours, more, people), 0.1) * HOUR
    return np.arange(people, dtype=np.int32), place, came.astype(np.int32), left.astype(np.int32)


def _visit(place: Ints, day: int, chance: np.random.Generator) -> tuple[Ints, ...]:
    people = len(place)
    came = day * DAY + chance.uniform(7, 22, people) * HOUR
    left = came + np.maximum(chance.gamma(2, 900, people), 60)
    return np.arange(people, dtype=np.int32), place, came.astype(np.int32), left.astype(np.int32)
