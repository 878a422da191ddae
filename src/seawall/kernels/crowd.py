"""How many people were at places while something happened there."""

import numpy as np
from numba import njit

from seawall.kernels.among import entering
from seawall.kernels.columns import Ints, plain
from seawall.kernels.days import END, PLACES, START, Days, Plain, day_of, first_day, of


def crowd(stays: Days, place: Ints, since: Ints, until: Ints) -> Ints:
    """For each place and [since, until) the stays there that lie in it at least partly: who came twice counts twice."""
    return _crowd(stays.plain, plain(place), plain(since), plain(until))


@njit(cache=True, nogil=True)
def _crowd(stays: Plain, place: Ints, since: Ints, until: Ints) -> Ints:
    found = np.zeros(len(place), np.int32)
    for nth in range(len(place)):
        early, late = first_day(stays, since[nth], until[nth]), day_of(stays.begins, until[nth] - 1)
        for day in range(early, late + 1):
            for layer in range(stays.heads[day], stays.heads[day + 1]):
                if place[nth] + 1 < stays.many[layer, PLACES]:
                    found[nth] += _there(stays, day, layer, day == early, place[nth], since[nth], until[nth])
    return found


@njit(cache=True, nogil=True)
def _there(stays: Plain, day: int, layer: int, early: bool, place: int, since: int, until: int) -> int:
    """The stays that one layer knows, on a later day only those that began in it."""
    starts, ends = of(stays, layer, START), of(stays, layer, END)
    low, stood, came, high = entering(stays, day, layer, early, place, since, until)
    many = 0
    for row in range(low, stood):
        many += ends[row] > since and ends[row] > starts[row]
    for row in range(came, high):
        many += ends[row] > since and ends[row] > starts[row]
    return many
