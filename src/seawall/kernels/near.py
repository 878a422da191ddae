"""Check-ins that only say when somebody came: who was at a place soon after whom."""

from typing import NamedTuple

import numpy as np
from numba import get_num_threads, njit, prange

from seawall.kernels.columns import Ints, Longs, fixed
from seawall.kernels.groups import cumulated, shares


class Pairs(NamedTuple):
    """Rows of two check-ins; `left` is the earlier, of two at the same time the smaller row."""

    left: Ints
    right: Ints


def near(person: Ints, place: Ints, at: Longs, within: int) -> Pairs:
    """All pairs of check-ins of two different people at one place, the right 0 to `within` seconds after the left.

    `at` is in whole seconds from any origin. The three columns are in any order; the pairs are in that of place,
    left time, right time. Nothing is dropped: a check-in that stands twice is two, and pairs twice. So the published
    numbers count them: without its 6 repeated rows, Gowalla's New York has 6,339 pairs within half an hour, not 6,341.
    The time grows with the check-ins and the pairs, not with how often one person checked in.
    """
    person, place, at = fixed(person), fixed(place), fixed(at)
    parts, heads = get_num_threads(), cumulated(np.bincount(place))
    rows = _ordered(place, at, heads, shares(heads, parts))
    who, where, when = person[rows], place[rows], at[rows]
    after = _runs(who)
    found = cumulated(_counted(who, where, when, after, within, parts))
    made = Pairs(np.empty(found[-1], np.int32), np.empty(found[-1], np.int32))
    _fill(rows, who, after, found, shares(found, parts), *made)
    return made


@njit(parallel=True, cache=True, nogil=True)
def _ordered(place: Ints, at: Longs, heads: Longs, cuts: Longs) -> Ints:
    """The rows by place, time and row; each core orders its share of the places."""
    rows, filled = np.empty(len(place), np.int32), heads[:-1].copy()
    for part in prange(len(cuts) - 1):
        low, high = cuts[part], cuts[part + 1]
        for row in range(len(place)):
            if low <= place[row] < high:
                rows[filled[place[row]]] = row
                filled[place[row]] += 1
        for where in range(low, high):
            one = rows[heads[where] : heads[where + 1]]
            if len(one) > 1:
                one[:] = one[np.argsort(at[one], kind="mergesort")]
    return rows


@njit(cache=True, nogil=True)
def _runs(who: Ints) -> Ints:
    """For each check-in, the next one of somebody else: nobody's own check-ins are looked through one by one."""
    after = np.empty(len(who), np.int32)
    for one in range(len(who) - 1, -1, -1):
        alike = one + 1 < len(who) and who[one + 1] == who[one]
        after[one] = after[one + 1] if alike else one + 1
    return after


@njit(parallel=True, cache=True, nogil=True)
def _counted(who: Ints, where: Ints, when: Longs, after: Ints, within: int, parts: int) -> Longs:
    """How many pairs each check-in is the left of."""
    counts = np.zeros(len(who), np.int64)
    for part in prange(parts):
        for one in range(len(who) * part // parts, len(who) * (part + 1) // parts):
            other = after[one]
            while other < len(who) and where[other] == where[one] and when[other] - when[one] <= within:
                if who[other] == who[one]:
                    other = after[other]
                else:
                    counts[one] += 1
                    other += 1
    return counts


@njit(parallel=True, cache=True, nogil=True)
def _fill(rows: Ints, who: Ints, after: Ints, found: Longs, cuts: Longs, left: Ints, right: Ints) -> None:
    """Writes the pairs of each check-in, which are the next others until their number is full."""
    for part in prange(len(cuts) - 1):
        for one in range(cuts[part], cuts[part + 1]):
            at, other = found[one], after[one]
            while at < found[one + 1]:
                if who[other] == who[one]:
                    other = after[other]
                else:
                    left[at], right[at] = rows[one], rows[other]
                    at, other = at + 1, other + 1
