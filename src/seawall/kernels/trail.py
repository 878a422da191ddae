"""Where somebody was in a window, and how long the air they left there counts."""

import numpy as np
import numpy.typing as npt
from numba import njit

from seawall.kernels.days import END, LATE, PEOPLE, PLACES, ROWS, START, Plain, day_of, first_day, of


@njit(cache=True, nogil=True)
def trail(stays: Plain, who: int, since: int, until: int) -> npt.NDArray[np.int32]:
    """Where somebody was inside [since, until): rows of place, start, end, and the end again."""
    early, late = first_day(stays, since, until), day_of(stays.begins, until - 1)
    most = 0
    for layer in range(stays.heads[early], stays.heads[late + 1]):
        people = of(stays, layer, PEOPLE)
        if who + 1 < len(people):
            most += people[who + 1] - people[who]
    own, count = np.empty((most, 4), np.int32), 0
    for day in range(early, late + 1):
        fresh = since if day == early else stays.fresh[day]
        for layer in range(stays.heads[day], stays.heads[day + 1]):
            if who + 1 < stays.many[layer, PEOPLE]:
                count = _there(stays, layer, who, fresh, since, until, day == early, own, count)
    return own[:count]


@njit(cache=True, nogil=True)
def _there(
    stays: Plain, layer: int, who: int, fresh: int, since: int, until: int, all_of_them: bool,
    own: npt.NDArray[np.int32], count: int,
) -> int:  # fmt: skip
    """Adds what one layer knows of somebody, of a later day only what began in it; how many rows there are then."""
    people, rows, places = of(stays, layer, PEOPLE), of(stays, layer, ROWS), of(stays, layer, PLACES)
    starts, ends = of(stays, layer, START), of(stays, layer, END)
    for at in range(people[who], people[who + 1]):
        row = rows[at]
        start, end = max(starts[row], since), min(ends[row], until)
        if start < end and (all_of_them or starts[row] >= fresh):
            own[count, 0] = int(np.searchsorted(places, row, side="right")) - 1
            own[count, 1], own[count, 2], own[count, 3] = start, end, end
            count += 1
    return count


@njit(cache=True, nogil=True)
def lingers(own: npt.NDArray[np.int32], linger: int) -> None:
    """Says in the last column until when the air somebody left is not clean: `linger` on, or when they came back."""
    if linger <= 0:
        return
    order = np.argsort((own[:, 0].astype(np.int64) << 32) + own[:, 1])
    for nth in range(len(own)):
        one = order[nth]
        clean = np.int64(own[one, 2]) + linger
        own[one, 3] = clean if clean < LATE else LATE
        if nth + 1 < len(own) and own[order[nth + 1], 0] == own[one, 0]:
            own[one, 3] = min(own[one, 3], own[order[nth + 1], 1])
