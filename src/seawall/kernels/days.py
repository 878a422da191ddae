"""Days that follow one another, ready to be searched, each in one layer or more, and some of them lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit

from seawall.kernels.address import address, column
from seawall.kernels.columns import Ints, Longs, Segment

LATE = 2**31 - 1
"""Later than any second that can be counted."""
PLACES, LONGEST, PERSON, START, END, PEOPLE, ROWS, ASSUMED = range(8)
COLUMNS = 8


class Plain(NamedTuple):
    """What the kernels see of Days: of each layer where its columns lie and how long they are."""

    begins: Ints
    fresh: Ints
    heads: Ints
    where: Longs
    many: Longs


@dataclass(frozen=True)
class Days:
    """Days that follow one another: day i is [begins[i], begins[i + 1]), its layers are `heads[i]:heads[i + 1]`.

    A layer is a segment. No stays of one person at one place touch, in whatever layers they are, but for one that goes
    on after midnight: that is a row in each of its days. A layer counts the people and places there were when it was
    made; those who came later are not in it.
    `fresh[i]` is from when on a coming is found in day i: its beginning, or that of the lost days before it. Of a day
    that is lost it is later than any.
    """

    plain: Plain
    layers: tuple[Segment, ...]


def days(layers: Sequence[Sequence[Segment] | None], begins: Ints) -> Days:
    """The layers of each day; None where it is lost: nobody is found on it, and the rest is found whole."""
    fresh, since = np.full(len(layers), LATE, np.int32), 0
    for day, there in enumerate(layers):
        if there is not None:
            fresh[day], since = begins[since], day + 1
    held = [list(there or ()) for there in layers]
    heads = np.cumsum([0, *(len(there) for there in held)], dtype=np.int32)
    every = tuple(layer for there in held for layer in there)
    laid = np.array([[address(column) for column in layer] for layer in every], np.int64).reshape(-1, COLUMNS, 2)
    return Days(Plain(begins, fresh, heads, *(np.ascontiguousarray(laid[:, :, part]) for part in (0, 1))), every)


@njit(cache=True, nogil=True, inline="always")
def of(stays: Plain, layer: int, name: int) -> Ints:
    """One column of a layer."""
    return column(stays.where[layer, name], stays.many[layer, name])


@njit(cache=True, nogil=True)
def day_of(begins: Ints, moment: int) -> int:
    """The number of the day a moment lies in; of the first or the last day for one outside of all."""
    return min(max(int(np.searchsorted(begins, moment, side="right")) - 1, 0), len(begins) - 2)


@njit(cache=True, nogil=True)
def first_day(stays: Plain, since: int, until: int) -> int:
    """The first day not lost of those that [since, until) touches, else the last of them."""
    day, last = day_of(stays.begins, since), day_of(stays.begins, until - 1)
    while day < last and stays.fresh[day] == LATE:
        day += 1
    return day


@njit(cache=True, nogil=True)
def first_from(column: Ints, low: int, high: int, value: int) -> int:
    """The first of [low, high) whose value is at least `value`."""
    while low < high:
        middle = (low + high) >> 1
        if column[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def entering(
    stays: Plain, day: int, layer: int, early: bool, place: int, since: int, until: int
) -> tuple[int, int, int, int]:
    """Where in a layer all stays at a place are that may lie in [since, until): rows [low, stood) and [came, high).

    On the first day that is looked at those who stood there when it began are among them; on a later one only who came
    on it, for the others were found before. A layer that does not count the place has none.
    """
    if place + 1 >= stays.many[layer, PLACES]:
        return 0, 0, 0, 0
    places, starts = of(stays, layer, PLACES), of(stays, layer, START)
    low, high = places[place], first_from(starts, places[place], places[place + 1], until)
    came = first_from(starts, low, high, stays.begins[day] if early else stays.fresh[day])
    if not early:
        return came, came, came, high
    return low, came, first_from(starts, came, high, since - of(stays, layer, LONGEST)[place]), high


@njit(cache=True, nogil=True)
def touched(stays: Plain, since: int, until: int) -> tuple[int, int]:
    """The days that [since, until) touches, from the first up to the one after the last; none where it is empty.

    On the first of them all count who are there, on the others those who come on it.
    """
    if since >= until:
        return 0, 0
    return first_day(stays, since, until), day_of(stays.begins, until - 1) + 1
