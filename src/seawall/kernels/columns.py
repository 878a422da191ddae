"""What the kernels take and give: stays in columns, and a day of them in order."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
Kind = TypeVar("Kind", bound=np.generic)


class Stays(NamedTuple):
    """Five columns of one length; `assumed` where nobody stated the leaving, and `end` is what one takes it for."""

    person: Ints
    place: Ints
    start: Ints
    end: Ints
    assumed: Marks


def stated(person: Ints, place: Ints, start: Ints, end: Ints) -> Stays:
    """Stays of which each leaving was stated."""
    return Stays(person, place, start, end, np.zeros(len(person), np.bool_))


NOBODY = stated(*(np.empty(0, np.int32),) * 4)
"""No stays."""


def one_after_the_other(parts: Sequence[Stays]) -> Stays:
    """All rows of each."""
    return Stays._make(np.concatenate(each) for each in zip(NOBODY, *parts, strict=True))


def some(stays: Stays, there: Marks) -> Stays:
    """The rows that are there."""
    return Stays._make(column[there] for column in stays)


class Segment(NamedTuple):
    """The stays that touch one day, ordered by (place, start, person), and the way back from a person to their rows.

    The rows of place p are `places[p]:places[p + 1]`, of which none that began within the day is longer than
    `longest[p]`. The rows of person q are `rows[people[q]:people[q + 1]]`. A stay keeps the times it has: one that
    goes on after midnight is a row in each of its days. Whether its leaving is assumed is bit row % 32 of
    `assumed[row // 32]`: no search looks at it, but who tells of a few rows afterwards.
    """

    places: Ints
    longest: Ints
    person: Ints
    start: Ints
    end: Ints
    people: Ints
    rows: Ints
    assumed: Ints


Columns = TypeVar("Columns", Segment, Stays)


def plain(column: Ints) -> Ints:
    """The numbers in one piece of our own: of one kind, for which a kernel is compiled once."""
    return np.array(column, np.int32)


def fixed(column: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """The same numbers, to be read: those of a file are so, and one kind compiles once."""
    view = np.ascontiguousarray(column).view()
    view.flags.writeable = False
    return view


def read_only(columns: Columns) -> Columns:
    """All of them so: as they are read from a file."""
    return type(columns)._make(map(fixed, columns))
