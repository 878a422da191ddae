"""Who drives with whom, in what, when, and how many must sign."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from seawall.tables.limit import Limit
from tests.given import local
from tests.plan.isolate.drawn import RULES, born, family, household, plan, rooms, site

BUS = {"vehicle": "bus", "kind": "bus", "seats": 2}
AMBULANCE = {"vehicle": "N1", "kind": "negative_pressure_ambulance", "seats": 2}
SITES: dict[str, Any] = {
    "sites": [site(), site("H", "designated_hospital")],
    "rooms": rooms("Q", "101", "102", "103", "104"),
}
CLOSE, SECOND = {"person": "P1"}, {"person": "P2", "ring": "secondary"}


def drives(made: Any, *columns: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = made.transfers.filter(pl.col("site") == "Q").select(columns).rows()
    return rows


def test_two_risks_never_ride_together() -> None:
    made = plan([CLOSE, SECOND], vehicles=[{**BUS, "seats": 50}], **SITES)
    assert drives(made, "persons", "vehicle") == [(["P1"], "bus"), (["P2"], "bus")]


def test_a_batch_has_no_more_people_than_seats_and_is_named_after_the_first() -> None:
    made = plan([{"person": f"P{n}"} for n in range(1, 4)], vehicles=[BUS], **SITES)
    assert drives(made, "batch", "persons", "seats") == [("Q:P1", ["P1", "P2"], 2), ("Q:P3", ["P3"], 2)]


def test_a_vehicle_drives_again_when_it_is_back() -> None:
    made = plan([{"person": f"P{n}"} for n in range(1, 4)], vehicles=[BUS], **SITES)
    assert drives(made, "depart_from") == [(local("23T12:00"),), (local("23T16:30"),)]  # twice two hours, and loading


def test_a_child_and_its_carer_ride_together() -> None:
    tables: dict[str, Any] = {**SITES, "rooms": rooms("Q", "101") + rooms("Q", "102", beds=2), "places": household("h"),
              "residences": family("h", "P2", "P3"), "persons": born(P2=1980, P3=2015)}  # fmt: skip
    made = plan([{"person": f"P{n}"} for n in range(1, 4)], vehicles=[BUS], **tables)
    assert sorted(persons for (persons,) in drives(made, "persons")) == [["P1"], ["P2", "P3"]]


def test_cases_ride_one_by_one_in_an_ambulance_of_negative_pressure_and_nobody_else_does() -> None:
    made = plan([CLOSE], cases=[{}, {"case": "C2", "person": "P9"}], vehicles=[BUS, AMBULANCE], **SITES)
    told = made.transfers.sort("batch").select("persons", "vehicle").rows()
    assert told == [(["P0"], "N1"), (["P9"], "N1"), (["P1"], "bus")]
    without = plan([CLOSE], vehicles=[AMBULANCE], **SITES)
    assert drives(without, "vehicle") == [(None,)]
    assert without.shortage.filter(kind="vehicles")["missing"].to_list() == [1]


def test_crews_take_turns_and_none_is_a_shortage() -> None:
    crews = [{"team": "T1", "kind": "transfer"}, {"team": "T2", "kind": "transfer"}, {"team": "X", "kind": "tracing"}]
    made = plan([{"person": f"P{n}"} for n in range(1, 4)], teams=crews, vehicles=[BUS], **SITES)
    assert sorted(made.transfers["crew"]) == ["T1", "T1", "T2"]  # three drives: the case's, and two of the bus
    assert (
        plan([CLOSE], vehicles=[BUS, AMBULANCE], **SITES).shortage.filter(kind="transfer crews")["missing"].item() == 2
    )


NEAR = [{"unit": "U", "level": "county", "name": "U", "lon": 116.2, "lat": 36.9}]


@pytest.mark.parametrize(
    ("now", "leaves", "night", "signatures"),
    [
        ("23T21:59", "23T21:59", False, 1),
        ("23T22:00", "24T06:00", False, 1),
        ("24T05:59", "24T06:00", False, 1),
        ("24T06:00", "24T06:00", False, 1),
    ],
)
def test_a_drive_that_has_time_waits_for_the_morning(now: str, leaves: str, night: bool, signatures: int) -> None:
    made = plan([CLOSE], now=now, rules=replace(RULES, due={}), units=NEAR, residences=family("h", "P1"),
                places=household("h"), **SITES)  # fmt: skip
    assert drives(made, "depart_from", "night", "signatures") == [(local(leaves), night, signatures)]


def test_a_drive_that_is_due_before_the_morning_leaves_at_night_with_two_signatures() -> None:
    made = plan([CLOSE], now="22T23:00", residences=family("h", "P1"), places=household("h"), **SITES)
    assert drives(made, "depart_from", "arrive_until", "night", "signatures") == [
        (local("22T23:00"), local("23T04:00"), True, 2)
    ]


FAR: dict[str, Any] = {"places": [{"place": "h", "kind": "household", "unit": "V"}], "residences": family("h", "P1")}
EARLY = replace(RULES, due={"close": Limit(timedelta(hours=10, minutes=30))})  # 06:30 on the 23rd


def test_a_drive_waits_for_the_morning_only_where_it_still_arrives_in_time() -> None:
    units = [unit("U", 0.0), unit("V", 0.7, parent="U")]  # 78 km, 117 minutes
    made = plan([CLOSE], now="23T01:00", rules=EARLY, units=units, **FAR, **SITES)
    assert drives(made, "depart_from", "arrive_until", "night", "signatures") == [
        (local("23T01:00"), local("23T06:30"), True, 2)
    ]
    close = plan([CLOSE], now="23T01:00", rules=EARLY, units=NEAR, residences=family("h", "P1"), places=household("h"),
                 **SITES)  # fmt: skip
    assert drives(close, "depart_from", "signatures") == [(local("23T06:00"), 1)]


def test_a_drive_that_cannot_arrive_in_time_says_when_it_will_be_there() -> None:
    units = [unit("U", 0.0), unit("V", 0.7, parent="U")]
    made = plan([CLOSE], now="23T05:30", rules=EARLY, units=units, **FAR, **SITES)
    row = made.transfers.filter(site="Q").row(0, named=True)
    assert (row["depart_from"], row["arrive_until"]) == (local("23T05:30"), None)
    assert "arrives late: due 2022-01-23 06:30, there at 2022-01-23 07:26" in row["why"]


def test_a_drive_of_unknown_length_counts_as_the_limit_also_at_night() -> None:
    tables: dict[str, Any] = {**SITES, "residences": family("h", "P1"), "places": household("h")}
    late = replace(RULES, due={"close": Limit(timedelta(hours=26))})  # 22:00 on the 23rd
    assert drives(plan([CLOSE], now="23T21:30", rules=late, **tables), "night", "signatures") == [(True, 2)]
    assert drives(plan([CLOSE], now="23T19:30", rules=late, **tables), "night", "signatures") == [(False, 1)]
    free = plan([CLOSE], now="23T21:30", rules=replace(RULES, due={}), **tables)
    assert drives(free, "depart_from", "night", "signatures") == [(local("24T06:00"), False, 1)]


def test_what_is_overdue_leaves_at_once_and_says_so() -> None:
    made = plan([CLOSE], now="23T12:00", **SITES)
    row = made.transfers.filter(site="Q").row(0, named=True)
    assert (row["depart_from"], row["arrive_until"]) == (local("23T12:00"), None)
    assert "overdue since 2022-01-23 04:00" in row["why"]


def test_a_drive_is_late_by_the_clock_whose_limit_runs_from_when_somebody_was_named() -> None:
    for named, ends in (
        ("2022-01-22T18:00", "23T04:00"),
        ("2022-01-23T06:00", "23T14:00"),
        ("2022-01-23T11:00", "23T19:00"),
    ):
        made = plan([CLOSE], relations=[{"person": "P0", "other": "P1", "recorded": named}], **SITES)
        row = made.transfers.filter(site="Q").row(0, named=True)
        late = local(ends) < local("23T14:00")
        assert row["arrive_until"] == (None if late else local(ends))
        assert ("overdue since 2022-01-23 04:00" in row["why"]) is late


def test_nobody_is_driven_later_for_having_been_named_late() -> None:
    made = plan([CLOSE], now="23T23:00", relations=[{"person": "P0", "other": "P1", "recorded": "2022-01-23T22:59"}],
                **SITES)  # fmt: skip
    row = made.transfers.filter(site="Q").row(0, named=True)
    assert (row["depart_from"], row["arrive_until"]) == (local("23T23:00"), local("24T06:59"))


def test_whom_a_stay_names_is_not_called_late_since_nobody_can_tell() -> None:
    row = plan([CLOSE], relations=[], **SITES).transfers.filter(site="Q").row(0, named=True)
    assert row["arrive_until"] is None
    assert "overdue" not in row["why"]


def unit(name: str, lon: float, **more: Any) -> dict[str, Any]:
    return {"unit": name, "level": "county", "name": name, "lon": lon, "lat": 0.0, "datum": "WGS84", **more}


THREE = [{"vehicle": f"bus{n}", "kind": "bus", "seats": 1} for n in range(1, 4)]


def test_a_crew_is_in_one_place_at_a_time() -> None:
    crews = [{"team": "T1", "kind": "transfer"}]
    made = plan(
        [{"person": f"P{n}"} for n in range(1, 4)], cases=[{"open": False}], teams=crews, vehicles=THREE, **SITES
    )
    assert drives(made, "crew", "depart_from") == [("T1", local("23T12:00")), ("T1", local("23T16:30")),
                                                   ("T1", local("23T21:00"))]  # fmt: skip


def test_drives_that_come_late_because_they_wait_for_a_crew_are_a_shortage_of_crews() -> None:
    crews = [{"team": "T1", "kind": "transfer"}]
    people = [{"person": f"P{n}"} for n in range(1, 4)]
    rules = replace(RULES, due={"close": Limit(timedelta(hours=19))})  # 15:00 on the 23rd
    made = plan(people, cases=[{"open": False}], rules=rules, teams=crews, vehicles=THREE, **SITES)
    assert made.shortage.filter(kind="transfer crews").select("needed", "there", "missing").rows() == [(3, 1, 2)]
    assert made.shortage.filter(kind="vehicles").is_empty()
    assert made.transfers["lacks"].to_list() == [[], ["transfer crews"], ["transfer crews"]]
    one = plan(people, cases=[{"open": False}], rules=rules, teams=[*crews, *(
        {"team": f"T{n}", "kind": "transfer"} for n in (2, 3))], vehicles=THREE[:1], **SITES)  # fmt: skip
    assert one.shortage.filter(kind="vehicles").select("needed", "there", "missing").rows() == [(3, 1, 2)]
    assert one.shortage.filter(kind="transfer crews").is_empty()


@pytest.mark.parametrize(("lon", "signatures"), [(0.7, 1), (0.73, 2)])  # 78 and 81 km at 40 km/h
def test_a_drive_longer_than_the_limit_takes_two_signatures(lon: float, signatures: int) -> None:
    units = [unit("U", 0.0), unit("V", lon, parent="U")]
    homes = [{"place": "h", "kind": "household", "unit": "V"}]
    made = plan([CLOSE], units=units, places=homes, residences=family("h", "P1"), vehicles=[BUS], **SITES)
    assert drives(made, "from_unit", "signatures") == [("V", signatures)]


def test_a_drive_of_unknown_length_takes_two_unless_it_stays_inside_the_incidents_unit() -> None:
    inside = plan([CLOSE], residences=family("h", "P1"), places=household("h"), **SITES)
    assert drives(inside, "signatures") == [(1,)]
    assert drives(plan([CLOSE], **SITES), "from_unit", "signatures") == [(None, 2)]
    units = [unit("U", 0.0, datum="GCJ02"), unit("V", 0.1, parent="U")]
    homes = [{"place": "h", "kind": "household", "unit": "V"}]
    other = plan([CLOSE], units=units, places=homes, residences=family("h", "P1"), **SITES)
    assert "drive not known" in other.transfers.filter(site="Q")["why"].item()


def test_people_who_are_inside_or_nowhere_are_not_driven() -> None:
    made = plan([CLOSE, {"person": "P2"}], sites=[site()], rooms=rooms("Q", "101"),
                admissions=[{"person": "P1", "site": "Q", "room": "101", "at": "22T08:00"}])  # fmt: skip
    assert made.transfers.is_empty()


def test_a_drive_that_ends_at_night_takes_two_signatures() -> None:
    units = [unit("U", 0.0), unit("V", 0.54, parent="U")]  # 60 km, an hour and a half
    homes = [{"place": "h", "kind": "household", "unit": "V"}]
    tables: dict[str, Any] = {**SITES, "units": units, "places": homes, "residences": family("h", "P1")}
    assert drives(plan([CLOSE], now="23T20:00", **tables), "night", "signatures") == [(False, 1)]
    assert drives(plan([CLOSE], now="23T21:00", **tables), "night", "signatures") == [(True, 2)]


def test_the_smallest_vehicle_that_has_the_seats_is_taken() -> None:
    vehicles = [{"vehicle": "van", "kind": "van", "seats": 2}, {"vehicle": "bus", "kind": "bus", "seats": 4}]
    assert drives(plan([{"person": f"P{n}"} for n in range(1, 4)], vehicles=vehicles, **SITES), "vehicle") == [("bus",)]
    assert drives(plan([CLOSE], vehicles=vehicles, **SITES), "vehicle") == [("van",)]
