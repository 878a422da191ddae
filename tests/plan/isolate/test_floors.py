"""Families stay on one floor, and floors fill by risk and day."""

from typing import Any

from tests.plan.isolate.drawn import born, family, household, plan, rooms, site, where
from tests.plan.isolate.pair import CLOSE, HOME


def test_two_grown_people_of_one_family_have_a_room_each_on_one_floor() -> None:
    tables: dict[str, Any] = {"sites": [site()], "rooms": [*rooms("Q", "101"), *rooms("Q", "201", "202", beds=2)],
              "residences": family("h", "P1", "P2"), "places": household("h"), "persons": born(P1=1980)}  # fmt: skip
    assert where(plan([CLOSE, {"person": "P2"}], **tables)) == {"P1": "Q 201", "P2": "Q 202"}


def test_among_families_too_most_days_left_come_first() -> None:
    people = [{"person": f"P{n}", "last": "18T20:00" if n < 3 else "21T20:00"} for n in range(1, 5)]
    made = plan(people, sites=[site()], rooms=rooms("Q", "101", beds=2) + rooms("Q", "102"),
                residences=family("g", "P1", "P2") + family("h", "P3", "P4"), places=household("g", "h"),
                persons=born(P1=1980, P2=2015, P3=1980, P4=2015))  # fmt: skip
    assert where(made) == {"P1": None, "P2": None, "P3": "Q 101", "P4": "Q 101"}


def test_a_family_goes_to_the_floor_where_one_of_it_is() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "201", "at": "22T08:00"}]
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", "201", "202"), admissions=inside, **HOME)
    assert where(made)["P2"] == "Q 202"


def test_a_floor_that_cannot_hold_a_family_loses_no_room_by_it() -> None:
    people = [{"person": f"P{n}"} for n in range(1, 6)]
    tables: dict[str, Any] = {**HOME, "residences": family("h", "P1", "P2", "P3")}
    made = plan(people, rooms=rooms("Q", "101", "102", "202") + rooms("Q", "201", beds=2),
                persons=born(P1=1980, P2=2015, P3=1960), **tables)  # fmt: skip
    assert where(made) == {"P1": "Q 201", "P2": "Q 201", "P3": "Q 202", "P4": "Q 101", "P5": "Q 102"}
    assert made.gap["how"].item() == "constructive"


def test_a_family_that_no_floor_holds_is_parted_and_it_costs() -> None:
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", "201"), **HOME)
    assert where(made) == {"P1": "Q 101", "P2": "Q 201"}
    assert made.gap.select("objective", "gap").row(0) == (3, 0)


def test_large_rooms_are_for_those_who_need_them_where_there_are_few() -> None:
    people = [{"person": f"P{n}"} for n in range(1, 4)]
    tables: dict[str, Any] = {**HOME, "residences": family("h", "P2", "P3")}
    known = [*born(P2=1980, P3=2015), {"person": "P1", "recorded": "2021-12-31T00:00"}]
    made = plan(people, rooms=rooms("Q", "101", beds=2) + rooms("Q", "201"), persons=known, **tables)
    assert where(made) == {"P1": "Q 201", "P2": "Q 101", "P3": "Q 101"}
    assert made.gap["how"].item() == "constructive"


def test_a_new_contact_moves_nobody_who_was_known_before() -> None:
    people = [{"person": name, "ring": ring} for name, ring in (("P3", "close"), ("P5", "secondary"), ("P7", "close"))]
    known = [{"person": name, "recorded": "2022-01-22T10:00"} for name in ("P3", "P5", "P7")]
    new = {"person": "P1", "recorded": "2022-01-23T10:00"}
    tables: dict[str, Any] = {"sites": [site()], "rooms": rooms("Q", "101", "102", "201", "202")}
    before = where(plan(people, persons=known, **tables))
    after = where(plan([*people, CLOSE], persons=[*known, new], **tables))
    assert {name: after[name] for name in before} == before


def test_a_floor_fills_with_people_of_one_risk_and_day_before_the_next_begins() -> None:
    people = [{"person": f"P{n}", "ring": "close" if n % 2 else "secondary"} for n in range(1, 5)]
    made = where(plan(people, sites=[site()], rooms=rooms("Q", "101", "102", "103", "201", "202", "203")))
    assert made == {"P1": "Q 101", "P2": "Q 201", "P3": "Q 102", "P4": "Q 202"}
