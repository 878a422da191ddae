"""Whom the second ring can hold, without following each way to them: who is in it, and how long each was met at most.

Where those of the first ring were is laid out by place and coming. Somebody else's stay there meets one of them if and
only if one of those who came before goes late enough, or the next who comes is early enough: one look at the latest
going so far and one at the next coming, however many they are. From the first to the last moment that one of them can
be met, stay by stay, is no less than all meetings with any one: only who could be among the first is looked at exactly.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from seawall.kernels.best import Scratch, strongest
from seawall.kernels.columns import Ints
from seawall.kernels.days import END, PERSON, PLACES, START, Days, Plain, day_of, first_from, of
from seawall.kernels.groups import cumulated
from seawall.kernels.meet import Found
from seawall.kernels.order import order
from seawall.kernels.tally import MOST, WIDTH, forget, share
from seawall.kernels.trail import trail


class Links(NamedTuple):
    """The stays of the first ring from each one's first exposure to `until`: those of place p are
    `heads[p]:heads[p + 1]`, in the order of their start, each at least as long as a meeting and none longer than
    `longest[p]`."""

    heads: Ints
    longest: Ints
    person: Ints
    start: Ints
    end: Ints
    since: int
    until: int


def links(stays: Days, first: Found, until: int, least: int) -> Links:
    """Where those who were met were afterwards."""
    own = _trails(stays.plain, first.person, first.first, until, max(least, 1))
    person, place, start, end = own[:, order(own[2], own[1])]
    places = max((len(layer.longest) for layer in stays.layers), default=0)
    heads, longest = cumulated(np.bincount(place, minlength=places)), np.zeros(places, np.int32)
    some = np.flatnonzero(np.diff(heads))
    longest[some] = np.maximum.reduceat(end - start, heads[some]) if len(some) else 0
    return Links(heads.astype(np.int32), longest, person, start, end, int(first.first.min(initial=until)), until)


def reached(stays: Days, there: Links, least: int, part: int, parts: int, most: Ints) -> None:
    """Adds to `most`, by person, how long each was met at most at the places of one part; nobody else is in the ring.

    Those of the first ring are among them. No day of the window may be lost.
    """
    places = np.flatnonzero(np.diff(there.heads))[part::parts].astype(np.int32)
    _reached(stays.plain, places, there.heads, there.start, there.end, max(least, 1), most)


def ways(stays: Days, there: Links, persons: Ints, least: int, on: Scratch) -> Found:
    """Of those persons, who are not of the first ring, by whom each was met longest, as kernels.searched says it."""
    *columns, search = _ways(stays.plain, there, persons, max(least, 1), on)
    return Found(search, *columns)


@njit(cache=True, nogil=True)
def _trails(stays: Plain, person: Ints, first: Ints, until: int, least: int) -> Ints:
    out, used = np.empty((4, 1_000), np.int32), 0
    for nth in range(len(person)):
        own = trail(stays, person[nth], first[nth], until)
        if used + len(own) > out.shape[1]:
            more = np.empty((4, 2 * (used + len(own))), np.int32)
            more[:, :used] = out[:, :used]
            out = more
        for row in range(len(own)):
            if own[row, 2] - own[row, 1] >= least:
                out[0, used], out[1, used] = person[nth], own[row, 0]
                out[2, used], out[3, used] = own[row, 1], own[row, 2]
                used += 1
    return out[:, :used]


@njit(cache=True, nogil=True)
def _reached(stays: Plain, places: Ints, heads: Ints, start: Ints, end: Ints, least: int, most: Ints) -> None:
    for place in places:
        low, high = heads[place], heads[place + 1]
        early, late = day_of(stays.begins, start[low]), day_of(stays.begins, end[low:high].max() - 1)
        for day in range(early, late + 1):
            for layer in range(stays.heads[day], stays.heads[day + 1]):
                if place + 1 < stays.many[layer, PLACES]:
                    new = -MOST if day == early else stays.begins[day]
                    _reached_in(stays, layer, place, new, start[low:high], end[low:high], least, most)


@njit(cache=True, nogil=True)
def _reached_in(stays: Plain, layer: int, place: int, new: int, start: Ints, end: Ints, least: int, most: Ints) -> None:
    """One layer of a day: those who came from `new` on, for who came before that stands in the day before."""
    places, people = of(stays, layer, PLACES), of(stays, layer, PERSON)
    starts, ends = of(stays, layer, START), of(stays, layer, END)
    latest, after = -MOST, 0
    for row in range(first_from(starts, places[place], places[place + 1], new), places[place + 1]):
        since, until = starts[row], ends[row]
        while after < len(start) and start[after] <= since:
            latest = max(latest, end[after])
            after += 1
        follows = start[after] if after < len(start) else MOST
        low = since if latest - since >= least else follows
        high = until if until - follows >= least else min(until, latest)
        if high - low >= least and until - since >= least:
            most[people[row]] = min(np.int64(most[people[row]]) + high - low, MOST)


@njit(cache=True, nogil=True)
def _ways(stays: Plain, there: Links, persons: Ints, least: int, on: Scratch) -> Ints:
    """The columns of Found, but `search` at last."""
    out = np.zeros((WIDTH + 1, len(persons)), np.int32)
    for nth in range(len(persons)):
        own = trail(stays, persons[nth], there.since, there.until)
        for row in range(len(own)):
            place, start, end = own[row, 0], own[row, 1], own[row, 2]
            low, high = there.heads[place], there.heads[place + 1]
            low = first_from(there.start, low, high, start + least - there.longest[place])
            high = first_from(there.start, low, high, end - least + 1)
            share(there.start, there.end, there.person, low, high, place, start, end, end, least, on.via)
        strongest(on.via, persons[nth], out.T, nth)
        forget(on.via)
    return out
