"""What one search has found so far: a row a person, added to meeting by meeting, emptied for the next."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from seawall.kernels.columns import Ints

SECONDS, TOGETHER, FIRST, LAST, MEETINGS, PLACE, LONGEST, VIA = range(8)
WIDTH = 8


class Tally(NamedTuple):
    """What somebody shared with everybody else: a row a person, of whom only `met[:many[0]]` hold anything.

    Those `barred` are left out.
    """

    sums: npt.NDArray[np.int32]
    met: Ints
    many: Ints
    barred: npt.NDArray[np.bool_]


def tally(people: int) -> Tally:
    """An empty tally of so many people."""
    return Tally(
        np.zeros((people, WIDTH), np.int32),
        np.empty(people, np.int32),
        np.zeros(1, np.int32),
        np.zeros(people, np.bool_),
    )


@njit(cache=True, nogil=True)
def share(
    starts: Ints, ends: Ints, people: Ints, low: int, high: int,
    place: int, start: int, end: int, air: int, least: int, into: Tally,
) -> None:  # fmt: skip
    """Adds what the rows [low, high) of a place share with one stay there."""
    sums, met, count = into.sums, into.met, into.many[0]
    for row in range(low, high):
        since, until = max(starts[row], start), min(ends[row], air)
        if until - since < least or into.barred[people[row]]:
            continue
        one = sums[people[row]]
        if one[MEETINGS] == 0:
            met[count] = people[row]
            count += 1
            one[FIRST], one[LAST] = since, until
        one[SECONDS] += until - since
        one[TOGETHER] += max(min(until, end) - since, 0)
        one[MEETINGS] += 1
        one[FIRST] = min(one[FIRST], since)
        one[LAST] = max(one[LAST], until)
        if until - since > one[LONGEST]:
            one[PLACE], one[LONGEST] = place, until - since
    into.many[0] = count


@njit(cache=True, nogil=True)
def forget(into: Tally) -> None:
    """Empties it, by what it holds and not by how many people there are."""
    for nth in range(into.many[0]):
        into.sums[into.met[nth]] = 0
    into.many[0] = 0


@njit(cache=True, nogil=True)
def stronger(one: Ints, link: int, other: Ints) -> bool:
    """Longer, or earlier, or through the smaller number."""
    if one[SECONDS] != other[SECONDS]:
        return bool(one[SECONDS] > other[SECONDS])
    if one[FIRST] != other[FIRST]:
        return bool(one[FIRST] < other[FIRST])
    return bool(link < other[VIA])
