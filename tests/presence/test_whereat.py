"""All places where a contact was met: those of the meetings that count, and no others."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from seawall.kernels import Days
from seawall.presence import whereat
from seawall.presence.city import City
from seawall.presence.instants import moment_of
from seawall.presence.ranking import Rules, ranked
from tests.presence.test_topmost import BEGINS, PEOPLE, PLACES, Rows, drawn, layered
from tests.slow.presence import NEVER, Stay, Window, contacts, links, united

Told = dict[str, tuple[str, str]]
"""By person all places, and that of the longest meeting."""


def told(stays: Days, windows: list[Window], linger: int, least: int, degrees: int = 1) -> Told:
    """Of whom p0 met."""
    people, places = (
        pl.Series([f"{sign}{nth}" for nth in range(most)]) for sign, most in (("p", PEOPLE), ("s", PLACES))
    )
    city = City(stays, people, places, lambda who: who.str.slice(1).cast(pl.Int32), ZoneInfo("UTC"))
    spans = [("p0", moment_of(since), moment_of(until)) for since, until in windows]
    asked = pl.DataFrame(spans, schema=["person", "from", "until"], orient="row")
    rules = Rules(timedelta(seconds=least), timedelta(seconds=linger), degrees)
    ((found, _),) = ranked(city, asked, rules, most=PEOPLE)
    return {person: (places, place) for person, places, place in found.select("person", "places", "place").iter_rows()}


def slow(rows: Rows, windows: list[Window], linger: int, least: int, degrees: int, lost: Window) -> dict[str, set[str]]:
    """By person each place where somebody would have been met had there been no other place."""
    stays = [each for each in united([Stay(*row) for row in rows]) if each.start < lost[0] or each.end > lost[1]]
    at = [[each for each in stays if each.place == place] for place in range(PLACES)]
    found = contacts([Stay(*row) for row in rows], 0, windows, least, linger, lost)
    last = max(until for _, until in windows)
    met: dict[str, set[str]] = {}
    for (degree, person), (via, _) in found.items():
        if degree == 1:
            there = [links(each, 0, windows, least, linger, lost) for each in at]
        elif degrees == 2:
            since = found[1, via][1].first
            there = [links(each, via, [(since, last)], least, 0, lost) for each in at]
        else:
            continue
        met[f"p{person}"] = {f"s{place}" for place, others in enumerate(there) if person in others}
    return met


@settings(max_examples=400, deadline=None)
@given(
    rows=drawn,
    layer=st.lists(st.integers(0, 1), min_size=1, max_size=6),
    ends=st.lists(st.integers(0, 300), min_size=4, max_size=4, unique=True).map(sorted),
    gap=st.booleans(),
    linger=st.sampled_from([0, 40, 90]),
    least=st.integers(0, 40),
    degrees=st.sampled_from([1, 2]),
    lost=st.sampled_from([None, None, 1]),
    few=st.integers(1, PEOPLE),
)
def test_places_are_those_of_the_meetings_that_count(
    rows: Rows, layer: list[int], ends: list[int], gap: bool, linger: int, least: int, degrees: int, lost: int | None,
    few: int,
) -> None:  # fmt: skip
    rows = [row for row in rows if row[2] < 300 and row[3] > 0] or [(0, 0, 0, 1)]
    windows = [(ends[0], ends[1]), (ends[2], ends[3])] if gap else [(ends[0], ends[3])]
    away = NEVER if lost is None else (int(BEGINS[lost]), int(BEGINS[lost + 1]))
    assume(not any(away[0] <= since < away[1] for since, _ in windows))  # whose stays of before are not looked for
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whereat, "SLICE", few)
        found = told(layered(rows, layer, lost), windows, linger, least, degrees)
    split = {person: (places or "").split(whereat.APART) for person, (places, _) in found.items()}
    assert {person: set(names) for person, names in split.items()} == slow(rows, windows, linger, least, degrees, away)
    assert all(len(names) == len(set(names)) and found[person][1] in names for person, names in split.items())


def test_who_comes_into_the_air_that_the_case_left_met_it_there() -> None:
    stays = layered([(0, 1, 10, 50), (1, 1, 60, 100)], [0])
    assert told(stays, [(0, 300)], 40, 15) == {"p1": ("s1", "s1")}


def test_air_of_before_the_window_is_none_and_that_of_its_end_is() -> None:
    stays = layered(
        [(0, 1, 10, 50), (0, 2, 60, 150), (1, 1, 70, 90), (1, 2, 80, 95), (1, 3, 90, 100), (1, 2, 105, 120)], [0]
    )
    assert told(stays, [(55, 100)], 40, 5) == {"p1": ("s2", "s2")}
    assert told(stays, [(5, 100)], 40, 5) == {"p1": ("s1 | s2", "s1")}


def test_where_the_case_came_back_too_soon_its_air_makes_no_meeting() -> None:
    stays = layered(
        [(0, 1, 0, 50), (1, 1, 55, 62), (0, 1, 60, 100), (0, 2, 0, 62), (1, 2, 30, 60), (0, 2, 70, 90), (1, 2, 70, 80)],
        [0],
    )
    assert told(stays, [(0, 300)], 40, 6) == {"p1": ("s2", "s2")}


def test_a_meeting_inside_a_lost_day_has_no_place() -> None:
    rows = [(0, 0, 0, 20), (1, 0, 0, 20), (0, 1, 120, 250), (1, 1, 90, 180), (0, 2, 260, 280), (1, 2, 260, 275)]
    assert told(layered(rows, [0], 1), [(0, 300)], 0, 5) == {"p1": ("s0 | s2", "s0")}


def test_a_window_inside_a_lost_day_does_not_end_the_air_of_one_before() -> None:
    stays = layered([(0, 1, 40, 250), (1, 1, 60, 150)], [0], 1)
    assert told(stays, [(0, 50), (120, 150)], 100, 80) == {"p1": ("s1", "s1")}


def test_air_of_whom_the_second_ring_met_does_not_count() -> None:
    rows = [
        (0, 0, 0, 20),
        (1, 0, 0, 20),
        (1, 1, 20, 40),
        (2, 1, 30, 50),
        (1, 2, 40, 60),
        (2, 2, 70, 90),
        (2, 3, 90, 110),
    ]
    rows += [(1, 3, 95, 110)]
    assert told(layered(rows, [0]), [(0, 300)], 40, 5, 2)["p2"] == ("s1 | s3", "s3")


def test_places_come_in_the_order_of_the_first_meeting_there() -> None:
    spans = [(3, 0, 12), (1, 20, 30), (3, 40, 50), (0, 60, 70)]
    rows = [(who, *span) for who in (0, 1) for span in spans]
    assert told(layered(rows, [0]), [(0, 300)], 0, 5) == {"p1": ("s3 | s1 | s0", "s3")}


def test_nobody_met_has_no_places() -> None:
    assert told(layered([(0, 0, 0, 10)], [0]), [(0, 300)], 40, 5) == {}
