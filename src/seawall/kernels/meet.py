"""Whom somebody met, and whom those met: each search stays in the days of its window and at the places of its trail."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit
from numba.typed import List

from seawall.kernels.arrange import Ints, Segment, empty

NOBODY = -1
LATE = 2**31 - 1


class Days(NamedTuple):
    """Segments of days that follow one another, column by column; day i is [begins[i], begins[i + 1]).

    `fresh[i]` is from when on a coming is found in day i: its beginning, or that of the lost days before it. Of a day
    that is lost it is later than any.
    """

    begins: Ints
    fresh: Ints
    places: List
    longest: List
    person: List
    start: List
    end: List
    people: List
    rows: List


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


class Tally(NamedTuple):
    """What somebody shared with everybody else: a row a person, of whom only `met[:many[0]]` hold anything.

    Those `barred` are left out.
    """

    sums: npt.NDArray[np.int32]
    met: Ints
    many: Ints
    barred: npt.NDArray[np.bool_]


def days(segments: Sequence[Segment | None], begins: Ints, places: int, people: int) -> Days:
    """Segments ready to be searched; None where a day is lost: nobody is found on it, and the rest is found whole.

    Read-only, as those of files are: one kind compiles once.
    """
    nothing = empty(places, people)
    there = [nothing if each is None else each for each in segments]
    fresh, since = np.full(len(segments), LATE, np.int32), 0
    for day, each in enumerate(segments):
        if each is not None:
            fresh[day], since = begins[since], day + 1
    return Days(begins, fresh, *(List([_fixed(getattr(each, name)) for each in there]) for name in Segment._fields))


def _fixed(column: Ints) -> Ints:
    view = column.view()
    view.flags.writeable = False
    return view


def tally(people: int) -> Tally:
    """An empty tally of so many people."""
    return Tally(
        np.zeros((people, WIDTH), np.int32),
        np.empty(people, np.int32),
        np.zeros(1, np.int32),
        np.zeros(people, np.bool_),
    )


SECONDS, TOGETHER, FIRST, LAST, MEETINGS, PLACE, LONGEST, VIA = range(8)
WIDTH = 8


@njit(cache=True, nogil=True)
def _day(begins: Ints, moment: int) -> int:
    return min(max(int(np.searchsorted(begins, moment, side="right")) - 1, 0), len(begins) - 2)


@njit(cache=True, nogil=True)
def _trail(stays: Days, who: int, since: int, until: int) -> npt.NDArray[np.int32]:
    """Where somebody was inside [since, until): rows of place, start, end, and the end again."""
    early, late = _day(stays.begins, since), _day(stays.begins, until - 1)
    while early < late and stays.fresh[early] == LATE:
        early += 1
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
def _lingers(own: npt.NDArray[np.int32], linger: int) -> None:
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


@njit(cache=True, nogil=True)
def _from(column: Ints, low: int, high: int, value: int) -> int:
    """The first of [low, high) whose value is at least `value`."""
    while low < high:
        middle = (low + high) >> 1
        if column[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def _share(
    starts: Ints, ends: Ints, people: Ints, low: int, high: int,
    place: int, start: int, end: int, air: int, least: int, into: Tally,
) -> None:  # fmt: skip
    """Adds what the rows [low, high) of a place share with one stay there."""
    sums, met, count = into.sums, into.met, into.many[0]
    for row in range(low, high):
        since, until = max(starts[row], start), min(ends[row], air)
        if until - since < least or into.barred[people[row]]:
            continue
        one = sums[people[row]]
        if one[MEETINGS] == 0:
            met[count] = people[row]
            count += 1
            one[FIRST], one[LAST] = since, until
        one[SECONDS] += until - since
        one[TOGETHER] += max(min(until, end) - since, 0)
        one[MEETINGS] += 1
        one[FIRST] = min(one[FIRST], since)
        one[LAST] = max(one[LAST], until)
        if until - since > one[LONGEST]:
            one[PLACE], one[LONGEST] = place, until - since
    into.many[0] = count


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
        early, late = _day(stays.begins, start), _day(stays.begins, air - 1)
        while early < late and stays.fresh[early] == LATE:
            early += 1
        for day in range(early, late + 1):
            starts, ends, people = stays.start[day], stays.end[day], stays.person[day]
            low, high = stays.places[day][place], stays.places[day][place + 1]
            if day == early:
                came = _from(starts, low, high, stays.begins[day])
                _share(starts, ends, people, low, came, place, start, end, air, least, into)
                came = _from(starts, came, high, start + least - stays.longest[day][place])
            else:
                came = _from(starts, low, high, stays.fresh[day])
            high = _from(starts, came, high, air - least + 1)
            _share(starts, ends, people, came, high, place, start, end, air, least, into)


@njit(cache=True, nogil=True)
def _forget(into: Tally) -> None:
    for nth in range(into.many[0]):
        into.sums[into.met[nth]] = 0
    into.many[0] = 0


@njit(cache=True, nogil=True)
def _beyond(stays: Days, until: int, least: int, first: Tally, via: Tally, best: Tally) -> None:
    """Fills `best` with whom those in `first` met from their own first exposure on, each by the one met longest."""
    for nth in range(first.many[0]):
        link = first.met[nth]
        own = _trail(stays, link, first.sums[link, FIRST], until)
        _met(stays, own, least, via)
        for each in range(via.many[0]):
            other = via.met[each]
            if best.sums[other, MEETINGS] == 0:
                best.met[best.many[0]] = other
                best.many[0] += 1
            if _stronger(via.sums[other], link, best.sums[other]):
                best.sums[other] = via.sums[other]
                best.sums[other, VIA] = link
        _forget(via)


@njit(cache=True, nogil=True)
def _stronger(one: Ints, link: int, other: Ints) -> bool:
    """Longer, or earlier, or through the smaller number."""
    if one[SECONDS] != other[SECONDS]:
        return bool(one[SECONDS] > other[SECONDS])
    if one[FIRST] != other[FIRST]:
        return bool(one[FIRST] < other[FIRST])
    return bool(link < other[VIA])


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
            own = np.concatenate((own, _trail(stays, who[search], since[window], until[window])))
        _lingers(own, linger)
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
            _forget(best)
        _forget(first)
    return out[:used]


def searched(
    stays: Days, searches: Searches, *, two: bool, linger: int, least: int, tallies: tuple[Tally, Tally, Tally]
) -> Found:
    """Whom each person met inside their windows, and if `two`, whom those met from then to the end of the last window.

    `linger` and `least` are seconds; `tallies` are empty, and are so again at the end.
    """
    return Found(*_searched(stays, *searches, two, linger, least, *tallies).T)
