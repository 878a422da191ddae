"""Days that follow one another, ready to be searched, of which some may be lost."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numba.typed import List

from seawall.kernels.arrange import empty
from seawall.kernels.columns import Ints, Segment

LATE = 2**31 - 1
"""Later than any second that can be counted."""


class Days(NamedTuple):
    """Segments of days that follow one another, column by column; day i is [begins[i], begins[i + 1]).

    `fresh[i]` is from when on a coming is found in day i: its beginning, or that of the lost days before it. Of a day
    that is lost it is later than any.
    """

    begins: Ints
    fresh: Ints
    places: List
    longest: List
    person: List
    start: List
    end: List
    people: List
    rows: List


def days(segments: Sequence[Segment | None], begins: Ints, places: int, people: int) -> Days:
    """Segments ready to be searched; None where a day is lost: nobody is found on it, and the rest is found whole.

    Read-only, as those of files are: one kind compiles once.
    """
    nothing = empty(places, people)
    there = [nothing if each is None else each for each in segments]
    fresh, since = np.full(len(segments), LATE, np.int32), 0
    for day, each in enumerate(segments):
        if each is not None:
            fresh[day], since = begins[since], day + 1
    return Days(begins, fresh, *(List([_fixed(getattr(each, name)) for each in there]) for name in Segment._fields))


def _fixed(column: Ints) -> Ints:
    view = column.view()
    view.flags.writeable = False
    return view


@njit(cache=True, nogil=True)
def day_of(begins: Ints, moment: int) -> int:
    """The number of the day a moment lies in; of the first or the last day for one outside of all."""
    return min(max(int(np.searchsorted(begins, moment, side="right")) - 1, 0), len(begins) - 2)


@njit(cache=True, nogil=True)
def first_day(stays: Days, since: int, until: int) -> int:
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
