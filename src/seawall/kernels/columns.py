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
