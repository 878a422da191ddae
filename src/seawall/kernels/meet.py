"""Whom somebody met, and whom those met: each search stays in the days of its window and at the places of its trail."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from seawall.kernels.best import Scratch, clear, improve
from seawall.kernels.columns import Ints, plain
from seawall.kernels.days import (
    END,
    LONGEST,
    PERSON,
    PLACES,
    START,
    Days,
    Plain,
    first_from,
    of,
    touched,
)
from seawall.kernels.tally import FIRST, WHO, WIDTH, Tally, admit, bar, copy, forget, share, take
from seawall.kernels.trail import lingers, trail

ROOM = 60_000
"""Rows to begin with: what is not used costs nothing."""


class Searches(NamedTuple):
    """For each person the windows [since, until), of which those of person i are `heads[i]:heads[i + 1]`, in order."""

    person: Ints
    heads: Ints
    since: Ints
    until: Ints


class Found(NamedTuple):
    """One row a search and person: those met by the person searched for have `via` NOBODY, the rest whom they met.

    `seconds` is the sum over the meetings, `together` that without lingering air; the longest meeting was at `place`
    from `since` for `longest` seconds. The numbers of a person in the second ring are those with `via`, whom they met
    longest.
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
    since: Ints
    longest: Ints


@njit(cache=True, nogil=True)
def _met(stays: Plain, own: npt.NDArray[np.int32], least: int, into: Tally) -> None:
    """Adds to `into` what everybody shared with a trail, in meetings of at least `least` seconds.

    A meeting is found in the day it begins in: there the other has just come, or was there when the person came.
    """
    least = max(least, 1)
    for nth in range(len(own)):
        start, air = own[nth, 1], own[nth, 3]
        if air - start < least:
            continue
        early, after = touched(stays, start, air)
        for day in range(early, after):
            for layer in range(stays.heads[day], stays.heads[day + 1]):
                if own[nth, 0] + 1 < stays.many[layer, PLACES]:
                    _met_in(stays, day, layer, day == early, own, nth, least, into)


@njit(cache=True, nogil=True)
def _met_in(
    stays: Plain, day: int, layer: int, early: bool, own: npt.NDArray[np.int32], nth: int, least: int, into: Tally
) -> None:
    """Adds what one layer knows of the others at the place of a stay; on its first day also who was there before."""
    place, start, end, air = own[nth, 0], own[nth, 1], own[nth, 2], own[nth, 3]
    places, longest = of(stays, layer, PLACES), of(stays, layer, LONGEST)
    starts, ends, people = of(stays, layer, START), of(stays, layer, END), of(stays, layer, PERSON)
    low, high = places[place], places[place + 1]
    if early:
        came = first_from(starts, low, high, stays.begins[day])
        share(starts, ends, people, low, came, place, start, end, air, least, into)
        came = first_from(starts, came, high, start + least - longest[place])
    else:
        came = first_from(starts, low, high, stays.fresh[day])
    high = first_from(starts, came, high, air - least + 1)
    share(starts, ends, people, came, high, place, start, end, air, least, into)


@njit(cache=True, nogil=True)
def _beyond(stays: Plain, who: int, until: int, least: int, on: Scratch) -> None:
    """Fills `best` with whom those in `first` met from their own first exposure on, each by the one met longest."""
    first, via = on.first, on.via
    bar(who, via)
    for nth in range(first.many[0]):
        bar(first.rows[nth, WHO], via)
    for nth in range(first.many[0]):
        link = first.rows[nth, WHO]
        _met(stays, trail(stays, link, first.rows[nth, FIRST], until), least, via)
        improve(on.best, via, link)
    admit(who, via)
    for nth in range(first.many[0]):
        admit(first.rows[nth, WHO], via)


@njit(cache=True, nogil=True)
def _searched(
    stays: Plain, who: Ints, heads: Ints, since: Ints, until: Ints, two: bool, linger: int, least: int, on: Scratch
) -> npt.NDArray[np.int32]:
    """The columns of Found, but `search` at last."""
    out, used = np.empty((WIDTH + 1, ROOM), np.int32), 0
    for search in range(len(who)):
        own = np.empty((0, 4), np.int32)
        for window in range(heads[search], heads[search + 1]):
            own = np.concatenate((own, trail(stays, who[search], since[window], until[window])))
        lingers(own, linger)
        bar(who[search], on.first)
        _met(stays, own, least, on.first)
        admit(who[search], on.first)
        if two:
            _beyond(stays, who[search], until[heads[search + 1] - 1], least, on)
        out = _kept(search, on, out, used)
        used += on.first.many[0] + on.best.many[0]
        clear(on.best)
        forget(on.first)
    return out[:, :used]


@njit(cache=True, nogil=True)
def _kept(search: int, on: Scratch, out: npt.NDArray[np.int32], used: int) -> npt.NDArray[np.int32]:
    """The same columns with both rings after those that are used."""
    many = on.first.many[0]
    total = used + many + on.best.many[0]
    if total > out.shape[1]:
        more = np.empty((WIDTH + 1, max(2 * used, total)), np.int32)
        more[:, :used] = out[:, :used]
        out = more
    rows = out.T
    for nth in range(many):
        take(on.first, nth, rows, used + nth)
    for nth in range(on.best.many[0]):
        copy(on.best.rows, nth, rows, used + many + nth)
    out[WIDTH, used:total] = search
    return out


def searched(stays: Days, searches: Searches, *, two: bool, linger: int, least: int, on: Scratch) -> Found:
    """Whom each person met inside their windows, and if `two`, whom those met from then to the end of the last window.

    `linger` and `least` are seconds; `on` has room for as many people as there are.
    """
    asked = Searches(*(plain(column) for column in searches))
    *columns, search = _searched(stays.plain, *asked, two, linger, least, on)
    return Found(search, *columns)
