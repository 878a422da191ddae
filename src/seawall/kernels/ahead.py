"""Where a search is about to look: spans of memory, each from an address to the one after its last byte.

Where stays lie in files, who knows these beforehand can have all of them read at once; a search alone waits for one
page after another. Nothing that a search finds depends on them.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

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
    entering,
    of,
    touched,
)
from seawall.kernels.meet import Searches
from seawall.kernels.trail import lingers, trail

Spans = npt.NDArray[np.int64]
"""Rows of two addresses."""
WHOLE = 1 << 16
"""Rows of a place that are read sooner than looked through for a moment, page after page."""


def days_of(stays: Days, since: int, until: int) -> range:
    """The days that [since, until) touches, the first or the last for what lies outside of all."""
    ends = np.searchsorted(stays.plain.begins, [since, until - 1], "right") - 1
    early, late = np.clip(ends, 0, len(stays.plain.begins) - 2).tolist()
    return range(early, late + 1)


def layers_of(stays: Days, since: int, until: int) -> tuple[int, int]:
    """The layers of those days, from the first up to the one after the last."""
    days = days_of(stays, since, until)
    return int(stays.plain.heads[days[0]]), int(stays.plain.heads[days[-1] + 1])


def of_places(stays: Days, layers: tuple[int, int]) -> Spans:
    """All that says where the rows of a place begin, in which the place of a row is looked up."""
    where, many = (each[slice(*layers), PLACES] for each in (stays.plain.where, stays.plain.many))
    return np.column_stack((where, where + 4 * many))


def of_people(stays: Days, layers: tuple[int, int], person: Ints) -> Spans:
    """What says where each person's rows are listed."""
    return _of_people(stays.plain, *layers, plain(person))


def of_rows(stays: Days, layers: tuple[int, int], person: Ints) -> Spans:
    """Each person's list of rows."""
    return _of_rows(stays.plain, *layers, plain(person))


def of_stays(stays: Days, layers: tuple[int, int], person: Ints) -> Spans:
    """When each person's stays begin and end."""
    return _of_stays(stays.plain, *layers, plain(person))


def of_times(stays: Days, layer: int, rows: Ints) -> Spans:
    """When the stays of some rows begin and end."""
    starts, ends = (stays.plain.where[layer, name] + 4 * rows.astype(np.int64) for name in (START, END))
    low = np.concatenate((starts, ends))
    return np.column_stack((low, low + 4))


def of_meetings(stays: Days, asked: Searches, linger: int, least: int, *, exact: bool) -> Spans:
    """The rows in which each person's meetings are looked for; not `exact`, what says first which rows those are."""
    who, heads, since, until = (plain(column) for column in asked)
    return _of_meetings(stays.plain, who, heads, since, until, linger, max(least, 1), exact)


def at_places(stays: Days, layers: tuple[int, int], place: Ints) -> Spans:
    """All rows of some places."""
    return _at_places(stays.plain, *layers, plain(place))


def many_at(stays: Days, layers: tuple[int, int], place: Ints) -> Longs:
    """How many rows each place has in all of them."""
    return _many_at(stays.plain, *layers, plain(place))


@njit(cache=True, nogil=True)
def _many_at(stays: Plain, first: int, last: int, place: Ints) -> Longs:
    many = np.zeros(len(place), np.int64)
    for layer in range(first, last):
        places = of(stays, layer, PLACES)
        for nth in range(len(place)):
            if place[nth] + 1 < len(places):
                many[nth] += places[place[nth] + 1] - places[place[nth]]
    return many


@njit(cache=True, nogil=True)
def _of_people(stays: Plain, low: int, high: int, person: Ints) -> Spans:
    out = np.zeros(((high - low) * len(person), 2), np.int64)
    for layer in range(low, high):
        for nth in range(len(person)):
            if person[nth] + 1 < stays.many[layer, PEOPLE]:
                at = (layer - low) * len(person) + nth
                out[at, 0] = stays.where[layer, PEOPLE] + 4 * np.int64(person[nth])
                out[at, 1] = out[at, 0] + 8
    return out


@njit(cache=True, nogil=True)
def _of_rows(stays: Plain, low: int, high: int, person: Ints) -> Spans:
    out = np.zeros(((high - low) * len(person), 2), np.int64)
    for layer in range(low, high):
        people = of(stays, layer, PEOPLE)
        for nth in range(len(person)):
            if person[nth] + 1 < len(people):
                at = (layer - low) * len(person) + nth
                out[at, 0] = stays.where[layer, ROWS] + 4 * np.int64(people[person[nth]])
                out[at, 1] = stays.where[layer, ROWS] + 4 * np.int64(people[person[nth] + 1])
    return out


