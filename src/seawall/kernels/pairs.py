"""All meetings of a day, one row each."""

from typing import NamedTuple

import numpy as np
from numba import get_num_threads, njit, prange

from seawall.kernels.columns import Ints, Longs, Segment
from seawall.kernels.groups import cumulated, shares
from seawall.kernels.lasting import lasting


class Meetings(NamedTuple):
    """Two rows of the segment, `left` the smaller, and for how many seconds of the day the two stays overlap."""

    left: Ints
    right: Ints
    seconds: Ints


def pairs(segment: Segment, begins: int, ends: int, least: int) -> Meetings:
    """The meetings of different people of at least `least` seconds inside the day [begins, ends).

    Each is there once, ordered by left, then right. They are as many as there are: ten thousand people who stay
    together are fifty million, and each takes 12 bytes.
    """
    stays = lasting(segment, begins, ends, least)
    heads = cumulated(stays.until - np.arange(1, len(stays.until) + 1))
    made = Meetings(*(np.empty(heads[-1], np.int32) for _ in Meetings._fields))
    _fill(stays.rows, stays.start, stays.end, stays.until, heads, shares(heads, get_num_threads()), *made)
    return made


@njit(parallel=True, cache=True, nogil=True)
def _fill(
    rows: Ints, start: Ints, end: Ints, until: Ints, heads: Longs, cuts: Longs, left: Ints, right: Ints, seconds: Ints
) -> None:
    """Writes the run of each stay; each core has its share of the meetings, so one big place is the work of all."""
    for part in prange(len(cuts) - 1):
        for one in range(cuts[part], cuts[part + 1]):
            met, after = slice(heads[one], heads[one + 1]), slice(one + 1, until[one])
            # views, because the compiler writes many rows at once only where no index can wrap around
            lefts, rights, lengths = left[met], right[met], seconds[met]
            others, comings, leavings = rows[after], start[after], end[after]
            for nth in range(len(lefts)):
                lefts[nth], rights[nth] = rows[one], others[nth]
                lengths[nth] = min(end[one], leavings[nth]) - comings[nth]
