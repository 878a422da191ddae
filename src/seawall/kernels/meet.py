"""Whom somebody met, and whom those met: each search stays in the days of its window and at the places of its trail."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from seawall.kernels.columns import Ints
from seawall.kernels.days import Days, day_of, first_day, first_from
from seawall.kernels.tally import FIRST, MEETINGS, VIA, Tally, forget, share, stronger
from seawall.kernels.trail import lingers, trail

NOBODY = -1


class Searches(NamedTuple):
    """For each person the windows [since, until), of which those of person i are `heads[i]:heads[i + 1]`, in order."""

    person: Ints
    heads: Ints
    since: Ints
    until: Ints


class Found(NamedTuple):
    """One row a search and person: those met by the person searched for have `via` -1, the rest whom they met.

    `seconds` is the sum over the meetings, `together` that without lingering air, `place` and `longest` the longest
    meeting. The numbers of a person in the second ring are those with `via`, whom they met longest.
    """

    search: Ints
    person: Ints
    via: Ints
    seconds: Ints
    together: Ints
    first: Ints
    last: Ints
    meetings: Ints
    place: Ints
    longest: Ints


@njit(cache=True, nogil=True)
def _met(stays: Days, own: npt.NDArray[np.int32], least: int, into: Tally) -> None:
    """Adds to `into` what everybody shared with a trail, in meetings of at least `least` seconds.

    A meeting is found in the day it begins in: there the other has just come, or was there when the person came.
    """
    least = max(least, 1)
    for nth in range(len(own)):
        place, start, end, air = own[nth, 0], own[nth, 1], own[nth, 2], own[nth, 3]
        if air - start < least:
            continue
        early, late = first_day(stays, start, air), day_of(stays.begins, air - 1)
        for day in range(early, late + 1):
            starts, ends, people = stays.start[day], stays.end[day], stays.person[day]
            low, high = stays.places[day][place], stays.places[day][place + 1]
            if day == early:
                came = first_from(starts, low, high, stays.begins[day])
                share(starts, ends, people, low, came, place, start, end, air, least, into)
                came = first_from(starts, came, high, start + least - stays.longest[day][place])
            else:
                came = first_from(starts, low, high, stays.fresh[day])
            high = first_from(starts, came, high, air - least + 1)
            share(starts, ends, people, came, high, place, start, end, air, least, into)


@njit(cache=True, nogil=True)
def _beyond(stays: Days, until: int, least: int, first: Tally, via: Tally, best: Tally) -> None:
    """Fills `best` with whom those in `first` met from their own first exposure on, each by the one met longest."""
    for nth in range(first.many[0]):
        link = first.met[nth]
        own = trail(stays, link, first.sums[link, FIRST], until)
        _met(stays, own, least, via)
        for each in range(via.many[0]):
            other = via.met[each]
            if best.sums[other, MEETINGS] == 0:
                best.met[best.many[0]] = other
                best.many[0] += 1
            if stronger(via.sums[other], link, best.sums[other]):
                best.sums[other] = via.sums[other]
                best.sums[other, VIA] = link
        forget(via)


@njit(cache=True, nogil=True)
def _kept(search: int, tally: Tally, linked: bool, out: npt.NDArray[np.int32], used: int) -> npt.NDArray[np.int32]:
    if used + tally.many[0] > len(out):
        more = np.empty((max(2 * len(out), used + tally.many[0]), 10), np.int32)
        more[:used] = out[:used]
        out = more
    for nth in range(tally.many[0]):
        who, row = tally.met[nth], used + nth
        out[row, 0], out[row, 1] = search, who
        out[row, 2] = tally.sums[who, VIA] if linked else NOBODY
        for each in range(VIA):
            out[row, 3 + each] = tally.sums[who, each]
    return out


@njit(cache=True, nogil=True)
def _searched(
    stays: Days, who: Ints, heads: Ints, since: Ints, until: Ints, two: bool, linger: int, least: int,
    first: Tally, via: Tally, best: Tally,
) -> npt.NDArray[np.int32]:  # fmt: skip
    out, used = np.empty((1024, 10), np.int32), 0
    for search in range(len(who)):
        own = np.empty((0, 4), np.int32)
        for window in range(heads[search], heads[search + 1]):
            own = np.concatenate((own, trail(stays, who[search], since[window], until[window])))
        lingers(own, linger)
        first.barred[who[search]] = True
        _met(stays, own, least, first)
        first.barred[who[search]] = False
        out = _kept(search, first, False, out, used)
        used += first.many[0]
        if two:
            via.barred[who[search]] = True
            via.barred[first.met[: first.many[0]]] = True
            _beyond(stays, until[heads[search + 1] - 1], least, first, via, best)
            via.barred[who[search]] = False
            via.barred[first.met[: first.many[0]]] = False
            out = _kept(search, best, True, out, used)
            used += best.many[0]
            forget(best)
        forget(first)
    return out[:used]


def searched(
    stays: Days, searches: Searches, *, two: bool, linger: int, least: int, tallies: tuple[Tally, Tally, Tally]
) -> Found:
    """Whom each person met inside their windows, and if `two`, whom those met from then to the end of the last window.

    `linger` and `least` are seconds; `tallies` are empty, and are so again at the end.
    """
    return Found(*_searched(stays, *searches, two, linger, least, *tallies).T)
