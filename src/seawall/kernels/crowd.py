"""How many people were at places while something happened there."""

import numpy as np
from numba import njit

from seawall.kernels.columns import Ints, plain
from seawall.kernels.days import END, START, Days, Plain, entering, of, touched


def crowd(stays: Days, place: Ints, since: Ints, until: Ints) -> Ints:
    """For each place and [since, until) the stays there that lie in it at least partly: who came twice counts twice."""
    return _crowd(stays.plain, plain(place), plain(since), plain(until))


@njit(cache=True, nogil=True)
def _crowd(stays: Plain, place: Ints, since: Ints, until: Ints) -> Ints:
    found = np.zeros(len(place), np.int32)
    for nth in range(len(place)):
        early, after = touched(stays, since[nth], until[nth])
        for day in range(early, after):
            for layer in range(stays.heads[day], stays.heads[day + 1]):
                low, stood, came, high = entering(stays, day, layer, day == early, place[nth], since[nth], until[nth])
                found[nth] += _lasting(stays, layer, low, stood, since[nth])
                found[nth] += _lasting(stays, layer, came, high, since[nth])
    return found


@njit(cache=True, nogil=True)
def _lasting(stays: Plain, layer: int, low: int, high: int, since: int) -> int:
    """How many of the rows [low, high) of a layer are still there after `since`."""
    starts, ends = of(stays, layer, START), of(stays, layer, END)
    many = 0
    for row in range(low, high):
        many += ends[row] > since and ends[row] > starts[row]
    return many
