"""Drives that were signed stay as they were signed, for everybody whom no fact moved."""

from dataclasses import replace
from typing import Any

import polars as pl

from tests.given import local
from tests.plan.isolate.drawn import RULES, born, family, household, plan, rooms, site

FREE = replace(RULES, due={})
BUS = {"vehicle": "bus", "kind": "bus", "seats": 2}
VAN = {"vehicle": "van", "kind": "van", "seats": 4}
CREWS = [{"team": "T1", "kind": "transfer"}]
DONE = [{"open": False}]
P1, P2, P3, P4 = ({"person": f"P{n}"} for n in range(1, 5))
TABLES: dict[str, Any] = {
    "cases": DONE, "rules": FREE, "sites": [site()], "rooms": rooms("Q", "101", "102", "103", "104"),
    "vehicles": [BUS], "teams": CREWS,
}  # fmt: skip
SAID = ("batch", "persons", "vehicle", "crew", "depart_from")
SIGNED = ("batch", "site", "vehicle", "crew", "risk", "from_unit", "from_site", "persons", "depart_from", "arrive_from")


def orders(made: Any, until: str = "24T00:00", **changes: Any) -> pl.DataFrame:
    """The drives of a plan as orders in force."""
    drives: pl.DataFrame = made.transfers.select(*SIGNED, pl.lit(local(until)).alias("until"))
    return drives.with_columns(**changes)


