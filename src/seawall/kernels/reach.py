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
from seawall.kernels.groups import cumulated
from seawall.kernels.meet import Found
from seawall.kernels.tally import MOST, WIDTH, Rows, forget, share
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


def looked_up(stays: Days, layer: int, person: Ints) -> Longs:
    """The rows that a layer has of some people, in order: the number of the row, then in 32 bits who of them it is."""
    return np.sort(_looked_up(stays.plain, layer, plain(person)))


def afterwards(stays: Days, layer: int, rows: Longs, person: Ints, first: Ints, until: int, least: int) -> Ints:
    """Of rows that were looked up the person, place, start and end of those that last, inside of [first, until)."""
    day = int(np.searchsorted(stays.plain.heads, layer, side="right")) - 1
    return _afterwards(stays.plain, day, layer, rows, plain(person), plain(first), until, max(least, 1))


def links(stays: Days, since: int, until: int, own: Sequence[Ints]) -> Links:
    """Where those who were met were afterwards: what came of each day, each by place and start."""
    whole, places = np.concatenate(own, axis=1), max((len(layer.longest) for layer in stays.layers), default=0)
    heads = cumulated(np.bincount(whole[1], minlength=places))
    person, start, end, longest = _laid(whole, heads)
    return Links(heads.astype(np.int32), longest, person, start, end, since, until)


def together(each: Sequence[Ints]) -> Ints:
    """The sum of some columns, in the first of them; no more than MOST."""
    for more in each[1:]:
        _together(each[0], more)
    return each[0]


def reached(stays: Days, there: Links, places: Ints, least: int, most: Ints) -> None:
    """Adds to `most`, by person, how long each was met at most at some places; nobody else is in the ring.

    Those of the first ring are among them. No day of the window may be lost.
    """
    _reached(stays.plain, plain(places), there.heads, there.start, there.end, max(least, 1), most)


def ways(stays: Days, there: Links, persons: Ints, least: int, on: Scratch) -> Found:
    """Of those persons, who are not of the first ring, by whom each was met longest, as kernels.searched says it."""
    *columns, search = _ways(stays.plain, there, persons, max(least, 1), on)
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
    out, used, place = np.empty((4, len(rows)), np.int32), 0, 0
    for key in rows:
        row, nth = key >> 32, key & 0xFFFFFFFF
        start, end = max(starts[row], first[nth]), min(ends[row], until)
        early = first_day(stays, first[nth], until)
        if end - start >= least and (day == early or (day > early and starts[row] >= stays.fresh[day])):
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
def _laid(own: Rows, heads: Longs) -> tuple[Ints, Ints, Ints, Ints]:
    """Person, start and end by place, else in the order they had, and how long the longest is there."""
    at, longest = heads[:-1].copy(), np.zeros(len(heads) - 1, np.int32)
    many = own.shape[1]
    person, start, end = np.empty(many, np.int32), np.empty(many, np.int32), np.empty(many, np.int32)
    for nth in range(many):
        place = own[1, nth]
        person[at[place]], start[at[place]], end[at[place]] = own[0, nth], own[2, nth], own[3, nth]
        longest[place] = max(longest[place], own[3, nth] - own[2, nth])
        at[place] += 1
    return person, start, end, longest


@njit(cache=True, nogil=True)
def _together(most: Ints, more: Ints) -> None:
    for who in range(len(most)):
        _more(most, who, more[who])


@njit(cache=True, nogil=True)
def _reached(stays: Plain, places: Ints, heads: Ints, start: Ints, end: Ints, least: int, most: Ints) -> None:
    for place in places:
        low, high = heads[place], heads[place + 1]
        early, late = day_of(stays.begins, start[low]), day_of(stays.begins, end[low:high].max() - 1)
        for day in range(early, late + 1):
            for layer in range(stays.heads[day], stays.heads[day + 1]):
                if place + 1 < stays.many[layer, PLACES]:
                    new = -MOST if day == early else stays.begins[day]
                    _reached_in(
                        stays, layer, place, new, stays.begins[day], start[low:high], end[low:high], least, most
                    )


@njit(cache=True, nogil=True)
def _reached_in(
    stays: Plain, layer: int, place: int, new: int, begins: int, start: Ints, end: Ints, least: int, most: Ints
) -> None:
    """One layer of a day: those who came from `new` on, for who came before that stands in the day before.

    From one coming of the first ring to the next it is the same who goes last. Who came from `begins` on, when the day
    did, and before the next so early that nobody stays so long, is not looked at where nobody of the ring is.
    """
    places, people = of(stays, layer, PLACES), of(stays, layer, PERSON)
    starts, ends = of(stays, layer, START), of(stays, layer, END)
    stop, longest = places[place + 1], of(stays, layer, LONGEST)[place]
    row = first_from(starts, places[place], stop, new)
    today, latest, after = first_from(starts, row, stop, begins), -MOST, 0
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
