"""A case's contacts as far as somebody reads: the first ring whole, of the second the longest met, the rest counted.

What they share is found exactly for those alone who could be among the first, by the most that each can have been met
(kernels.reach): in a dense city the second ring is nearly everybody, and each way there takes minutes to follow.
"""

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
    looked_up,
    order,
    reached,
    together,
    ways,
)
from seawall.presence import ahead as reading
from seawall.presence.searching import CORES, in_threads, joined, search, spare

FOLK, BLOCK, PLENTY = 256, 1 << 22, 1 << 20
"""People, rows of a layer, and rows at places: of so many the pages are read ahead at once."""
PART, FEW = 16, 1_000
"""To look at one person of the second ring exactly takes as long as some sixteen while each way is followed."""


def topmost(stays: Days, people: int, asked: Searches, *, linger: int, least: int, many: int) -> tuple[Found, int]:
    """What kernels.searched finds of one person over two degrees, and how many the second ring has.

    Of the second ring so many as make `many` with the first, those met longest, and all who were met as long as the
    last of them; others may be among them. Everybody where a day is lost, or a large part of the ring is asked for.
    """
    first = search(stays, people, asked, two=False, linger=linger, least=least)
    if len(first.person) and not (stays.plain.fresh == LATE).any():
        there = _links(stays, first, int(asked.until[-1]), least)
        most = _most(stays, people, there, least)
        most[first.person] = most[asked.person] = 0
        second = int(np.count_nonzero(most))
        longest = _longest(stays, people, there, most, second, least, many - len(first.person))
        if longest is not None:
            return joined([first, *longest]), second
    met = search(stays, people, asked, two=True, linger=linger, least=least)
    return met, int(np.count_nonzero(met.via >= 0))


def _links(stays: Days, first: Found, until: int, least: int) -> Links:
    """Where the first ring was afterwards, one day after another by place and start, each day on a core."""
    rows, since = np.argsort(first.person), int(first.first.min())
    own = partial(_own, stays, first.person[rows], first.first[rows], until, least)
    return links(stays, since, until, in_threads(own, ahead.days_of(stays, since, until)))


def _own(stays: Days, person: Ints, first: Ints, until: int, least: int, day: int) -> Ints:
    layers = range(stays.plain.heads[day], stays.plain.heads[day + 1])
    found = [each for layer in layers for each in _inside(stays, person, first, until, least, layer)]
    own = np.concatenate([np.empty((4, 0), np.int32), *found], axis=1)
    return own[:, order(own[2], own[1])]


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
    places = np.flatnonzero(np.diff(there.heads)).astype(np.int32)
    layers = _layers(stays, there)
    blocks = np.cumsum(ahead.many_at(stays, layers, places)) // PLENTY
    parts = iter(np.split(places, np.flatnonzero(np.diff(blocks)) + 1))

    def work(_: int) -> Ints:
        most = np.zeros(people, np.int32)
        for some in reading.in_turn(stays, parts, partial(ahead.at_places, stays, layers)):
            reached(stays, there, some, least, most)
        return most

    return together(in_threads(work, range(CORES)))


def _layers(stays: Days, there: Links) -> tuple[int, int]:
    return ahead.layers_of(stays, there.since, there.until)


def _longest(
    stays: Days, people: int, there: Links, most: Ints, second: int, least: int, many: int
) -> list[Found] | None:
    """Those who can have been met longest, until as many as asked were met longer than any other can have been.

    None where these are so many of the ring that each way to it is followed sooner.
    """
    if many <= 0:
        return []
    bound = max(second // PART, FEW)
    persons, found, done = _first(most, min(second, bound + 1)), list[Found](), 0
    most = most[persons]
    while done < len(persons) and (done < many or most[done] >= _nth(found, many)):
        more = persons[done : 2 * done + many]
        done += len(more)
        if done > bound:
            return None
        parts = np.array_split(more, max(CORES, len(more) // FOLK))
        found += in_threads(partial(_ways, stays, people, there, least), parts)
    return found


def _first(most: Ints, many: int) -> Ints:
    """So many people who can have been met longest, the longest first, and whoever equals the last of them."""
    if many == 0:
        return np.empty(0, np.int32)
    persons = np.flatnonzero(most >= np.partition(most, -many)[-many]).astype(np.int32)
    return persons[order(-most[persons])]


def _ways(stays: Days, people: int, there: Links, least: int, persons: Ints) -> Found:
    reading.trails(stays, _layers(stays, there), persons)
    with spare(people) as on:
        return ways(stays, there, persons, least, on)


def _nth(found: list[Found], many: int) -> int:
    """How long the last of so many was met."""
    return int(np.partition(np.concatenate([each.seconds for each in found]), -many)[-many])
