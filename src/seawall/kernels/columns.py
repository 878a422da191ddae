"""What the kernels take and give: stays in columns, and a day of them in order."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Stays(NamedTuple):
    """Four columns of one length."""

    person: Ints
    place: Ints
    start: Ints
    end: Ints


class Segment(NamedTuple):
    """The stays that touch one day, ordered by (place, start, person), and the way back from a person to their rows.

    The rows of place p are `places[p]:places[p + 1]`, of which none that began within the day is longer than
    `longest[p]`. The rows of person q are `rows[people[q]:people[q + 1]]`. A stay keeps the times it has: one that
    goes on after midnight is a row in each of its days.
    """

    places: Ints
    longest: Ints
    person: Ints
    start: Ints
    end: Ints
    people: Ints
    rows: Ints


def plain(column: Ints) -> Ints:
    """The numbers in one piece of our own: of one kind, for which a kernel is compiled once."""
    return np.array(column, np.int32)


def fixed(column: Ints) -> Ints:
    """The same numbers, to be read: those of a file are so, and one kind compiles once."""
    view = np.ascontiguousarray(column, np.int32).view()
    view.flags.writeable = False
    return view


def read_only(segment: Segment) -> Segment:
    """A segment as one that is read from a file."""
    return Segment(*(fixed(column) for column in segment))
