"""A case's contacts as far as somebody reads: the first ring whole, of the second the longest met, the rest counted.

What they share is found exactly for those alone who could be among the first, by the most that each can have been met
(kernels.reach): in a dense city the second ring is nearly everybody, and each way there takes minutes to follow.
"""

from collections.abc import Iterator
from functools import partial

import numpy as np

from seawall.kernels import (
    LATE,
    Days,
    Found,
    Ints,
    Links,
    Searches,
    afterwards,
    ahead,
    links,
    longest,
    looked_up,
    order,
    reached,
    together,
    ways,
)
from seawall.presence import ahead as reading
from seawall.presence.searching import CORES, in_threads, joined, search, spare

FOLK, BLOCK, PLENTY, PARTS = 1 << 14, 1 << 22, 1 << 20, 8
"""People, rows of a layer, and rows at places: of so many the pages are read ahead at once; and parts that each core
takes of the places at least, so that none waits long for another."""
BEYOND = 3
"""Of somebody who reads of so many of the second ring, at least so many times as many are looked at."""
NONE = np.empty((4, 0), np.int32)


def topmost(stays: Days, people: int, asked: Searches, *, linger: int, least: int, many: int) -> tuple[Found, int]:
    """What kernels.searched finds of one person over two degrees, and how many the second ring has.

    Of the second ring so many as make `many` with the first, those met longest, and all who were met as long as the
    last of them; others may be among them. Everybody where a day is lost, or a large part of the ring is asked for.
    """
    first = search(stays, people, asked, two=False, linger=linger, least=least)
    if len(first.person) and not (stays.plain.fresh == LATE).any():
        there = _links(stays, first, int(asked.until[-1]), least)
        wanted = many - len(first.person)
        if BEYOND * wanted <= len(there.person):
            most = _most(stays, people, there, least)
            most[first.person] = most[asked.person] = 0
            second = _longest(stays, people, there, most, least, wanted)
            if second is not None:
                return joined([first, *second]), int(np.count_nonzero(most))
    met = search(stays, people, asked, two=True, linger=linger, least=least)
    return met, int(np.count_nonzero(met.via >= 0))


def _links(stays: Days, first: Found, until: int, least: int) -> Links:
    """Where the first ring was afterwards, one day after another, each day on a core."""
    rows, since = np.argsort(first.person), int(first.first.min())
    own = partial(_own, stays, first.person[rows], first.first[rows], until, least)
    return links(since, until, in_threads(own, ahead.days_of(stays, since, until)))


def _own(stays: Days, person: Ints, first: Ints, until: int, least: int, day: int) -> Ints:
    """Where they were on a day, by start."""
    own = np.concatenate([NONE, *_rows(stays, person, first, until, least, day)], axis=1)
    return own.take(order(own[2]), axis=1)


def _rows(stays: Days, person: Ints, first: Ints, until: int, least: int, day: int) -> Iterator[Ints]:
    """Where some people were on a day, from each one's `first` on, as its layers know it."""
    for layer in range(stays.plain.heads[day], stays.plain.heads[day + 1]):
        yield from _inside(stays, person, first, until, least, layer)


def _inside(stays: Days, person: Ints, first: Ints, until: int, least: int, layer: int) -> list[Ints]:
    """What one layer knows of the first ring: their rows in the order they lie in, a block at a time."""
    reading.lists(stays, (layer, layer + 1), person)
    rows = looked_up(stays, layer, person)
    cuts = np.arange(BLOCK, len(stays.layers[layer].person), BLOCK, dtype=np.int64) << 32
    blocks = np.split(rows, np.searchsorted(rows, cuts))
    inside = reading.in_turn(stays, blocks, lambda some: ahead.of_times(stays, layer, some >> 32))
    return [afterwards(stays, layer, some, person, first, until, least) for some in inside]


def _most(stays: Days, people: int, there: Links, least: int) -> Ints:
    """By person the most they can have been met, on all cores, which take one block of places after another."""
    layers = ahead.layers_of(stays, there.since, there.until)
    rows = np.cumsum(ahead.many_at(stays, layers, there.places))
    blocks = rows // min(PLENTY, int(rows.max(initial=0)) // (PARTS * CORES) + 1)
    parts = iter(np.split(np.arange(len(rows), dtype=np.int32), np.flatnonzero(np.diff(blocks)) + 1))

    def work(_: int) -> Ints:
        most = np.zeros(people, np.int32)
        for some in reading.in_turn(stays, parts, lambda some: ahead.at_places(stays, layers, there.places[some])):
            reached(stays, there, some, least, most)
        return most

    return together(in_threads(work, range(CORES)))


def _longest(stays: Days, people: int, there: Links, most: Ints, least: int, many: int) -> list[Found] | None:
    """Those who can have been met longest, until as many as asked were met longer than any other can have been.

    None where these are so many that each way to everybody is followed sooner.
    """
    if many <= 0:
        return []
    bound = len(there.person)
    persons, found, done = longest(most, bound + 1), list[Found](), 0
    most = most[persons]
    while done < len(persons) and (done < many or most[done] >= _nth(found, many)):
        more = persons[done : 2 * done + many]
        done += len(more)
        if done > bound:
            return None
        parts = np.array_split(more, max(CORES, len(more) // FOLK))
        found += in_threads(partial(_ways, stays, people, there, least), parts)
    return found


def _ways(stays: Days, people: int, there: Links, least: int, persons: Ints) -> Found:
    first, days = np.full(len(persons), there.since, np.int32), ahead.days_of(stays, there.since, there.until)
    own = [each for day in days for each in _rows(stays, persons, first, there.until, least, day)]
    with spare(people) as on:
        return ways(there, np.concatenate([NONE, *own], axis=1), least, on)


def _nth(found: list[Found], many: int) -> int:
    """How long the last of so many was met."""
    return int(np.partition(np.concatenate([each.seconds for each in found]), -many)[-many])