def drives(made: Any, *columns: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = made.transfers.select(columns or SAID).rows()
    return rows


def again(people: list[Any], driven: pl.DataFrame, now: str = "23T12:30", **tables: Any) -> Any:
    return plan(people, now=now, driven=driven, **{**TABLES, **tables})


def test_a_signed_drive_stays_and_new_people_get_a_drive_round_it() -> None:
    first = plan([P2, P3], **TABLES)
    made = again([P1, P2, P3], orders(first))
    assert drives(made)[:1] == drives(first) == [("Q:P2", ["P2", "P3"], "bus", "T1", local("23T12:00"))]
    assert drives(made)[1:] == [("Q:P1", ["P1"], "bus", "T1", local("23T16:30"))]


def test_somebody_new_rides_before_a_signed_drive_where_the_bus_is_back_in_time() -> None:
    later: dict[str, Any] = {"depart_from": pl.lit(local("23T17:00")), "arrive_from": pl.lit(local("23T19:00"))}
    signed = orders(plan([P2], **TABLES), **later)
    assert drives(again([P1, P2], signed), "batch", "depart_from") == [
        ("Q:P2", local("23T17:00")), ("Q:P1", local("23T12:30")),
    ]  # fmt: skip
    assert drives(again([P1, P2], signed, "23T12:31"), "batch", "depart_from")[1] == ("Q:P1", local("24T06:00"))


def test_a_departure_that_nobody_recorded_is_said_and_planned_again_only_when_its_limit_is_past() -> None:
    signed = orders(plan([P1], **TABLES), until="23T15:00")
    waiting = again([P1], signed, "23T14:59")
    assert drives(waiting) == [("Q:P1", ["P1"], "bus", "T1", local("23T12:00"))]
    assert "it was to leave 2022-01-23 12:00, and no departure is recorded" in waiting.transfers["why"].item()
    assert drives(again([P1], signed, "23T15:00"), "depart_from") == [(local("23T15:00"),)]


def test_before_its_departure_nothing_is_said_to_be_missing() -> None:
    signed = orders(plan([P1], **TABLES))
    made = again([P1], signed, "23T12:00")
    assert "as it was signed" in made.transfers["why"].item()
    assert "no departure" not in made.transfers["why"].item()


def test_an_earlier_limit_that_is_past_ends_a_signed_drive() -> None:
    known = [{"positive": "23T06:00", "open": False}]
    signed = orders(plan([P1], **TABLES))
    hours = {"cases": known, "rules": RULES}  # 14:00: as it arrives
    assert drives(again([P1], signed, "23T13:59", **hours), "depart_from") == [(local("23T12:00"),)]
    assert drives(again([P1], signed, "23T14:00", **hours), "depart_from") == [(local("23T14:00"),)]


def test_who_became_a_case_or_was_released_leaves_the_drive_and_the_others_ride_as_signed() -> None:
    tables = {**TABLES, "vehicles": [VAN]}
    first = plan([P1, P2, P3], **tables)
    ill = again([P1, P2, P3], orders(first), vehicles=[VAN], cases=[{"person": "P1"}])
    assert drives(ill, "batch", "persons", "named", "depart_from") == [
        ("Q:P1", ["P2", "P3"], ["P2", "P3"], local("23T12:00"))
    ]
    released = again([P1, P3], orders(first), vehicles=[VAN])
    assert drives(released, "batch", "persons", "vehicle") == [("Q:P1", ["P1", "P3"], "van")]


def test_who_has_arrived_rides_no_more_and_the_drive_of_the_others_still_names_them() -> None:
    first = plan([P1, P2], **TABLES)
    arrived = [{"person": "P1", "site": "Q", "room": "101", "at": "23T12:20"}]
    made = again([P1, P2], orders(first), admissions=arrived)
    assert drives(made, "batch", "persons", "named") == [("Q:P1", ["P2"], ["P1", "P2"])]
    assert "1 of 2 have arrived" in made.transfers["why"].item()
    both = [*arrived, {"person": "P2", "site": "Q", "room": "102", "at": "23T12:20"}]
    assert drives(again([P1, P2], orders(first), admissions=both)) == []


def test_a_drive_whose_vehicle_or_crew_is_no_longer_there_is_planned_anew() -> None:
    signed = orders(plan([P1], **TABLES))
    for gone in ({"vehicles": [VAN]}, {"teams": [{"team": "T2", "kind": "transfer"}]}):
        made = again([P1], signed, **gone)
        assert drives(made, "batch", "depart_from") == [("Q:P1", local("23T12:30"))]
    small = [{**BUS, "seats": 1}]
    assert drives(again([P1, P2], orders(plan([P1, P2], **TABLES)), vehicles=small), "persons") == [
        (["P1"],),
        (["P2"],),
    ]


def test_a_drive_signed_without_a_vehicle_stays_until_there_is_one() -> None:
    signed = orders(plan([P1], **{**TABLES, "vehicles": []}))
    still = again([P1], signed, vehicles=[])
    assert drives(still, "vehicle", "depart_from", "lacks") == [(None, local("23T12:00"), ["vehicles"])]
    assert drives(again([P1], signed), "vehicle", "depart_from") == [("bus", local("23T12:30"))]


def test_of_two_signed_drives_that_need_one_bus_at_one_time_the_second_is_planned_anew() -> None:
    signed = orders(plan([P1], **TABLES))
    both = pl.concat([signed, signed.with_columns(batch=pl.lit("Q:P2"), persons=pl.lit(["P2"]))])
    assert drives(again([P1, P2], both), "batch", "depart_from") == [
        ("Q:P1", local("23T12:00")), ("Q:P2", local("23T16:30")),
    ]  # fmt: skip


def test_a_name_that_a_signed_drive_has_is_not_given_to_another() -> None:
    signed = orders(plan([P1, P2], **{**TABLES, "vehicles": [VAN]}))
    nearer = [{**P1, "ring": "secondary"}, P2]
    assert drives(again(nearer, signed, vehicles=[VAN]), "batch", "persons") == [
        ("Q:P1", ["P2"]), ("Q:P1:2", ["P1"]),
    ]  # fmt: skip


def test_a_carer_who_is_new_and_the_child_of_a_signed_drive_ride_together() -> None:
    tables: dict[str, Any] = {"rooms": rooms("Q", "101", beds=2), "places": household("h"), "vehicles": [VAN],
                              "persons": born(P1=1980, P2=2015), "residences": family("h", "P1", "P2")}  # fmt: skip
    signed = orders(plan([P1, P2], **{**TABLES, **tables}), persons=pl.lit(["P2"]))
    assert drives(again([P1, P2], signed, **tables), "persons", "depart_from") == [(["P1", "P2"], local("23T12:30"))]
