"""The stays of some people at some places in a segment: looked up, taken out, or held against others."""

import numpy as np
import numpy.typing as npt
from numba import njit

from seawall.kernels.bits import mark, marks
from seawall.kernels.columns import Ints, Marks, Segment, Stays, fixed, read_only


def stays_of(segment: Segment, rows: Ints) -> Stays:
    """Some rows of a segment, copied."""
    place = (np.searchsorted(segment.places, rows, side="right") - 1).astype(np.int32)
    who, start, end = (column[rows] for column in (segment.person, segment.start, segment.end))
    return Stays(who, place, start, end, marks(segment.assumed, rows))


def picked(segment: Segment, person: Ints, place: Ints, *, out: bool = False) -> Stays:
    """The stays of each (person, place), pairs that differ; with `out` they are in the segment no more: they end as
    they begin, so that nobody meets them and all others stay where they are.

    People and places the segment does not count have none. With `out` its columns must be writeable.
    """
    one = read_only(segment)
    rows = _picked(one.people, one.rows, one.places, one.start, one.end, fixed(person), fixed(place))
    found = stays_of(segment, rows)
    if out:
        segment.end[rows] = segment.start[rows]
    return found


def living(segment: Segment) -> Stays:
    """All stays that a segment holds, without those that were taken out."""
    rows = np.flatnonzero(segment.start < segment.end).astype(np.int32)
    return stays_of(segment, rows)


def held(segment: Segment, stays: Stays) -> Marks:
    """Which of the stays stand in the segment exactly so, assumed leavings as assumed."""
    one = read_only(segment)
    return _held(one.people, one.rows, one.places, one.start, one.end, one.assumed, *read_only(stays))


@njit(cache=True, nogil=True)
def _picked(
    people: Ints, rows: Ints, places: Ints, start: Ints, end: Ints, person: Ints, place: Ints
) -> npt.NDArray[np.int32]:
    found, count = np.empty(64, np.int32), 0
    for nth in range(len(person)):
        if person[nth] + 1 >= len(people) or place[nth] + 1 >= len(places):
            continue
        for at in range(people[person[nth]], people[person[nth] + 1]):
            row = rows[at]
            if start[row] < end[row] and places[place[nth]] <= row < places[place[nth] + 1]:
                if count == len(found):
                    found = np.concatenate((found, np.empty(count, np.int32)))
                found[count] = row
                count += 1
    return found[:count]


@njit(cache=True, nogil=True)
def _held(
    people: Ints, rows: Ints, places: Ints, starts: Ints, ends: Ints, words: Ints,
    person: Ints, place: Ints, start: Ints, end: Ints, assumed: Marks,
) -> Marks:  # fmt: skip
    found = np.zeros(len(person), np.bool_)
    for nth in range(len(person)):
        if person[nth] + 1 >= len(people) or place[nth] + 1 >= len(places):
            continue
        for at in range(people[person[nth]], people[person[nth] + 1]):
            row = rows[at]
            same = starts[row] == start[nth] and ends[row] == end[nth] and mark(words, row) == assumed[nth]
            if same and starts[row] < ends[row]:
                found[nth] |= places[place[nth]] <= row < places[place[nth] + 1]
    return found
