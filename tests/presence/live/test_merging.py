"""People whom a city knows under several names, as one."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seawall.kernels import living
from seawall.presence.city import City
from seawall.presence.instants import second_of
from seawall.presence.live.merging import merged
from tests.presence.live.test_live import ZERO, CheckIn, Written, checkin, come, started

Rows = list[tuple[str, str, int, int, bool]]


def city(folder: Path, *rows: CheckIn) -> City:
    record = Written()
    live = started(folder, record)
    come(live, record, *rows)
    with live.city() as found:
        return found


def stays(found: City) -> list[Rows]:
    """By day."""
    plain, zero = found.days.plain, second_of(ZERO)
    days: list[Rows] = []
    for day in range(len(plain.begins) - 1):
        days.append([])
        for layer in found.days.layers[plain.heads[day] : plain.heads[day + 1]]:
            for person, place, start, end, assumed in zip(*(each.tolist() for each in living(layer)), strict=True):
                names = found.people[person], found.places[place]
                days[-1].append((*names, (start - zero) // 3600, (end - zero) // 3600, assumed))
        days[-1].sort()
    return days


def test_stays_under_two_names_that_touch_are_one_under_the_name_that_stands(tmp_path: Path) -> None:
    found = merged(city(tmp_path, ("ann", "x", 10, 12), ("a2", "x", 11, 30), ("ben", "x", 1, 2)), {"a2": "ann"})
    assert stays(found) == [[("ann", "x", 10, 30, False), ("ben", "x", 1, 2, False)], [("ann", "x", 10, 30, False)]]
    assert found.number(pl.Series(["ann", "a2", "ben", "zoe"])).to_list() == [0, 0, 2, -1]


def test_a_name_that_stands_and_under_which_nobody_came_is_known_all_the_same(tmp_path: Path) -> None:
    found = merged(city(tmp_path, ("a2", "x", 10, 12)), {"a2": "ann", "a3": "ann", "b2": "ben"})
    assert stays(found) == [[("ann", "x", 10, 12, False)]]
    assert found.number(pl.Series(["ann", "a2", "a3", "b2", "ben"])).to_list() == [0, 0, 0, -1, -1]


def test_where_nobody_is_known_under_two_names_the_city_is_as_it_was(tmp_path: Path) -> None:
    found = city(tmp_path, ("ann", "x", 10, 12))
    assert merged(found, {}) is found
    assert merged(found, {"b2": "ben"}) is found


@settings(max_examples=60)
@given(rows=st.lists(checkin, min_size=1, max_size=8), same=st.dictionaries(st.just("a"), st.sampled_from("bcd")))
def test_it_is_as_if_they_had_come_under_one_name(
    tmp_path_factory: pytest.TempPathFactory, rows: list[CheckIn], same: dict[str, str]
) -> None:
    told = list({row[2]: row for row in rows}.values())  # of two that came at once the last leaving would count
    one = city(tmp_path_factory.mktemp("one"), *((same.get(row[0], row[0]), *row[1:]) for row in told))
    assert stays(merged(city(tmp_path_factory.mktemp("two"), *told), same)) == stays(one)
