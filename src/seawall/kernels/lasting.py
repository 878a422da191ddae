"""The stays of one day that last long enough to meet anybody in, and how far down their place those go whom each meets.

Two stays at one place are together for `least` seconds exactly if both last that long and each begins `least` before
the other ends. Among lasting stays in the order of start, those a stay meets after itself are therefore a run without
gaps: two numbers say all of them, and nobody is looked at who is not met.
"""

from typing import NamedTuple

import numpy as np
from numba import get_num_threads, njit, prange

from seawall.kernels.columns import Ints, Longs, Segment, fixed
from seawall.kernels.groups import cumulated


class Lasting(NamedTuple):
    """Stays clipped to the day, `least` seconds or longer, in the order of the segment.

    Stay i is row `rows[i]` of the segment. It meets i + 1 to `until[i]` - 1 after it. Those of place p are
    `places[p]:places[p + 1]`.
    """

    places: Ints
    rows: Ints
    start: Ints
    end: Ints
    until: Ints


def lasting(segment: Segment, begins: int, ends: int, least: int) -> Lasting:
    """The stays of [begins, ends) that last; a `least` under one second is one: to touch is not to meet."""
    least, parts = max(least, 1), get_num_threads()
    places, start, end = fixed(segment.places), fixed(segment.start), fixed(segment.end)
    heads = cumulated(_many(start, end, begins, ends, least, parts))
    columns = _clipped(places, start, end, begins, ends, least, heads)
    return Lasting(*columns, _until(*columns, least, parts))


@njit(parallel=True, cache=True, nogil=True)
def _many(start: Ints, end: Ints, begins: int, ends: int, least: int, parts: int) -> Longs:
    """How many stays of each part of the rows last."""
    counts = np.zeros(parts, np.int64)
    for part in prange(parts):
        count = 0
        for row in range(len(start) * part // parts, len(start) * (part + 1) // parts):
            count += min(end[row], ends) - max(start[row], begins) >= least
        counts[part] = count
    return counts


@njit(parallel=True, cache=True, nogil=True)
def _clipped(
    places: Ints, start: Ints, end: Ints, begins: int, ends: int, least: int, heads: Longs
) -> tuple[Ints, Ints, Ints, Ints]:
    """Where each place begins among the lasting stays, and their rows, starts and ends."""
    parts, lasts = len(heads) - 1, heads[-1]
    found = np.full(len(places), lasts, np.int32)
    rows, starts, stops = np.empty(lasts, np.int32), np.empty(lasts, np.int32), np.empty(lasts, np.int32)
    for part in prange(parts):
        low, high = len(start) * part // parts, len(start) * (part + 1) // parts
        at, place = heads[part], np.searchsorted(places, low)
        for row in range(low, high):
            while places[place] == row:
                found[place] = at
                place += 1
            since, until = max(start[row], begins), min(end[row], ends)
            if until - since >= least:
                rows[at], starts[at], stops[at] = row, since, until
                at += 1
    return found, rows, starts, stops


@njit(parallel=True, cache=True, nogil=True)
def _until(places: Ints, rows: Ints, start: Ints, end: Ints, least: int, parts: int) -> Ints:
    until = np.empty(len(rows), np.int32)
    for part in prange(parts):
        place = np.searchsorted(places, len(rows) * part // parts, side="right")
        for row in range(len(rows) * part // parts, len(rows) * (part + 1) // parts):
            while places[place] <= row:
                place += 1
            low, high = row + 1, places[place]
            while low < high:
                middle = (low + high) >> 1
                if start[middle] <= end[row] - least:
                    low = middle + 1
                else:
                    high = middle
            until[row] = low
    return until
