"""The stays of people, and at places, in spans of theirs."""

import numpy as np
import numpy.typing as npt
from numba import njit

from seawall.kernels.columns import Ints, Stays, fixed, one_after_the_other
from seawall.kernels.days import END, PEOPLE, ROWS, START, Days, Plain, entering, of, touched
from seawall.kernels.pick import stays_of

Rows = npt.NDArray[np.int32]
"""A layer and a row in it."""


def of_people(stays: Days, person: Ints, since: Ints, until: Ints) -> Stays:
    """The stays of each person that lie in [since, until) at least partly; one that lies in two spans comes twice."""
    return _gathered(stays, _of_people(stays.plain, fixed(person), fixed(since), fixed(until)))


def at_places(stays: Days, place: Ints, since: Ints, until: Ints) -> Stays:
    """The stays at each place that lie in [since, until) at least partly; one that lies in two spans comes twice."""
    return _gathered(stays, _at_places(stays.plain, fixed(place), fixed(since), fixed(until)))


def visits(stays: Days, place: int, since: int, until: int) -> Stays:
    """The stays at one place that lie in [since, until) at least partly, whole; by coming, layer by layer."""
    return at_places(stays, *_alone(place, since, until))


def whereabouts(stays: Days, person: int, since: int, until: int) -> Stays:
    """Where somebody was inside [since, until), clipped to it; assumed is what the leaving of the whole stay is."""
    whole = of_people(stays, *_alone(person, since, until))
    return whole._replace(start=np.maximum(whole.start, since), end=np.minimum(whole.end, until))


def _alone(*numbers: int) -> tuple[Ints, ...]:
    return tuple(np.array([number], np.int32) for number in numbers)


def _gathered(stays: Days, found: Rows) -> Stays:
    """Layer by layer, in each as they were found."""
    order = np.argsort(found[:, 0], kind="stable")
    layer, row = found[order].T
    heads = np.searchsorted(layer, np.arange(len(stays.layers) + 1))
    return one_after_the_other(
        [
            stays_of(segment, np.ascontiguousarray(row[low:high]))
            for segment, low, high in zip(stays.layers, heads[:-1], heads[1:], strict=True)
            if low < high
        ]
    )


@njit(cache=True, nogil=True)
def _of_people(stays: Plain, person: Ints, since: Ints, until: Ints) -> Rows:
    found, count = np.empty((64, 2), np.int32), 0
    for nth in range(len(person)):
        early, after = touched(stays, since[nth], until[nth])
        for day in range(early, after):
            for layer in range(stays.heads[day], stays.heads[day + 1]):
                people, rows = of(stays, layer, PEOPLE), of(stays, layer, ROWS)
                if person[nth] + 1 >= len(people):
                    continue
                starts, ends = of(stays, layer, START), of(stays, layer, END)
                for at in range(people[person[nth]], people[person[nth] + 1]):
                    row = rows[at]
                    new = day == early or starts[row] >= stays.fresh[day]
                    if new and starts[row] < until[nth] and ends[row] > since[nth] and starts[row] < ends[row]:
                        found, count = _kept(found, count, layer, row)
    return found[:count]


@njit(cache=True, nogil=True)
def _at_places(stays: Plain, place: Ints, since: Ints, until: Ints) -> Rows:
    found, count = np.empty((64, 2), np.int32), 0
    for nth in range(len(place)):
        early, after = touched(stays, since[nth], until[nth])
        for day in range(early, after):
            for layer in range(stays.heads[day], stays.heads[day + 1]):
                low, stood, came, high = entering(stays, day, layer, day == early, place[nth], since[nth], until[nth])
                found, count = _lasting(stays, layer, low, stood, since[nth], found, count)
                found, count = _lasting(stays, layer, came, high, since[nth], found, count)
    return found[:count]


@njit(cache=True, nogil=True)
def _lasting(stays: Plain, layer: int, low: int, high: int, since: int, found: Rows, count: int) -> tuple[Rows, int]:
    """Adds those of the rows [low, high) of a layer who are still there after `since`."""
    starts, ends = of(stays, layer, START), of(stays, layer, END)
    for row in range(low, high):
        if ends[row] > since and starts[row] < ends[row]:
            found, count = _kept(found, count, layer, row)
    return found, count


@njit(cache=True, nogil=True, inline="always")
def _kept(found: Rows, count: int, layer: int, row: int) -> tuple[Rows, int]:
    if count == len(found):
        found = np.concatenate((found, np.empty((count, 2), np.int32)))
    found[count, 0], found[count, 1] = layer, row
    return found, count + 1
