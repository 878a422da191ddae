"""Who rides together, and which load leads."""

from typing import Any

import polars as pl

from seawall.plan.isolate.loads import Load, loads
from seawall.plan.isolate.vehicles import Fleet
from seawall.tables.days import INSTANT
from tests.given import local

SCHEMA: dict[str, Any] = {
    "person": pl.String, "room": pl.String, "due": INSTANT, "surely": INSTANT, "site": pl.String, "unit": pl.String,
    "from_site": pl.String, "risk": pl.String,
}  # fmt: skip
USUAL = {"site": "Q", "unit": "U", "risk": "close"}


def loaded(*rows: dict[str, Any], seats: int = 2) -> list[Load]:
    people = pl.DataFrame([{**USUAL, **row} for row in rows], schema=SCHEMA, orient="row")
    return list(loads(people, Fleet(cases=[("N", 9)], contacts=[("bus", seats)], crews=[])))


def who(*rows: dict[str, Any], seats: int = 2) -> list[tuple[str, ...]]:
    return [load.persons for load in loaded(*rows, seats=seats)]


def person(name: str, room: str | None = None, **more: Any) -> dict[str, Any]:
    return {"person": name, "room": room, **more}


def test_the_people_of_a_room_are_not_parted_and_rooms_go_in_their_order() -> None:
    people = [person("P3", "102"), person("P1", "101"), person("P2", "102")]
    assert who(*people) == [("P1",), ("P2", "P3")]
    assert who(*people, seats=3) == [("P1", "P2", "P3")]
    assert who(person("P1", "102"), person("P2", "101"), seats=1) == [("P1",), ("P2",)]
    assert who(person("P1", "102"), person("P2", "101")) == [("P2", "P1")]


def test_a_room_of_more_people_than_the_largest_vehicle_has_seats_rides_by_itself() -> None:
    family = [person(name, "101") for name in ("P1", "P2", "P3")]
    assert who(*family, person("P4", "102")) == [("P1", "P2", "P3"), ("P4",)]


def test_people_without_a_room_ride_each_as_their_own() -> None:
    assert who(person("P1"), person("P2"), person("P3")) == [("P1", "P2"), ("P3",)]


def test_only_those_of_one_way_and_risk_ride_together() -> None:
    for part in ("site", "unit", "from_site", "risk"):
        assert len(loaded(person("P1"), person("P2", **{part: "other"}))) == 2


def test_cases_ride_one_by_one() -> None:
    assert who(person("P1", risk="case"), person("P2", risk="case")) == [("P1",), ("P2",)]


def test_a_load_is_due_when_the_first_of_them_is() -> None:
    due = [("P1", "101", 3, 9), ("P2", "101", 2, 8), ("P3", "102", 4, 7)]
    (load,) = loaded(
        *(person(name, room, due=local(f"23T0{a}:00"), surely=local(f"23T0{b}:00")) for name, room, a, b in due),
        person("P4", "103"), seats=4,
    )  # fmt: skip
    assert (load.due, load.surely) == (local("23T02:00"), local("23T07:00"))


def test_the_load_that_is_due_first_leads_and_one_that_nothing_makes_late_is_last() -> None:
    early, late = local("23T02:00"), local("23T03:00")
    people = [person("P1"), person("P2", due=late, surely=early, unit="V"), person("P3", due=early, unit="W")]
    assert who(*people) == [("P3",), ("P2",), ("P1",)]
