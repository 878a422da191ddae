"""A person's stays at one place that overlap or touch, as one."""

import numpy as np
from numba import get_num_threads, njit, prange

from seawall.kernels.columns import Ints, Longs, Stays
from seawall.kernels.groups import cumulated
from seawall.kernels.sort import sort


def united(stays: Stays, people: int) -> Stays:
    """A person's overlapping or touching stays at one place as one; empty ones are gone. By person, place, start."""
    heads = _heads(stays.person, stays.start, stays.end, people)
    keys, ends = _by_person(*stays, heads, get_num_threads())
    counts = _merged(keys, ends, heads)
    return Stays(*_packed(keys, ends, heads, cumulated(counts)))


@njit(cache=True, nogil=True)
def _heads(person: Ints, start: Ints, end: Ints, people: int) -> Longs:
    heads = np.zeros(people + 1, np.int64)
    for row in range(len(person)):
        if start[row] < end[row]:
            heads[person[row] + 1] += 1
    return np.cumsum(heads)


@njit(parallel=True, cache=True, nogil=True)
def _by_person(person: Ints, place: Ints, start: Ints, end: Ints, heads: Longs, parts: int) -> tuple[Longs, Ints]:
    """Place and start in one number, and end, by person in that order; each core fills its share of the people."""
    keys, ends = np.empty(heads[-1], np.int64), np.empty(heads[-1], np.int32)
    filled = heads[:-1].copy()
    people = len(heads) - 1
    for part in prange(parts):
        low, high = people * part // parts, people * (part + 1) // parts
        for row in range(len(person)):
            who = person[row]
            if low <= who < high and start[row] < end[row]:
                at = filled[who]
                keys[at] = (np.int64(place[row]) << 32) | (np.int64(start[row]) + 2147483648)
                ends[at] = end[row]
                filled[who] = at + 1
        for who in range(low, high):
            sort(keys, ends, heads[who], heads[who + 1])
    return keys, ends


@njit(parallel=True, cache=True, nogil=True)
def _merged(keys: Longs, ends: Ints, heads: Longs) -> Longs:
    """Unites in place what overlaps or touches, at the front of each person's rows; how many are left of each."""
    counts = np.zeros(len(heads) - 1, np.int64)
    for who in prange(len(heads) - 1):
        last = heads[who] - 1
        for row in range(heads[who], heads[who + 1]):
            start = np.int64(keys[row] & 0xFFFFFFFF) - 2147483648
            if last >= heads[who] and keys[last] >> 32 == keys[row] >> 32 and start <= ends[last]:
                ends[last] = max(ends[last], ends[row])
            else:
                last += 1
                keys[last], ends[last] = keys[row], ends[row]
        counts[who] = last + 1 - heads[who]
    return counts


@njit(parallel=True, cache=True, nogil=True)
def _packed(keys: Longs, ends: Ints, heads: Longs, packed: Longs) -> tuple[Ints, Ints, Ints, Ints]:
    person, place = np.empty(packed[-1], np.int32), np.empty(packed[-1], np.int32)
    start, end = np.empty(packed[-1], np.int32), np.empty(packed[-1], np.int32)
    for who in prange(len(heads) - 1):
        for nth in range(packed[who + 1] - packed[who]):
            row, key = packed[who] + nth, keys[heads[who] + nth]
            person[row], place[row] = who, key >> 32
            start[row], end[row] = np.int64(key & 0xFFFFFFFF) - 2147483648, ends[heads[who] + nth]
    return person, place, start, end
