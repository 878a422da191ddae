"""Leavings that nobody stated, marked from the stays as they are said to the few rows that are told."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seawall.kernels import Days, Stays, arranged, days, held, living, picked, split, united, visits, whereabouts
from seawall.kernels.bits import marks, packed
from tests.slow import presence as slow

DAYS = np.array([0, 100, 200], np.int32)
Row = tuple[int, int, int, int, bool]


def stays(*rows: Row) -> Stays:
    """Rows of person, place, start, end, and whether the leaving is assumed."""
    person, place, start, end = np.array([row[:4] for row in rows], np.int32).reshape(-1, 4).T.copy()
    return Stays(person, place, start, end, np.array([row[4] for row in rows], np.bool_))


def rows(found: Stays) -> list[Row]:
    return list(zip(*(column.tolist() for column in found), strict=True))


def city(*given_: Row) -> Days:
    """Two days of a hundred seconds."""
    parts = split(united(stays(*given_), 3), DAYS)
    return days([[arranged(part, int(DAYS[day]), 3, 3)] for day, part in enumerate(parts)], DAYS)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((10, 30, True), (20, 25, False), (10, 30, True)),
        ((10, 30, False), (20, 25, True), (10, 30, False)),
        ((10, 30, True), (20, 40, False), (10, 40, False)),
        ((10, 30, False), (30, 40, True), (10, 40, True)),
        ((10, 30, True), (20, 30, False), (10, 30, False)),
        ((10, 30, False), (10, 30, True), (10, 30, False)),
        ((10, 30, True), (20, 30, True), (10, 30, True)),
        ((10, 20, True), (10, 30, False), (10, 30, False)),
        ((10, 20, False), (10, 30, True), (10, 30, True)),
    ],
)
def test_of_united_stays_the_one_that_reaches_furthest_says_it_and_a_stated_one_of_those_that_reach_as_far(
    one: tuple[int, int, bool], other: tuple[int, int, bool], expected: tuple[int, int, bool]
) -> None:
    for both in ((one, other), (other, one)):
        assert rows(united(stays(*((0, 7, *each) for each in both)), 1)) == [(0, 7, *expected)]


def test_the_largest_numbers_and_times_before_2000_keep_their_marks() -> None:
    last = 2**31 - 1
    given_ = (0, last, -(2**31), -5, True), (0, last - 1, 5, last, False), (0, 2**30, 5, 6, True)
    assert rows(united(stays(*given_), 1)) == sorted(given_)


def test_a_day_knows_of_each_of_its_stays_and_what_it_gives_back_is_what_it_was_given() -> None:
    given_ = (0, 1, 30, 40, True), (1, 1, 20, 160, True), (2, 0, 50, 55, False), (1, 2, -10, 15, False)
    first, second = split(stays(*given_), DAYS)
    day = arranged(first, 0, 3, 3)
    assert sorted(rows(living(day))) == sorted(given_)
    assert rows(second) == [given_[1]]
    assert day.assumed.tolist() == [0b0110]
    assert rows(picked(day, np.array([1], np.int32), np.array([1], np.int32))) == [given_[1]]


def test_a_stay_whose_leaving_was_only_assumed_is_not_the_same_as_one_where_it_was_stated() -> None:
    day = arranged(stays((0, 1, 30, 40, True), (1, 1, 20, 60, False)), 0, 3, 3)
    asked = stays((0, 1, 30, 40, True), (0, 1, 30, 40, False), (1, 1, 20, 60, True), (1, 1, 20, 60, False))
    assert held(day, asked).tolist() == [True, False, False, True]


def test_who_was_at_a_place_and_where_somebody_was_say_which_leavings_are_assumed() -> None:
    asked = city((0, 1, 30, 140, True), (1, 1, 20, 60, False), (0, 2, 150, 160, False))
    assert rows(visits(asked, 1, 50, 120)) == [(1, 1, 20, 60, False), (0, 1, 30, 140, True)]
    assert rows(whereabouts(asked, 0, 50, 155)) == [(0, 1, 50, 140, True), (0, 2, 150, 155, False)]


def test_who_or_what_is_not_counted_was_nowhere_and_nobody_was_there() -> None:
    asked = city((0, 1, 30, 140, True))
    assert rows(visits(asked, 9, 0, 200)) == rows(whereabouts(asked, 9, 0, 200)) == []
    assert rows(whereabouts(asked, 0, 60, 50)) == []


@settings(deadline=None)
@given(st.lists(st.booleans(), max_size=100))
def test_of_each_row_is_told_what_was_marked(given_: list[bool]) -> None:
    words = packed(np.array(given_, np.bool_))
    assert (words.dtype.name, len(words)) == ("int32", -(-len(given_) // 32))
    every = marks(words, np.arange(32 * len(words), dtype=np.int32)).tolist()
    assert every[: len(given_)] == given_
    assert not any(every[len(given_) :])


some = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(-30, 230), st.integers(0, 60), st.booleans())


@settings(deadline=None)
@given(st.lists(some, max_size=25))
def test_united_and_cut_into_days_the_marks_are_those_of_the_slow_version(said: list[Row]) -> None:
    given_ = [(who, place, start, start + long, assumed) for who, place, start, long, assumed in said]
    expected = [tuple(each) for each in slow.united([slow.Stay(*row) for row in given_])]
    assert rows(united(stays(*given_), 3)) == expected
    asked = city(*given_)
    for who in range(3):
        inside = [(*row[:2], max(row[2], 0), min(row[3], 200), row[4]) for row in expected if row[0] == who]
        assert sorted(rows(whereabouts(asked, who, 0, 200))) == [row for row in inside if row[2] < row[3]]
