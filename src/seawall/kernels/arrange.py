"""Stays put in order: cut into days, and each day by place and coming."""

import numpy as np
from numba import get_num_threads, njit, prange

from seawall.kernels.bits import packed
from seawall.kernels.columns import NOBODY, Ints, Longs, Marks, Segment, Stays
from seawall.kernels.groups import cumulated
from seawall.kernels.sort import sort

DAY = 86_400
"""Seconds, of a day on which no clock is changed."""


def split(stays: Stays, days: Ints) -> list[Stays]:
    """For each day [days[i], days[i + 1]) the stays that touch it, in the order they come."""
    counts = _touching(stays.start, stays.end, days, get_num_threads())
    columns = _dealt(*stays, days, counts)
    ends = cumulated(counts.sum(axis=0))
    return [Stays._make(column[ends[day] : ends[day + 1]] for column in columns) for day in range(len(days) - 1)]


def empty(places: int, people: int) -> Segment:
    """A day on which nobody was anywhere."""
    return arranged(NOBODY, 0, places, people)


def arranged(stays: Stays, day: int, places: int, people: int) -> Segment:
    """One day's stays, united and in any order, as a segment; `day` is when it begins."""
    heads = cumulated(np.bincount(stays.place, minlength=places))
    start, end, person, assumed = _by_place(*stays, heads, get_num_threads())
    longest = _longest(start, end, heads, day)
    back = cumulated(np.bincount(person, minlength=people))
    offsets = heads.astype(np.int32), back.astype(np.int32)
    rows = _way_back(person, back)
    return Segment(offsets[0], longest, person, start, end, offsets[1], rows, packed(assumed))


@njit(cache=True, nogil=True, inline="always")
def _day(days: Ints, moment: int) -> int:
    """The day a moment lies in; the first for one before, the end of all for one after. Nearly all days are as long."""
    day = min(max((moment - days[0]) // DAY, 0), len(days) - 1)
    while day > 0 and days[day] > moment:
        day -= 1
    while day < len(days) - 1 and days[day + 1] <= moment:
        day += 1
    return int(day)


@njit(parallel=True, cache=True, nogil=True)
def _touching(start: Ints, end: Ints, days: Ints, parts: int) -> Longs:
    """How many stays of each part of the rows touch each day."""
    counts = np.zeros((parts, len(days) - 1), np.int64)
    for part in prange(parts):
        for row in range(len(start) * part // parts, len(start) * (part + 1) // parts):
            day = _day(days, start[row])
            while day < len(days) - 1 and days[day] < end[row]:
                counts[part, day] += 1
                day += 1
    return counts


@njit(parallel=True, cache=True, nogil=True)
def _dealt(
    person: Ints, place: Ints, start: Ints, end: Ints, assumed: Marks, days: Ints, counts: Longs
) -> tuple[Ints, Ints, Ints, Ints, Marks]:
    """The five columns day after day, each part of the rows after the part before it."""
    parts, total = len(counts), counts.sum()
    by_day = np.cumsum(counts.T.ravel()).reshape(counts.T.shape) - counts.T
    out, marks = np.empty((4, total), np.int32), np.empty(total, np.bool_)
    for part in prange(parts):
        at = by_day[:, part].copy()
        for row in range(len(start) * part // parts, len(start) * (part + 1) // parts):
            day = _day(days, start[row])
            while day < len(days) - 1 and days[day] < end[row]:
                out[0, at[day]], out[1, at[day]] = person[row], place[row]
                out[2, at[day]], out[3, at[day]] = start[row], end[row]
                marks[at[day]] = assumed[row]
                at[day] += 1
                day += 1
    return out[0], out[1], out[2], out[3], marks


@njit(parallel=True, cache=True, nogil=True)
def _by_place(
    person: Ints, place: Ints, start: Ints, end: Ints, assumed: Marks, heads: Longs, parts: int
) -> tuple[Ints, Ints, Ints, Marks]:
    """Start, end, person and mark, by place in the order of start, then person.

    Start, person and mark are put in order as one number of 32, 31 and 1 bits. Each part is of as many rows, not of as
    many places: most places are homes, and most stays are not.
    """
    keys, ends = np.empty(len(place), np.int64), np.empty(len(place), np.int32)
    starts, who = np.empty(len(place), np.int32), np.empty(len(place), np.int32)
    marks = np.empty(len(place), np.bool_)
    filled = heads[:-1].copy()
    cuts = np.searchsorted(heads, np.arange(parts + 1) * len(place) // parts)
    cuts[0], cuts[-1] = 0, len(heads) - 1
    for part in prange(parts):
        low, high = cuts[part], cuts[part + 1]
        for row in range(len(place)):
            if low <= place[row] < high:
                at = filled[place[row]]
                keys[at] = (np.int64(start[row]) << 32) | (np.int64(person[row]) << 1) | np.int64(assumed[row])
                ends[at] = end[row]
                filled[place[row]] = at + 1
        for where in range(low, high):
            sort(keys, ends, heads[where], heads[where + 1])
            for at in range(heads[where], heads[where + 1]):
                starts[at], who[at], marks[at] = keys[at] >> 32, (keys[at] & 0xFFFFFFFF) >> 1, keys[at] & 1
    return starts, ends, who, marks


@njit(parallel=True, cache=True, nogil=True)
def _longest(start: Ints, end: Ints, heads: Longs, day: int) -> Ints:
    longest = np.zeros(len(heads) - 1, np.int32)
    for where in prange(len(heads) - 1):
        for row in range(heads[where], heads[where + 1]):
            if start[row] >= day:
                longest[where] = max(longest[where], end[row] - start[row])
    return longest


@njit(cache=True, nogil=True)
def _way_back(person: Ints, heads: Longs) -> Ints:
    rows, filled = np.empty(len(person), np.int32), heads[:-1].copy()
    for row in range(len(person)):
        rows[filled[person[row]]] = row
        filled[person[row]] += 1
    return rows
