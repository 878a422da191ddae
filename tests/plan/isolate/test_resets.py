"""A positive inside a site: whose it is, which floors and whose days begin anew, which floors are shut."""

from typing import Any

import polars as pl
import pytest

from seawall.plan.isolate.resets import closed, positives, resets
from tests.given import SHANGHAI, given, local
from tests.plan.isolate.drawn import NOW, RULES, episodes, rooms, site

SITES = [site(), site("R", "reserve_quarantine"), site("H", "designated_hospital")]
FLOORS = rooms("Q", "101", "201", "301", "401") + rooms("R", "101") + rooms("H", "101")
CASE = {"sample": "22T08:00", "positive": "22T20:00"}


def stay(person: str, room: str | None = "101", at: str | None = "20T08:00", **more: str) -> dict[str, Any]:
    return {"person": person, "site": "Q", "room": room, **({"at": at} if at else {}), **more}


def facts(*stays: dict[str, Any]) -> Any:
    return given(NOW, sites=SITES, rooms=FLOORS, admissions=stays)


def found(*stays: dict[str, Any], cases: Any = (CASE,)) -> pl.DataFrame:
    return positives(episodes(*cases), facts(*stays), local(NOW))


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ({"sample": "2022-01-22", "positive": "23T06:00"}, "22T00:00"),
        ({"sample": ".. 22T08:00", "positive": "22T20:00"}, "22T08:00"),
        ({"sample": "22T08:00 ..", "positive": "22T20:00"}, "22T08:00"),
        ({"sample": "", "positive": "2022-01-22"}, "22T00:00"),
        ({"sample": "", "positive": ".. 22T20:00"}, "22T20:00"),
    ],
)
def test_it_was_found_at_the_earliest_time_its_first_positive_may_be_of(told: dict[str, str], when: str) -> None:
    assert found(stay("P0"), cases=[told])["found"].to_list() == [local(when)]


def test_a_case_whose_positive_nobody_dated_was_found_in_no_site() -> None:
    assert found(stay("P0"), cases=[{"sample": "", "positive": ""}]).is_empty()


@pytest.mark.parametrize(
    ("there", "inside"),
    [
        ({"at": "22T08:00"}, True),
        ({"at": "22T08:01"}, False),
        ({"at": "2022-01-22"}, True),
        ({"at": None}, True),
        ({"until": "22T08:00"}, True),
        ({"until": "22T07:59"}, False),
    ],
)
def test_it_is_of_a_site_where_the_case_was_or_may_have_been_at_the_swab(there: dict[str, Any], inside: bool) -> None:
    assert found(stay("P0", **there)).height == inside


def test_a_swab_of_some_hour_of_the_day_may_have_been_taken_after_the_admission_of_that_day() -> None:
    day = {"sample": "2022-01-22", "positive": "22T09:00"}
    assert found(stay("P0", at="22T12:00"), cases=[day]).height == 1
    assert found(stay("P0", at="22T12:00"), cases=[{"sample": "22T08:00", "positive": "22T13:00"}]).is_empty()


def test_a_reserve_that_is_open_is_a_quarantine_site_and_a_hospital_is_none() -> None:
    assert found(stay("P0", site="R"))["site"].to_list() == ["R"]
    assert found(stay("P0", site="H")).is_empty()


def anew(*stays: dict[str, Any], cases: Any = (CASE,), people: tuple[str, ...] = ("P1",)) -> dict[str, Any]:
    """By person: the last day of the days that begin anew, and by which case. All are close contacts."""
    bound = pl.DataFrame([(person, "close") for person in people], ["person", "risk"], orient="row")
    read = facts(*stays)
    made = resets(found(*stays, cases=cases), bound, read, RULES, local(NOW))
    day = (pl.col("reset_until").dt.convert_time_zone(SHANGHAI.key) - pl.duration(days=1)).dt.strftime("%m-%d")
    return {person: (until, case) for person, until, case in made.with_columns(day).iter_rows()}


GONE = stay("P0", until="22T22:00")
HERE = stay("P0")
TO_5, TO_6 = {"P1": ("02-05", "C1")}, {"P1": ("02-06", "C1")}


@pytest.mark.parametrize(("floor", "hit"), [("101", False), ("201", True), ("301", True), ("401", True)])
def test_the_floor_of_the_positive_the_one_below_and_the_one_above_begin_anew(floor: str, hit: bool) -> None:
    assert anew(stay("P0", "301"), stay("P1", floor)) == (TO_6 if hit else {})


def test_who_is_in_a_room_that_nobody_knows_begins_anew_with_the_whole_site() -> None:
    assert anew(HERE, stay("P1", None)) == TO_6
    assert anew(stay("P0", None), stay("P1", "401")) == TO_6


def test_the_days_count_from_the_day_the_case_left_and_while_it_is_there_from_today() -> None:
    assert anew(GONE, stay("P1", "201")) == TO_5
    assert anew(HERE, stay("P1", "201")) == TO_6


@pytest.mark.parametrize(
    ("there", "hit"),
    [
        ({"at": "22T21:59"}, True),
        ({"at": "22T22:00"}, False),
        ({"at": None, "recorded": "2022-01-22T23:00"}, True),
        ({"until": "22T08:00"}, False),
        ({"until": "22T08:01"}, True),
    ],
)
def test_who_comes_as_the_case_leaves_or_leaves_as_it_is_swabbed_was_not_with_it(
    there: dict[str, Any], hit: bool
) -> None:
    assert anew(GONE, stay("P1", **there)) == (TO_5 if hit else {})


def test_a_case_does_not_begin_its_own_days_anew() -> None:
    assert anew(GONE, people=("P0",)) == {}


def test_of_two_positives_the_later_end_counts_and_of_one_end_the_case_of_the_higher_number() -> None:
    two = [{**CASE, "case": "C1"}, {**CASE, "case": "C2", "person": "P9"}]
    both = [stay("P0"), stay("P9", until="22T22:00"), stay("P1")]
    assert anew(*both, cases=two) == TO_6
    assert anew(stay("P0"), stay("P9"), stay("P1"), cases=two) == {"P1": ("02-06", "C2")}


def test_a_ring_without_days_in_a_site_has_none_to_begin_anew() -> None:
    free = pl.DataFrame([("P1", "general")], ["person", "risk"], orient="row")
    stays = (HERE, stay("P1"))
    assert resets(found(*stays), free, facts(*stays), RULES, local(NOW)).is_empty()


def shut(*stays: dict[str, Any]) -> list[Any]:
    return closed(found(*stays), facts(*stays), RULES).rows()


def test_floors_are_shut_while_a_positive_is_on_them_above_or_below_and_all_where_nobody_knows_where_it_is() -> None:
    assert shut(stay("P0", "301")) == [("Q", 2), ("Q", 3), ("Q", 4)]
    assert shut(GONE) == []
    assert shut(stay("P0", None)) == [("Q", 1), ("Q", 2), ("Q", 3), ("Q", 4)]


def test_a_room_whose_floor_nobody_stated_is_shut_with_any() -> None:
    attic = [{"site": "Q", "room": "x", "beds": 1}]
    known = given(NOW, sites=SITES, rooms=[*FLOORS, *attic], admissions=[HERE])
    there = positives(episodes(CASE), known, local(NOW))
    assert closed(there, known, RULES).rows() == [("Q", None), ("Q", 1), ("Q", 2)]
