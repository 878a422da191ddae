"""How many meetings each person had in a day, without listing one of them."""

import numpy as np
from numba import get_num_threads, njit, prange

from seawall.kernels.columns import Ints, Longs, Segment, fixed
from seawall.kernels.groups import shares
from seawall.kernels.lasting import lasting


def counts(segment: Segment, begins: int, ends: int, least: int, people: int) -> Longs:
    """For each of `people` the meetings with others of at least `least` seconds inside the day [begins, ends).

    A meeting is two people's stays at one place, as far as they overlap inside the day. A person's own stays at a
    place are united, so no two of them meet. `people` is at least as many as the segment has; those beyond met nobody.
    """
    stays = lasting(segment, begins, ends, least)
    parts = get_num_threads()
    met = _met(stays.places, stays.rows, stays.until, len(segment.rows), shares(stays.places, parts))
    found = np.zeros(people, np.int64)
    found[: len(segment.people) - 1] = _summed(met, fixed(segment.people), fixed(segment.rows))
    return found


@njit(parallel=True, cache=True, nogil=True)
def _met(places: Ints, rows: Ints, until: Ints, many: int, cuts: Longs) -> Ints:
    """How many stays each row of the segment meets: those after it, and those before it whose run takes it in."""
    met, ending = np.zeros(many, np.int32), np.zeros(len(rows) + 1, np.int32)
    for part in prange(len(cuts) - 1):
        for place in range(cuts[part], cuts[part + 1]):
            present, high = 0, places[place + 1]
            for at in range(places[place], high):
                present -= ending[at]
                met[rows[at]] = present + until[at] - at - 1
                present += 1
                if until[at] < high:
                    ending[until[at]] += 1
    return met


@njit(parallel=True, cache=True, nogil=True)
def _summed(met: Ints, people: Ints, rows: Ints) -> Longs:
    sums = np.zeros(len(people) - 1, np.int64)
    for who in prange(len(sums)):
        total = 0
        for at in range(people[who], people[who + 1]):
            total += met[rows[at]]
        sums[who] = total
    return sums
