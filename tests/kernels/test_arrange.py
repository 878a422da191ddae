"""Stays as they are united and put in order."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seawall.kernels import Stays, arranged, split, stated, united

DAYS = np.array([0, 100, 200], np.int32)


def stays(*rows: tuple[int, int, int, int]) -> Stays:
    """Rows of person, place, start, end."""
    return stated(*np.array(rows, np.int32).reshape(-1, 4).T.copy())


def rows(made: Stays) -> list[tuple[int, ...]]:
    return [tuple(int(value) for value in row) for row in zip(*made[:4], strict=True)]


def test_stays_of_a_person_at_a_place_that_overlap_or_touch_are_one() -> None:
    found = united(stays((0, 7, 10, 20), (0, 7, 20, 30), (0, 7, 25, 28), (0, 7, 31, 40)), people=1)
    assert rows(found) == [(0, 7, 10, 30), (0, 7, 31, 40)]


def test_stays_of_others_or_elsewhere_stay_apart() -> None:
    found = united(stays((1, 7, 10, 20), (0, 8, 10, 20), (0, 7, 15, 25)), people=2)
    assert rows(found) == [(0, 7, 15, 25), (0, 8, 10, 20), (1, 7, 10, 20)]


def test_a_stay_without_length_is_gone() -> None:
    assert rows(united(stays((0, 7, 10, 10), (0, 7, 12, 11)), people=1)) == []


def test_times_before_the_year_2000_keep_their_order() -> None:
    found = united(stays((0, 7, -5, 5), (0, 7, -50, -40)), people=1)
    assert rows(found) == [(0, 7, -50, -40), (0, 7, -5, 5)]


def test_a_stay_over_midnight_is_in_both_days_whole() -> None:
    first, second = split(stays((0, 7, 90, 110), (1, 7, 100, 120), (2, 7, 80, 100)), DAYS)
    assert rows(first) == [(0, 7, 90, 110), (2, 7, 80, 100)]
    assert rows(second) == [(0, 7, 90, 110), (1, 7, 100, 120)]


def test_what_lies_before_or_after_all_days_is_in_none() -> None:
    assert [rows(day) for day in split(stays((0, 7, -20, -10), (0, 7, 200, 220)), DAYS)] == [[], []]


def test_a_segment_holds_places_in_order_and_the_way_back() -> None:
    made = arranged(stays((0, 1, 30, 40), (1, 1, 20, 60), (0, 0, 50, 55), (1, 1, -10, 15)), 0, places=3, people=2)
    assert list(made.places) == [0, 1, 4, 4]
    assert list(made.start) == [50, -10, 20, 30]
    assert list(made.end) == [55, 15, 60, 40]
    assert list(made.person) == [0, 1, 1, 0]
    assert list(made.longest) == [5, 40, 0]
    assert list(made.rows[made.people[0] : made.people[1]]) == [0, 3]
    assert list(made.rows[made.people[1] : made.people[2]]) == [1, 2]


HOUR = 3_600
CHANGED = np.cumsum([-5, 24, 23, 25, 24], dtype=np.int32) * HOUR
moment = st.integers(-40, 140).map(lambda hours: hours * HOUR // 2)


@given(st.lists(st.tuples(moment, st.integers(1, 120)), max_size=20))
def test_each_day_has_the_stays_that_touch_it_also_where_clocks_change(spans: list[tuple[int, int]]) -> None:
    given_ = [(who, 0, start, start + hours * HOUR // 2) for who, (start, hours) in enumerate(spans)]
    for day, found in enumerate(split(stays(*given_), CHANGED)):
        begins, ends = int(CHANGED[day]), int(CHANGED[day + 1])
        assert rows(found) == [row for row in given_ if row[2] < ends and row[3] > begins]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 500)), max_size=150))
def test_places_with_few_rows_and_with_many_are_in_the_order_of_coming(comings: list[tuple[int, int]]) -> None:
    made = arranged(
        stays(*((who, place % 2, start, start + 5) for who, (place, start) in enumerate(comings))), 0, 2, 150
    )
    for place in range(2):
        there = slice(made.places[place], made.places[place + 1])
        expected = sorted((start, who) for who, (at, start) in enumerate(comings) if at % 2 == place)
        assert list(zip(made.start[there].tolist(), made.person[there].tolist(), strict=True)) == expected
