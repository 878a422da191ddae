"""Whom the second ring can hold, without following each way to them: who is in it, and how long each was met at most.

Where those of the first ring were is laid out by place and coming. Somebody else's stay there meets one of them if and
only if one of those who came before goes late enough, or the next who comes is early enough: one look at the latest
going so far and one at the next coming, however many they are. From the first to the last moment that one of them can
be met, stay by stay, is no less than all meetings with any one: only who could be among the first is looked at exactly.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit

from seawall.kernels.best import Scratch, strongest
from seawall.kernels.columns import Ints, Longs, plain
from seawall.kernels.days import (
    END,
    LONGEST,
    PEOPLE,
    PERSON,
    PLACES,
    ROWS,
    START,
    Days,
    Plain,
    day_of,
    first_day,
    first_from,
    of,
)
from seawall.kernels.meet import Found
from seawall.kernels.order import order
from seawall.kernels.tally import MOST, WIDTH, Rows, forget, share

BITS, SPAN = 12, 6
"""People are told apart by 64 seconds, up to three days: whoever was met longer is among the longest."""


class Links(NamedTuple):
    """The stays of the first ring from each one's first exposure to `until`: those of place `places[i]`, which are in
    order, are `heads[i]:heads[i + 1]`, in the order of their start, each at least as long as a meeting and none longer
    than `longest[i]`."""

    places: Ints
    heads: Ints
    longest: Ints
    person: Ints
    start: Ints
    end: Ints
    since: int
    until: int


def looked_up(stays: Days, layer: int, person: Ints) -> Longs:
    """The rows that a layer has of some people, in order: the number of the row, then in 32 bits who of them it is."""
    return np.sort(_looked_up(stays.plain, layer, plain(person)))


def afterwards(stays: Days, layer: int, rows: Longs, person: Ints, first: Ints, until: int, least: int) -> Ints:
    """Of rows that were looked up the person, place, start and end of those that last, inside of [first, until)."""
    day = int(np.searchsorted(stays.plain.heads, layer, side="right")) - 1
    return _afterwards(stays.plain, day, layer, rows, plain(person), plain(first), until, max(least, 1))


def links(since: int, until: int, own: Sequence[Ints]) -> Links:
    """Where those who were met were afterwards: what came of each day, each by start."""
    whole = np.concatenate(own, axis=1)
    person, place, start, end = whole.take(order(whole[1]), axis=1)
    return Links(*_headed(place, end - start), person, start, end, since, until)


def together(each: Sequence[Ints]) -> Ints:
    """The sum of some columns, in the first of them; no more than MOST."""
    for more in each[1:]:
        _together(each[0], more)
    return each[0]


def reached(stays: Days, there: Links, some: Ints, least: int, most: Ints) -> None:
    """Adds to `most`, by person, how long each was met at most at some of the places; nobody else is in the ring.

    Those of the first ring are among them. No day of the window may be lost.
    """
    _reached(stays.plain, there, plain(some), max(least, 1), most)


def longest(most: Ints, many: int) -> Ints:
    """So many people who can have been met longest, the longest first, and whoever equals the last of them, nearly."""
    persons = _longest(most, many)
    return persons[order(-most[persons])]


def ways(there: Links, own: Ints, least: int, on: Scratch) -> Found:
    """By whom each was met longest whose stays are `own` (person, place, start, end), as kernels.searched says it.

    Nobody is of the first ring, nor was met by nobody.
    """
    *columns, search = _ways(there, own.take(order(own[0]), axis=1), max(least, 1), on)
    return Found(search, *columns)


@njit(cache=True, nogil=True)
def _looked_up(stays: Plain, layer: int, person: Ints) -> Longs:
    people, rows = of(stays, layer, PEOPLE), of(stays, layer, ROWS)
    many = 0
    for nth in range(len(person)):
        if person[nth] + 1 < len(people):
            many += people[person[nth] + 1] - people[person[nth]]
    out, used = np.empty(many, np.int64), 0
    for nth in range(len(person)):
        if person[nth] + 1 < len(people):
            for at in range(people[person[nth]], people[person[nth] + 1]):
                out[used] = (np.int64(rows[at]) << 32) + nth
                used += 1
    return out


@njit(cache=True, nogil=True)
def _afterwards(
    stays: Plain, day: int, layer: int, rows: Longs, person: Ints, first: Ints, until: int, least: int
) -> Ints:
    places, starts, ends = of(stays, layer, PLACES), of(stays, layer, START), of(stays, layer, END)
    fresh = np.empty_like(first)
    for nth in range(len(first)):
        early = first_day(stays, first[nth], until)
        fresh[nth] = stays.fresh[day] if day > early else -MOST if day == early else MOST
    out, used, place = np.empty((4, len(rows)), np.int32), 0, 0
    for key in rows:
        row, nth = key >> 32, key & 0xFFFFFFFF
        start, end = max(starts[row], first[nth]), min(ends[row], until)
        if end - start >= least and starts[row] >= fresh[nth]:
            place = _place_of(places, place, row)
            out[0, used], out[1, used], out[2, used], out[3, used] = person[nth], place, start, end
            used += 1
    return out[:, :used]


@njit(cache=True, nogil=True)
def _place_of(places: Ints, place: int, row: int) -> int:
    """The place of a row, which is no earlier one than `place`; mostly it is near."""
    step = 1
    while place + step < len(places) - 1 and places[place + step] <= row:
        place, step = place + step, 2 * step
    low, high = place + 1, min(place + step, len(places) - 1)
    return first_from(places, low, high, row + 1) - 1


@njit(cache=True, nogil=True)
def _headed(place: Ints, long: Ints) -> tuple[Ints, Ints, Ints]:
    """The places that rows are of, which are together, where each begins, and how long the longest is there."""
    places, heads, longest = np.empty_like(place), np.empty(len(place) + 1, np.int32), np.empty_like(place)
    used = 0
    for row in range(len(place)):
        if row == 0 or place[row] != place[row - 1]:
            places[used], heads[used], longest[used] = place[row], row, 0
            used += 1
        longest[used - 1] = max(longest[used - 1], long[row])
    heads[used] = len(place)
    return places[:used].copy(), heads[: used + 1].copy(), longest[:used].copy()


@njit(cache=True, nogil=True)
def _together(most: Ints, more: Ints) -> None:
    for who in range(len(most)):
        _more(most, who, more[who])


@njit(cache=True, nogil=True)
def _reached(stays: Plain, there: Links, some: Ints, least: int, most: Ints) -> None:
    for nth in some:
        place, low, high = there.places[nth], there.heads[nth], there.heads[nth + 1]
        start, end = there.start[low:high], there.end[low:high]
        early, late = day_of(stays.begins, start[0]), day_of(stays.begins, end.max() - 1)
        for day in range(early, late + 1):
            for layer in range(stays.heads[day], stays.heads[day + 1]):
                if place + 1 < stays.many[layer, PLACES]:
                    _reached_in(stays, layer, place, day == early, stays.begins[day], start, end, least, most)


@njit(cache=True, nogil=True)
def _reached_in(
    stays: Plain, layer: int, place: int, early: bool, begins: int, start: Ints, end: Ints, least: int, most: Ints
) -> None:
    """One layer of a day: those who came from `begins` on, when the day did, and if it is the first all others; else
    who came before stands in the day before.

    From one coming of the first ring to the next it is the same who goes last. Who came from `begins` on, and before
    the next so early that nobody stays so long, is not looked at where nobody of the ring is.
    """
    places, people = of(stays, layer, PLACES), of(stays, layer, PERSON)
    starts, ends = of(stays, layer, START), of(stays, layer, END)
    stop, longest = places[place + 1], of(stays, layer, LONGEST)[place]
    today = first_from(starts, places[place], stop, begins)
    row, latest, after = places[place] if early else today, -MOST, 0
    while row < stop:
        while after < len(start) and start[after] <= starts[row]:
            latest = max(latest, end[after])
            after += 1
        follows = start[after] if after < len(start) else MOST
        while row < stop and starts[row] < follows and latest - starts[row] >= least:
            if ends[row] - starts[row] >= least:
                high = ends[row] if ends[row] - follows >= least else min(ends[row], latest)
                _more(most, people[row], high - starts[row])
            row += 1
        if today <= row < stop and starts[row] < follows:
            row = first_from(starts, row, stop, follows + least - longest)
        while row < stop and starts[row] < follows:
            if ends[row] - follows >= least:
                _more(most, people[row], ends[row] - follows)
            row += 1


@njit(cache=True, nogil=True, inline="always")
def _more(most: Ints, who: int, seconds: int) -> None:
    most[who] = min(int(most[who]) + seconds, MOST)


@njit(cache=True, nogil=True)
def _longest(most: Ints, many: int) -> Ints:
    """Those of the spans that so many of the longest are in, in the order of their numbers."""
    counts, last = np.zeros(1 << BITS, np.int64), (1 << BITS) - 1
    for seconds in most:
        if seconds >> SPAN > 0:
            counts[min(seconds >> SPAN, last)] += 1
    counts[0] = len(most) - counts.sum()
    least, above = last, counts[last]
    while above < many and least > 0:
        least -= 1
        above += counts[least]
    persons, used = np.empty(above, np.int32), 0
    for who in range(len(most)):
        if most[who] > 0 and min(most[who] >> SPAN, last) >= least:
            persons[used] = who
            used += 1
    return persons[:used]


@njit(cache=True, nogil=True)
def _ways(there: Links, own: Rows, least: int, on: Scratch) -> Ints:
    """The columns of Found, but `search` at last; the stays of each are together."""
    out, used = np.zeros((WIDTH + 1, own.shape[1]), np.int32), 0
    for nth in range(own.shape[1]):
        person, place, start, end = own[0, nth], own[1, nth], own[2, nth], own[3, nth]
        at = first_from(there.places, 0, len(there.places), place)
        if at < len(there.places) and there.places[at] == place:
            low, high = there.heads[at], there.heads[at + 1]
            low = first_from(there.start, low, high, start + least - there.longest[at])
            high = first_from(there.start, low, high, end - least + 1)
            share(there.start, there.end, there.person, low, high, place, start, end, end, least, on.via)
        if nth + 1 == own.shape[1] or own[0, nth + 1] != person:
            strongest(on.via, person, out.T, used)
            forget(on.via)
            used += 1
    return out[:, :used]
