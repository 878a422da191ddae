"""Where a search is about to look: what is read beforehand is what is looked at."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seawall.kernels import Days, Ints, Searches, ahead, arranged, days, scratch, searched, split, stated, united
from seawall.kernels.columns import Segment, fixed

PEOPLE, PLACES = 7, 4
BEGINS = np.array([0, 100, 200, 300], np.int32)
Bytes = set[int]


def city(rows: list[tuple[int, int, int, int]]) -> Days:
    """Three days, a layer each."""
    whole = united(stated(*np.array(rows, np.int32).T.copy()), PEOPLE)
    parts = zip(split(whole, BEGINS), BEGINS[:-1].tolist(), strict=True)
    return days([[Segment(*map(fixed, arranged(part, day, PLACES, PEOPLE)))] for part, day in parts], BEGINS)


def told(spans: ahead.Spans) -> Bytes:
    return {each for low, high in spans.tolist() for each in range(low, high)}


def of(column: Ints, rows: Iterable[Any]) -> Bytes:
    """The bytes of some numbers of a column."""
    return {column.ctypes.data + 4 * int(row) + byte for row in rows for byte in range(4)}


stay = st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PLACES - 1), st.integers(-30, 290), st.integers(1, 150))
drawn = st.lists(stay.map(lambda row: (*row[:3], row[2] + row[3])), min_size=1, max_size=30)
some = st.lists(st.integers(0, PEOPLE + 1), min_size=1, max_size=3, unique=True).map(
    lambda who: np.array(who, np.int32)
)


def listed(layer: Segment, person: Ints) -> Ints:
    """Where the rows of some people are listed."""
    lists = [range(*layer.people[who : who + 2].tolist()) for who in person if who < PEOPLE]
    return np.array([at for each in lists for at in each], np.int64)


@settings(deadline=None)
@given(rows=drawn, person=some)
def test_of_people_their_lists_and_their_times_are_read(rows: list[tuple[int, int, int, int]], person: Ints) -> None:
    stays = city(rows)
    heads, lists, times = Bytes(), Bytes(), Bytes()
    for layer in stays.layers[1:]:
        heads |= of(layer.people, np.array([at for who in person if who < PEOPLE for at in (who, who + 1)]))
        lists |= of(layer.rows, listed(layer, person))
        theirs = layer.rows[listed(layer, person)]
        times |= of(layer.start, theirs) | of(layer.end, theirs)
    assert told(ahead.of_people(stays, (1, 3), person)) == heads
    assert told(ahead.of_rows(stays, (1, 3), person)) == lists
    assert told(ahead.of_stays(stays, (1, 3), person)) == times


@settings(deadline=None)
@given(rows=drawn, place=st.integers(0, PLACES))
def test_of_a_place_all_rows_are_read_and_nothing_else(rows: list[tuple[int, int, int, int]], place: int) -> None:
    stays, expected, many = city(rows), Bytes(), 0
    for layer in stays.layers:
        there = np.arange(*layer.places[place : place + 2]) if place < PLACES else np.empty(0, np.int64)
        expected |= of(layer.start, there) | of(layer.end, there) | of(layer.person, there)
        many += len(there)
    asked = np.array([place], np.int32)
    assert told(ahead.at_places(stays, (0, 3), asked)) == expected
    assert ahead.many_at(stays, (0, 3), asked).tolist() == [many]
    assert told(ahead.of_places(stays, (0, 3))) == {
        each for layer in stays.layers for each in of(layer.places, np.arange(PLACES + 1))
    }


@settings(max_examples=200, deadline=None)
@given(
    rows=drawn,
    since=st.integers(0, 250),
    long=st.integers(1, 150),
    linger=st.sampled_from([0, 40]),
    least=st.integers(0, 40),
)
def test_whoever_is_met_is_met_in_rows_that_were_read(
    rows: list[tuple[int, int, int, int]], since: int, long: int, linger: int, least: int
) -> None:
    stays = city(rows)
    asked = Searches(*(np.array(each, np.int32) for each in ([0], [0, 1], [since], [since + long])))
    met = searched(stays, asked, two=False, linger=linger, least=least, on=scratch(PEOPLE))
    read = told(ahead.of_meetings(stays, asked, linger, least, exact=True))
    first = told(ahead.of_meetings(stays, asked, linger, least, exact=False))
    for person, place, moment in zip(met.person, met.place, met.since, strict=True):
        where = [
            of(layer.person, [row]) | of(layer.start, [row]) | of(layer.end, [row])
            for layer in stays.layers
            for row in np.arange(*layer.places[place : place + 2])
            if layer.person[row] == person and layer.start[row] <= moment < layer.end[row]
        ]
        assert any(each <= read for each in where)
        assert any(of(layer.longest, [place]) <= first for layer in stays.layers)


def test_the_layers_of_a_window_are_those_of_its_days() -> None:
    stays = city([(0, 0, 0, 290)])
    spans = [(0, 100), (0, 101), (150, 160), (250, 900), (-50, -20)]
    assert [ahead.layers_of(stays, *span) for span in spans] == [(0, 1), (0, 2), (1, 2), (2, 3), (0, 1)]
