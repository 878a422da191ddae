"""A person's stays at one place that overlap or touch, as one."""

import numpy as np
from numba import get_num_threads, njit, prange

from seawall.kernels.columns import Ints, Longs, Marks, Stays, read_only
from seawall.kernels.groups import cumulated
from seawall.kernels.sort import sort


def united(stays: Stays, people: int) -> Stays:
    """A person's overlapping or touching stays at one place as one; empty ones are gone. By person, place, start.

    Whether the leaving is assumed is said by the one that reaches furthest; of those that reach as far, one that was
    stated.
    """
    stays = read_only(stays)
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
def _by_person(
    person: Ints, place: Ints, start: Ints, end: Ints, assumed: Marks, heads: Longs, parts: int
) -> tuple[Longs, Ints]:
    """Place, start and mark in one number, and end, by person in that order; each core has its share of the people."""
    keys, ends = np.empty(heads[-1], np.int64), np.empty(heads[-1], np.int32)
    filled = heads[:-1].copy()
    people = len(heads) - 1
    for part in prange(parts):
        low, high = people * part // parts, people * (part + 1) // parts
        for row in range(len(person)):
            who = person[row]
            if low <= who < high and start[row] < end[row]:
                at = filled[who]
                keys[at] = _key(place[row], start[row], assumed[row])
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
            if last >= heads[who] and keys[last] >> 33 == keys[row] >> 33 and _start(keys[row]) <= ends[last]:
                if ends[row] > ends[last]:
                    ends[last], keys[last] = ends[row], (keys[last] & ~1) | (keys[row] & 1)
                elif ends[row] == ends[last]:
                    keys[last] &= keys[row] | ~1
            else:
                last += 1
                keys[last], ends[last] = keys[row], ends[row]
        counts[who] = last + 1 - heads[who]
    return counts


@njit(cache=True, nogil=True, inline="always")
def _key(place: int, start: int, assumed: bool) -> int:
    """Place, start and mark in 31, 32 and 1 bits."""
    return int(((np.int64(place) - (1 << 30)) << 33) | ((np.int64(start) + 2147483648) << 1) | np.int64(assumed))


@njit(cache=True, nogil=True, inline="always")
def _start(key: int) -> int:
    return int((key >> 1) & 0xFFFFFFFF) - 2147483648


@njit(parallel=True, cache=True, nogil=True)
def _packed(keys: Longs, ends: Ints, heads: Longs, packed: Longs) -> tuple[Ints, Ints, Ints, Ints, Marks]:
    person, place = np.empty(packed[-1], np.int32), np.empty(packed[-1], np.int32)
    start, end = np.empty(packed[-1], np.int32), np.empty(packed[-1], np.int32)
    assumed = np.empty(packed[-1], np.bool_)
    for who in prange(len(heads) - 1):
        for nth in range(packed[who + 1] - packed[who]):
            row, key = packed[who] + nth, keys[heads[who] + nth]
            person[row], place[row] = who, (key >> 33) + (1 << 30)
            start[row], end[row], assumed[row] = _start(key), ends[heads[who] + nth], key & 1
    return person, place, start, end, assumed
