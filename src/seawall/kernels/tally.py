"""What one search has found so far: a row a person met, added to meeting by meeting, emptied for the next."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from seawall.kernels.columns import Ints

Rows = npt.NDArray[np.int32]

WHO, VIA, SECONDS, TOGETHER, FIRST, LAST, MEETINGS, PLACE, SINCE, LONGEST = range(10)
WIDTH = 10
AT = VIA
BRIEF = 5
NOBODY, UNMET, BARRED = -1, -1, -2
MOST = 2**31 - 1
"""Seconds: who was together at many places at once for more than 68 years in all is said to have been for so long."""


class Tally(NamedTuple):
    """What somebody shared with everybody else: `rows[:many[0]]`, in the order they were met.

    `slot` says in which row a person is; UNMET: in none yet, BARRED: nor ever. It alone is looked up by person: four
    bytes each stay near the processor where whole rows would not. Most people are met once, and the first BRIEF numbers
    of a row say all of that, with the place in AT. Who is met again has a whole row as well, among `whole[:many[1]]`:
    AT is -1 minus its number then.
    """

    slot: Ints
    rows: Rows
    whole: Rows
    many: Ints


def tally(people: int) -> Tally:
    """An empty tally of so many people."""
    rows, whole = (np.empty((people, width), np.int32) for width in (BRIEF, WIDTH))
    return Tally(np.full(people, UNMET, np.int32), rows, whole, np.zeros(2, np.int32))


@njit(cache=True, nogil=True)
def share(
    starts: Ints, ends: Ints, people: Ints, low: int, high: int,
    place: int, start: int, end: int, air: int, least: int, into: Tally,
) -> None:  # fmt: skip
    """Adds what the rows [low, high) of a place share with one stay there."""
    slot, rows, whole, count, again = into.slot, into.rows, into.whole, into.many[0], into.many[1]
    for row in range(low, high):
        since, until = max(starts[row], start), min(ends[row], air)
        if until - since < least:
            continue
        at = slot[people[row]]
        if at == BARRED:
            continue
        if at == UNMET:
            slot[people[row]] = count
            _begin(rows, count, people[row], place, since, until, end)
            count += 1
            continue
        if rows[at, AT] >= 0:
            _once(rows, at, whole, again)
            rows[at, AT] = -1 - again
            again += 1
        _add(rows, at, whole, -1 - rows[at, AT], place, since, until, end)
    into.many[0], into.many[1] = count, again


@njit(cache=True, nogil=True, inline="always")
def _begin(rows: Rows, at: int, who: int, place: int, since: int, until: int, end: int) -> None:
    """The first meeting; after `end` the case was gone and its air lingered."""
    rows[at, WHO], rows[at, AT], rows[at, FIRST] = who, place, since
    rows[at, SECONDS], rows[at, TOGETHER] = until - since, max(min(until, end) - since, 0)


@njit(cache=True, nogil=True, inline="always")
def _once(rows: Rows, at: int, out: Rows, to: int) -> None:
    """The whole row of somebody who was met once."""
    out[to, WHO], out[to, VIA], out[to, MEETINGS] = rows[at, WHO], NOBODY, 1
    out[to, SECONDS], out[to, TOGETHER] = rows[at, SECONDS], rows[at, TOGETHER]
    out[to, FIRST], out[to, LAST] = rows[at, FIRST], rows[at, FIRST] + rows[at, SECONDS]
    out[to, PLACE], out[to, SINCE], out[to, LONGEST] = rows[at, AT], rows[at, FIRST], rows[at, SECONDS]


@njit(cache=True, nogil=True, inline="always")
def _add(rows: Rows, at: int, whole: Rows, to: int, place: int, since: int, until: int, end: int) -> None:
    """One meeting more; of the longest ones the first counts, of those of one time the one at the first place."""
    whole[to, SECONDS] = min(int(whole[to, SECONDS]) + until - since, MOST)
    whole[to, TOGETHER] = min(int(whole[to, TOGETHER]) + max(min(until, end) - since, 0), MOST)
    whole[to, MEETINGS] += 1
    whole[to, FIRST], whole[to, LAST] = min(whole[to, FIRST], since), max(whole[to, LAST], until)
    longer, earlier = until - since - whole[to, LONGEST], whole[to, SINCE] - since
    if longer > 0 or (longer == 0 and (earlier > 0 or (earlier == 0 and place < whole[to, PLACE]))):
        whole[to, PLACE], whole[to, SINCE], whole[to, LONGEST] = place, since, until - since
    rows[at, SECONDS], rows[at, TOGETHER], rows[at, FIRST] = whole[to, SECONDS], whole[to, TOGETHER], whole[to, FIRST]


@njit(cache=True, nogil=True, inline="always")
def take(tally: Tally, at: int, out: Rows, to: int) -> None:
    """Writes the whole of a row of a tally into a row of `out`."""
    if tally.rows[at, AT] >= 0:
        _once(tally.rows, at, out, to)
    else:
        copy(tally.whole, -1 - tally.rows[at, AT], out, to)


@njit(cache=True, nogil=True, inline="always")
def copy(rows: Rows, at: int, out: Rows, to: int) -> None:
    """Writes a whole row into a row of `out`."""
    for each in range(WIDTH):  # a slice would look first whether the two lie in one another
        out[to, each] = rows[at, each]


@njit(cache=True, nogil=True)
def bar(who: int, into: Tally) -> None:
    """Leaves somebody out, who has not been met."""
    into.slot[who] = BARRED


@njit(cache=True, nogil=True)
def admit(who: int, into: Tally) -> None:
    """Lets somebody in again."""
    into.slot[who] = UNMET


@njit(cache=True, nogil=True)
def forget(into: Tally) -> None:
    """Empties it, by what it holds and not by how many people there are."""
    for nth in range(into.many[0]):
        into.slot[into.rows[nth, WHO]] = UNMET
    into.many[0], into.many[1] = 0, 0
