"""Where somebody was in a window, and how long the air they left there counts."""

import numpy as np
import numpy.typing as npt
from numba import njit

from seawall.kernels.days import LATE, Days, day_of, first_day


@njit(cache=True, nogil=True)
def trail(stays: Days, who: int, since: int, until: int) -> npt.NDArray[np.int32]:
    """Where somebody was inside [since, until): rows of place, start, end, and the end again."""
    early, late = first_day(stays, since, until), day_of(stays.begins, until - 1)
    most = 0
    for day in range(early, late + 1):
        most += stays.people[day][who + 1] - stays.people[day][who]
    own, count = np.empty((most, 4), np.int32), 0
    for day in range(early, late + 1):
        for at in range(stays.people[day][who], stays.people[day][who + 1]):
            row = stays.rows[day][at]
            start, end = max(stays.start[day][row], since), min(stays.end[day][row], until)
            if start < end and (day == early or stays.start[day][row] >= stays.fresh[day]):
                own[count, 0] = int(np.searchsorted(stays.places[day], row, side="right")) - 1
                own[count, 1], own[count, 2], own[count, 3] = start, end, end
                count += 1
    return own[:count]


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
