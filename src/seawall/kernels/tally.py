"""What one search has found so far: a row a person met, added to meeting by meeting, emptied for the next."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from seawall.kernels.columns import Ints

Rows = npt.NDArray[np.int32]

WHO, VIA, SECONDS, TOGETHER, FIRST, LAST, MEETINGS, PLACE, SINCE, LONGEST = range(10)
WIDTH = 10
NOBODY, UNMET, BARRED = -1, -1, -2
MOST = 2**31 - 1
"""Seconds: who was together at many places at once for more than 68 years in all is said to have been for so long."""


class Tally(NamedTuple):
    """What somebody shared with everybody else: `rows[:many[0]]`, in the order they were met.

    `slot` says in which row a person is; UNMET: in none yet, BARRED: nor ever. It alone is looked up by person: four
    bytes each stay near the processor where whole rows would not.
    """

    slot: Ints
    rows: Rows
    many: Ints


def tally(people: int) -> Tally:
    """An empty tally of so many people."""
    return Tally(np.full(people, UNMET, np.int32), np.empty((people, WIDTH), np.int32), np.zeros(1, np.int32))


class Scratch(NamedTuple):
    """What a search is made on, empty before and after: the first ring, whom one of it met, and the second ring.

    `seconds` is how long each of the second ring was met, beside their rows: of many ways to somebody most are shorter,
    and are passed by without a look at a row.
    """

    first: Tally
    via: Tally
    best: Tally
    seconds: Ints


def scratch(people: int) -> Scratch:
    """An empty one for so many people. It is kept from search to search, because to make one takes longer."""
    return Scratch(tally(people), tally(people), tally(people), np.zeros(people, np.int32))


@njit(cache=True, nogil=True)
def share(
    starts: Ints, ends: Ints, people: Ints, low: int, high: int,
    place: int, start: int, end: int, air: int, least: int, into: Tally,
) -> None:  # fmt: skip
    """Adds what the rows [low, high) of a place share with one stay there."""
    slot, rows, count = into.slot, into.rows, into.many[0]
    for row in range(low, high):
        since, until = max(starts[row], start), min(ends[row], air)
        if until - since < least:
            continue
        at = slot[people[row]]
        if at == BARRED:
            continue
        if at == UNMET:
            at, slot[people[row]] = count, count
            count += 1
            _begin(rows, at, people[row], place, since, until, end)
        else:
            _add(rows, at, place, since, until, end)
    into.many[0] = count


@njit(cache=True, nogil=True, inline="always")
def _begin(rows: Rows, at: int, who: int, place: int, since: int, until: int, end: int) -> None:
    """The first meeting; after `end` the case was gone and its air lingered."""
    rows[at, WHO], rows[at, VIA], rows[at, MEETINGS] = who, NOBODY, 1
    rows[at, SECONDS], rows[at, TOGETHER] = until - since, max(min(until, end) - since, 0)
    rows[at, FIRST], rows[at, LAST] = since, until
    rows[at, PLACE], rows[at, SINCE], rows[at, LONGEST] = place, since, until - since


@njit(cache=True, nogil=True, inline="always")
def _add(rows: Rows, at: int, place: int, since: int, until: int, end: int) -> None:
    """One meeting more."""
    rows[at, SECONDS] = min(int(rows[at, SECONDS]) + until - since, MOST)
    rows[at, TOGETHER] = min(int(rows[at, TOGETHER]) + max(min(until, end) - since, 0), MOST)
    rows[at, MEETINGS] += 1
    rows[at, FIRST], rows[at, LAST] = min(rows[at, FIRST], since), max(rows[at, LAST], until)
    if until - since > rows[at, LONGEST]:
        rows[at, PLACE], rows[at, SINCE], rows[at, LONGEST] = place, since, until - since


@njit(cache=True, nogil=True)
def bar(who: int, into: Tally) -> None:
    """Leaves somebody out, who has not been met."""
    into.slot[who] = BARRED


@njit(cache=True, nogil=True)
def admit(who: int, into: Tally) -> None:
    """Lets somebody in again."""
    into.slot[who] = UNMET


@njit(cache=True, nogil=True)
def improve(best: Tally, seconds: Ints, via: Tally, link: int) -> None:
    """Takes into `best` whom `link` met, who is thereby the `via` of all those who had none, or a weaker one."""
    ways, kept, slot, count = via.rows, best.rows, best.slot, best.many[0]
    for nth in range(via.many[0]):
        who = ways[nth, WHO]
        if ways[nth, SECONDS] < seconds[who]:
            continue
        at = slot[who]
        if at == UNMET:
            at, slot[who] = count, count
            count += 1
        elif not _stronger(ways, nth, link, kept, at):
            continue
        for each in range(WIDTH):
            kept[at, each] = ways[nth, each]
        kept[at, VIA] = link
        seconds[who] = ways[nth, SECONDS]
    best.many[0] = count


@njit(cache=True, nogil=True)
def forget(into: Tally) -> None:
    """Empties it, by what it holds and not by how many people there are."""
    for nth in range(into.many[0]):
        into.slot[into.rows[nth, WHO]] = UNMET
    into.many[0] = 0


@njit(cache=True, nogil=True, inline="always")
def _stronger(ways: Rows, nth: int, link: int, kept: Rows, at: int) -> bool:
    """Longer, or earlier, or through the smaller number."""
    if ways[nth, SECONDS] != kept[at, SECONDS]:
        return bool(ways[nth, SECONDS] > kept[at, SECONDS])
    if ways[nth, FIRST] != kept[at, FIRST]:
        return bool(ways[nth, FIRST] < kept[at, FIRST])
    return bool(link < kept[at, VIA])