@njit(cache=True, nogil=True)
def _of_stays(stays: Plain, low: int, high: int, person: Ints) -> Spans:
    out, used = np.empty((64, 2), np.int64), 0
    for layer in range(low, high):
        people, rows = of(stays, layer, PEOPLE), of(stays, layer, ROWS)
        for nth in range(len(person)):
            if person[nth] + 1 < len(people):
                for at in range(people[person[nth]], people[person[nth] + 1]):
                    out, used = _column(stays, layer, START, rows[at], rows[at] + 1, out, used)
                    out, used = _column(stays, layer, END, rows[at], rows[at] + 1, out, used)
    return out[:used]


@njit(cache=True, nogil=True)
def _of_meetings(
    stays: Plain, who: Ints, heads: Ints, since: Ints, until: Ints, linger: int, least: int, exact: bool
) -> Spans:
    out, used = np.empty((64, 2), np.int64), 0
    for search in range(len(who)):
        own = np.empty((0, 4), np.int32)
        for window in range(heads[search], heads[search + 1]):
            own = np.concatenate((own, trail(stays, who[search], since[window], until[window])))
        lingers(own, linger)
        for nth in range(len(own)):
            place, start, air = own[nth, 0], own[nth, 1], own[nth, 3]
            early, after = touched(stays, start, air) if air - start >= least else (0, 0)
            for day in range(early, after):
                for layer in range(stays.heads[day], stays.heads[day + 1]):
                    if exact:
                        last = start + least, air - least + 1
                        out, used = _of_place(stays, day, layer, day == early, place, *last, out, used)
                    else:
                        out, used = _first_of_place(stays, layer, place, out, used)
    return out[:used]


@njit(cache=True, nogil=True)
def _of_place(
    stays: Plain, day: int, layer: int, early: bool, place: int, since: int, until: int, out: Spans, used: int
) -> tuple[Spans, int]:
    """Adds what a layer knows of who came to a place before `until` and can be there at `since`."""
    low, stood, came, high = entering(stays, day, layer, early, place, since, until)
    out, used = _all_columns(stays, layer, low, stood, out, used)
    return _all_columns(stays, layer, came, high, out, used)


@njit(cache=True, nogil=True)
def _first_of_place(stays: Plain, layer: int, place: int, out: Spans, used: int) -> tuple[Spans, int]:
    if place + 1 >= stays.many[layer, PLACES]:
        return out, used
    low, high = of(stays, layer, PLACES)[place], of(stays, layer, PLACES)[place + 1]
    out, used = _column(stays, layer, LONGEST, place, place + 1, out, used)
    if high - low <= WHOLE:
        out, used = _column(stays, layer, START, low, high, out, used)
    return out, used


@njit(cache=True, nogil=True)
def _at_places(stays: Plain, first: int, last: int, place: Ints) -> Spans:
    out, used = np.empty((64, 2), np.int64), 0
    for layer in range(first, last):
        places = of(stays, layer, PLACES)
        for nth in range(len(place)):
            if place[nth] + 1 < len(places):
                out, used = _all_columns(stays, layer, places[place[nth]], places[place[nth] + 1], out, used)
    return out[:used]


@njit(cache=True, nogil=True, inline="always")
def _all_columns(stays: Plain, layer: int, low: int, high: int, out: Spans, used: int) -> tuple[Spans, int]:
    if low < high:
        out, used = _column(stays, layer, START, low, high, out, used)
        out, used = _column(stays, layer, END, low, high, out, used)
        out, used = _column(stays, layer, PERSON, low, high, out, used)
    return out, used


@njit(cache=True, nogil=True, inline="always")
def _column(stays: Plain, layer: int, name: int, low: int, high: int, out: Spans, used: int) -> tuple[Spans, int]:
    """Adds the rows [low, high) of one column."""
    if used == len(out):
        out = np.concatenate((out, np.empty((used, 2), np.int64)))
    out[used, 0] = stays.where[layer, name] + 4 * np.int64(low)
    out[used, 1] = stays.where[layer, name] + 4 * np.int64(high)
    return out, used + 1
