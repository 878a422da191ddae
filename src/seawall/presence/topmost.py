"""A case's contacts as far as somebody reads: the first ring whole, of the second the longest met, the rest counted.

What they share is found exactly for those alone who could be among the first, by the most that each can have been met
(kernels.reach): in a dense city the second ring is nearly everybody, and each way there takes minutes to follow.
"""

from functools import partial

import numpy as np

from seawall.kernels import LATE, Days, Found, Ints, Links, Searches, links, order, reached, ways
from seawall.presence.searching import CORES, in_threads, joined, search, spare

PART, FEW = 16, 1_000
"""To look at one person of the second ring exactly takes as long as some sixteen while each way is followed."""


def topmost(stays: Days, people: int, asked: Searches, *, linger: int, least: int, many: int) -> tuple[Found, int]:
    """What kernels.searched finds of one person over two degrees, and how many the second ring has.

    Of the second ring so many as make `many` with the first, those met longest, and all who were met as long as the
    last of them; others may be among them. Everybody where a day is lost, or a large part of the ring is asked for.
    """
    first = search(stays, people, asked, two=False, linger=linger, least=least)
    if len(first.person) and not (stays.plain.fresh == LATE).any():
        there = links(stays, first, int(asked.until[-1]), least)
        most = _most(stays, people, there, least)
        most[first.person] = most[asked.person] = 0
        second = np.flatnonzero(most).astype(np.int32)
        longest = _longest(stays, people, there, second, most[second], least, many - len(first.person))
        if longest is not None:
            return joined([first, *longest]), len(second)
    met = search(stays, people, asked, two=True, linger=linger, least=least)
    return met, int(np.count_nonzero(met.via >= 0))


def _most(stays: Days, people: int, there: Links, least: int) -> Ints:
    """By person the most they can have been met, on all cores, each with a part of the places."""
    each = [np.zeros(people, np.int32) for _ in range(CORES)]
    in_threads(lambda part: reached(stays, there, least, part, CORES, each[part]), range(CORES))
    return np.minimum(sum(most.astype(np.int64) for most in each), LATE).astype(np.int32)


def _longest(
    stays: Days, people: int, there: Links, persons: Ints, most: Ints, least: int, many: int
) -> list[Found] | None:
    """Those who can have been met longest, until as many as asked were met longer than any other can have been.

    None where these are so many of the ring that each way to it is followed sooner.
    """
    if many <= 0:
        return []
    rows, found, done = order(-most), list[Found](), 0
    persons, most = persons[rows], most[rows]
    while done < len(persons) and (done < many or most[done] >= _nth(found, many)):
        more = persons[done : 2 * done + many]
        done += len(more)
        if done > max(len(persons) // PART, FEW):
            return None
        found += in_threads(partial(_ways, stays, people, there, least), np.array_split(more, CORES))
    return found


def _ways(stays: Days, people: int, there: Links, least: int, persons: Ints) -> Found:
    with spare(people) as on:
        return ways(stays, there, persons, least, on)


def _nth(found: list[Found], many: int) -> int:
    """How long the last of so many was met."""
    return int(np.partition(np.concatenate([each.seconds for each in found]), -many)[-many])
