"""Check-ins without an end: who was at a place soon after whom."""

import gzip
import time
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seawall.kernels import near
from tests.slow import kernels as slow

NAMES = ["person", "time", "latitude", "longitude", "place"]
Rows = list[tuple[int, int, int]]


def pairs(*rows: tuple[int, int, int], within: int = 10) -> list[tuple[int, int]]:
    """What is found among rows of person, place, time."""
    person, place, at = np.array(rows, np.int64).reshape(-1, 3).T
    found = near(person.astype(np.int32), place.astype(np.int32), at.copy(), within)
    return [(int(left), int(right)) for left, right in zip(*found, strict=True)]


def test_two_people_at_a_place_one_soon_after_the_other_are_a_pair_the_earlier_left() -> None:
    assert pairs((0, 7, 105), (1, 7, 100)) == [(1, 0)]


def test_the_window_includes_its_last_second() -> None:
    assert pairs((0, 7, 100), (1, 7, 110)) == [(0, 1)]
    assert pairs((0, 7, 100), (1, 7, 111)) == []


def test_of_two_at_the_same_second_the_smaller_row_is_left_and_the_pair_is_there_once() -> None:
    assert pairs((1, 7, 100), (0, 7, 100), within=0) == [(0, 1)]


def test_a_crowd_that_checks_in_at_one_second_keeps_the_order_of_its_rows() -> None:
    found = pairs(*((who, 7, 100 - who // 50) for who in range(100)), within=0)
    assert len(found) == 2 * 50 * 49 // 2
    assert all(left < right for left, right in found)


def test_nobody_is_near_themselves_and_others_between_are_still_found() -> None:
    assert pairs((0, 7, 100), (0, 7, 103), (1, 7, 105)) == [(0, 2), (1, 2)]


def test_somebody_who_checks_in_all_day_costs_no_more_than_once_each() -> None:
    many = 300_000
    person = np.zeros(many, np.int32)
    person[many // 2] = 1
    assert pairs((0, 7, 100)) == []  # compiled
    began = time.perf_counter()
    found = near(person, np.zeros(many, np.int32), np.arange(many, dtype=np.int64), many)
    assert len(found.left) == many - 1
    assert time.perf_counter() - began < 10  # looked through one by one these are 45,000,000,000 pairs


def test_another_place_is_not_near() -> None:
    assert pairs((0, 7, 100), (1, 8, 100)) == []


def test_a_check_in_that_stands_twice_pairs_twice() -> None:
    assert pairs((0, 7, 100), (0, 7, 100), (1, 7, 105)) == [(0, 2), (1, 2)]


def test_pairs_come_by_place_then_time() -> None:
    assert pairs((0, 8, 1), (1, 8, 2), (2, 7, 6), (3, 7, 5), (4, 7, 9)) == [(3, 2), (3, 4), (2, 4), (0, 1)]


def test_times_beyond_32_bits_keep_their_order() -> None:
    late = 2**40
    assert pairs((0, 7, late + 5), (1, 7, late), (2, 7, -late)) == [(1, 0)]


def test_no_check_ins_make_no_pairs() -> None:
    assert pairs() == []


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(-5, 30)), max_size=25),
    st.integers(0, 12),
)
@settings(deadline=None)
def test_every_pair_is_found_once_as_by_looking_at_every_two(rows: Rows, within: int) -> None:
    found = pairs(*rows, within=within)
    assert len(found) == len(set(found))
    assert set(found) == slow.near([slow.CheckIn(*row) for row in rows], within)


@pytest.fixture(scope="module")
def new_york(shared: Path) -> pl.DataFrame:
    """Gowalla's check-ins of New York: person, place, at."""
    with gzip.open(shared / "data" / "gowalla-nyc" / "events.tsv.gz") as file:
        read = pl.read_csv(file.read(), separator="\t", has_header=False, new_columns=NAMES)
    time = pl.col("time").str.to_datetime("%Y-%m-%dT%H:%M:%SZ").dt.epoch("s")
    return read.select(pl.col("person", "place").cast(pl.Int32), at=time.cast(pl.Int64))


@pytest.mark.parametrize(("within", "events", "people"), [(300, 2856, 1037), (1800, 6341, 3520)])
def test_gowallas_new_york_has_the_published_pairs(
    new_york: pl.DataFrame, within: int, events: int, people: int
) -> None:
    person = new_york["person"].to_numpy()
    left, right = near(person, new_york["place"].to_numpy(), new_york["at"].to_numpy(), within)
    met = np.sort(np.stack([person[left], person[right]]), axis=0)
    assert (len(left), np.unique(met, axis=1).shape[1]) == (events, people)
