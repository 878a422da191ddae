"""Contacts from the top, without those further down: the same as out of everybody."""

from datetime import timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from seawall.kernels import Days, Found, Searches, arranged, days, scratch, searched, split, stated, united
from seawall.presence import topmost
from seawall.presence.city import City
from seawall.presence.instants import moment_of
from seawall.presence.ranking import Rules, ranked

PEOPLE, PLACES = 9, 4
BEGINS = np.array([0, 100, 200, 300], np.int32)
Rows = list[tuple[int, int, int, int]]


def layered(rows: Rows, layer: list[int], lost: int | None = None) -> Days:
    """Rows of person, place, start, end, each united stay in the layer of its number; one of three days may be lost."""
    whole = united(stated(*np.array(rows, np.int32).reshape(-1, 4).T.copy()), PEOPLE)
    of = np.resize(np.array(layer), len(whole.person))
    there = [
        [
            arranged(part, int(BEGINS[day]), PLACES, PEOPLE)
            for some in range(2)
            for part in [split(type(whole)(*(column[of == some] for column in whole)), BEGINS)[day]]
        ]
        for day in range(3)
    ]
    return days([None if day == lost else each for day, each in enumerate(there)], BEGINS)


def every(stays: Days, asked: Searches, linger: int, least: int) -> list[tuple[int, ...]]:
    """All contacts by degree, minutes, first exposure and person, with all that is known of them."""
    return in_order(searched(stays, asked, two=True, linger=linger, least=least, on=scratch(PEOPLE)))


def in_order(met: Found) -> list[tuple[int, ...]]:
    rows = [tuple(int(each) for each in row) for row in zip(*met, strict=True)]
    return sorted(rows, key=lambda row: (row[2] >= 0, -row[3], row[5], row[1]))


stay = st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PLACES - 1), st.integers(-30, 330), st.integers(1, 150))
drawn = st.lists(stay.map(lambda row: (*row[:3], row[2] + row[3])), min_size=1, max_size=40)


@settings(max_examples=400, deadline=None)
@given(
    rows=drawn,
    layer=st.lists(st.integers(0, 1), min_size=1, max_size=6),
    ends=st.lists(st.integers(0, 300), min_size=4, max_size=4, unique=True).map(sorted),
    linger=st.sampled_from([0, 40]),
    least=st.integers(0, 40),
    many=st.integers(0, PEOPLE),
    lost=st.sampled_from([None, None, 0, 1, 2]),
    beyond=st.sampled_from([topmost.BEYOND, 0]),
)
def test_the_first_so_many_are_those_of_everybody_and_the_rest_is_counted(
    rows: Rows, layer: list[int], ends: list[int], linger: int, least: int, many: int, lost: int | None,
    beyond: int,
) -> None:  # fmt: skip
    stays = layered([row for row in rows if row[2] < 300 and row[3] > 0] or [(0, 0, 0, 1)], layer, lost)
    windows = np.array(ends, np.int32)
    asked = Searches(np.zeros(1, np.int32), np.array([0, 2], np.int32), windows[::2], windows[1::2])
    expected = every(stays, asked, linger, least)
    with patch.object(topmost, "BEYOND", beyond):
        met, second = topmost.topmost(stays, PEOPLE, asked, linger=linger, least=least, many=many)
    assert in_order(met)[:many] == expected[:many]
    assert second == sum(row[2] >= 0 for row in expected)


def test_nobody_is_followed_whom_nobody_reads_of() -> None:
    rows = [(0, 0, 0, 50), (1, 0, 0, 50), (1, 1, 60, 200), *((who, 1, 60, 60 + 10 * who) for who in range(2, PEOPLE))]
    alone = [(1, 2 + nth % 2, 200 + 10 * nth, 210 + 10 * nth) for nth in range(6)]
    stays = layered([*rows, *alone], [0])
    asked = Searches(*(np.array(each, np.int32) for each in ([0], [0, 1], [0], [300])))
    met, second = topmost.topmost(stays, PEOPLE, asked, linger=0, least=5, many=3)
    assert (met.person.tolist(), met.seconds.tolist(), second) == ([1, 8, 7], [50, 80, 70], 7)


def test_ranks_are_read_on_from_any_and_counted_whole() -> None:
    rows = [(0, 0, 0, 50), (1, 0, 0, 50), (1, 1, 60, 200), *((who, 1, 60, 60 + 10 * who) for who in range(2, PEOPLE))]
    names, places = (
        pl.Series([f"{letter}{nth}" for nth in range(most)]) for letter, most in (("p", PEOPLE), ("s", PLACES))
    )
    city = City(layered(rows, [0]), names, places, lambda who: who.str.slice(1).cast(pl.Int32), ZoneInfo("UTC"))
    case = pl.DataFrame({"person": ["p0"], "from": [moment_of(0)], "until": [moment_of(300)]})
    rules = Rules(timedelta(seconds=5), degrees=2)
    ((contacts, counted),) = ranked(city, case, rules, most=2, after=2)
    assert contacts.select("rank", "person", "via").rows() == [(3, "p7", "p1"), (4, "p6", "p1")]
    assert counted == {1: 1, 2: 7}
