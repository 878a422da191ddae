"""Drives as they were signed and as they are planned, with literal means and roads."""

from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from seawall.plan.isolate.drives import Drive, Planning
from seawall.plan.isolate.loads import Load
from seawall.plan.isolate.roads import Road
from seawall.plan.isolate.signed import kept
from seawall.plan.isolate.vehicles import Fleet
from seawall.tables.days import INSTANT
from tests.given import SHANGHAI, local
from tests.plan.isolate.drawn import RULES

HOUR = timedelta(hours=1)
DRIVING = RULES.driving
NAMES: dict[str, Any] = dict.fromkeys(("batch", "site", "vehicle", "crew", "risk", "from_unit", "from_site"), pl.String)
SIGNED = NAMES | {"persons": pl.List(pl.String), "depart_from": INSTANT, "arrive_from": INSTANT, "until": INSTANT}
MOVING: dict[str, Any] = {
    "person": pl.String, "room": pl.String, "site": pl.String, "unit": pl.String, "from_site": pl.String,
    "risk": pl.String, "due": INSTANT, "surely": INSTANT,
}  # fmt: skip
ORDER = {
    "batch": "Q:P1", "site": "Q", "vehicle": "bus", "crew": "T1", "risk": "close", "from_unit": "U",
    "persons": ["P1", "P2"], "depart_from": "23T12:00", "arrive_from": "23T13:00", "until": "24T00:00",
}  # fmt: skip


def means(bus: int = 2) -> Fleet:
    return Fleet(cases=[], contacts=[("bus", bus), ("van", 4)], crews=["T1", "T2"])


def order(**changes: Any) -> dict[str, Any]:
    row = {**ORDER, **changes}
    return row | {name: row[name] and local(row[name]) for name in ("depart_from", "arrive_from", "until")}


def going(person: str, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"person": person, "site": "Q", "unit": "U", "risk": "close", **changes}
    return row | {name: local(row[name]) for name in ("due", "surely") if name in row}


BOTH = (going("P1"), going("P2"))


def held(
    *people: dict[str, Any], orders: Any = None, there: Any = (), now: str = "23T11:00", bus: int = 2
) -> list[Drive]:
    """The signed drives that still hold. `there`: (person, site, placed) of everybody with a room."""
    rooms = pl.DataFrame(there, {"person": pl.String, "site": pl.String, "placed": pl.Boolean}, orient="row")
    driven = pl.DataFrame(
        [{name: row.get(name) for name in SIGNED} for row in orders or [order()]], SIGNED, orient="row"
    )
    moving = pl.DataFrame([{name: row.get(name) for name in MOVING} for row in people], MOVING, orient="row")
    return list(kept(driven, moving, rooms, means(bus), DRIVING, local(now)))


def riding(*people: dict[str, Any], **more: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(drive.batch, drive.load.persons) for drive in held(*people, **more)]


WHOLE = [("Q:P1", ("P1", "P2"))]


@pytest.mark.parametrize("moved", [{"site": "R"}, {"unit": "V"}, {"from_site": "R"}, {"risk": "secondary"}])
def test_somebody_rides_as_signed_only_there_out_of_the_same_place_and_as_the_same_risk(moved: dict[str, str]) -> None:
    assert riding(*BOTH) == WHOLE
    assert riding(going("P1"), going("P2", **moved)) == [("Q:P1", ("P1",))]


def test_whoever_shares_a_room_with_somebody_else_rides_with_them_or_not_as_signed() -> None:
    alike = [going(name, room="101") for name in ("P1", "P2", "P3")]
    assert riding(*alike[:2]) == WHOLE
    assert riding(*alike) == []
    assert riding(going("P1", room="101"), *alike[2:], going("P2", room="102")) == [("Q:P1", ("P2",))]


def test_drives_come_in_the_order_in_which_they_leave_and_nobody_rides_twice() -> None:
    later = order(batch="Q:A", persons=["P2", "P3"], depart_from="23T17:00", arrive_from="23T18:00")
    assert riding(*BOTH, going("P3"), orders=(later, order())) == [*WHOLE, ("Q:A", ("P3",))]
    together = order(batch="Q:A", persons=["P3"])
    assert [batch for batch, _ in riding(*BOTH, going("P3"), orders=(order(), together))] == ["Q:A", "Q:P1"]


def test_a_drive_that_no_longer_holds_takes_nobody_from_the_next() -> None:
    past = order(batch="Q:A", depart_from="23T08:00", arrive_from="23T09:00", until="23T11:00")
    assert riding(*BOTH, orders=(past, order())) == WHOLE


def test_an_order_that_says_no_time_names_no_drive() -> None:
    for end in ("depart_from", "arrive_from"):
        assert riding(*BOTH, orders=(order(**{end: None}),)) == []


def test_a_smaller_vehicle_will_do_for_those_who_still_ride() -> None:
    assert riding(going("P1"), bus=1) == [("Q:P1", ("P1",))]
    assert riding(*BOTH, bus=1) == []


def test_the_vehicle_is_away_there_and_back_and_until_people_are_in_and_out() -> None:
    (drive,) = held(*BOTH)
    assert (drive.leaves, drive.there, drive.back) == (local("23T12:00"), local("23T13:00"), local("23T14:30"))


def test_its_limit_is_that_of_the_first_of_them() -> None:
    (drive,) = held(going("P1", due="23T14:00", surely="23T15:00"), going("P2", due="23T13:00", surely="23T16:00"))
    assert (drive.load.due, drive.load.surely) == (local("23T13:00"), local("23T15:00"))


def test_it_still_names_those_who_arrived_there_and_nobody_who_is_elsewhere_or_on_the_way() -> None:
    for there, named in ((("P2", "Q", True), ["P1", "P2"]), (("P2", "R", True), ["P1"]), (("P2", "Q", False), ["P1"])):
        (drive,) = held(going("P1"), there=[there])
        assert list(drive.named) == named


@pytest.mark.parametrize(
    ("surely", "now", "holds"),
    [
        ("23T13:00", "23T12:59", True),
        ("23T13:00", "23T13:00", False),
        ("23T14:00", "23T13:59", True),
        ("23T14:00", "23T14:00", False),
        ("23T12:59", "23T20:00", True),
        (None, "23T23:59", True),
        (None, "24T00:00", False),
    ],
)
def test_it_holds_until_its_limit_and_one_that_was_late_until_its_orders_end(
    surely: str | None, now: str, holds: bool
) -> None:
    limit = {"surely": surely} if surely else {}
    assert (riding(going("P1", **limit), going("P2"), now=now) == WHOLE) is holds


# -- planned ---------------------------------------------------------------------------------------------------------
def load(*persons: str, **ends: str) -> Load:
    due, surely = (local(ends[name]) if name in ends else None for name in ("due", "surely"))
    return Load("Q", "U", None, "close", persons or ("P1",), due, surely)


def planning(fleet: Fleet | None = None, now: str = "23T12:00") -> Planning:
    """Every road is an hour long: a vehicle is back after two and a half."""
    return Planning(fleet or means(), lambda *_: Road(HOUR, False, "an hour"), DRIVING, SHANGHAI, local(now))


def test_a_drive_leaves_when_vehicle_and_crew_are_both_there_for_as_long_as_it_takes() -> None:
    fleet = Fleet(cases=[], contacts=[("bus", 2)], crews=["T1"])
    fleet.leave("bus", None, local("23T15:00"), local("23T19:00"))
    fleet.leave(None, "T1", local("23T12:00"), local("23T13:00"))
    assert planning(fleet).new(load(), "Q:P1").leaves == local("23T19:00")


def test_a_crew_that_drives_a_signed_drive_drives_nothing_else_meanwhile() -> None:
    fleet = Fleet(cases=[], contacts=[("bus", 2), ("van", 4)], crews=["T1"])
    with_these = planning(fleet)
    (signed,) = held(*BOTH)
    with_these.signed(signed)
    new = with_these.new(load("P3"), "Q:P3")
    assert (new.vehicle.name, new.leaves) == ("bus", local("23T14:30"))
    assert fleet.away["vehicle", "bus"] == [(local("23T12:00"), local("23T17:00"))]


@pytest.mark.parametrize(
    ("ends", "leaves"),
    [
        ({"due": "24T07:00"}, "24T06:00"),
        ({"due": "24T06:59"}, "23T22:30"),
        ({"due": "24T06:59", "surely": "24T12:00"}, "23T22:30"),
        ({}, "24T06:00"),
    ],
)
def test_a_drive_of_the_night_waits_for_the_morning_where_it_is_then_there_before_it_may_be_late(
    ends: dict[str, str], leaves: str
) -> None:
    assert planning(now="23T22:30").new(load(**ends), "Q:P1").leaves == local(leaves)


@pytest.mark.parametrize(("limit", "lacks"), [("23T13:00", ["vehicles"]), ("23T12:59", []), ("23T15:00", [])])
def test_a_late_drive_lacks_what_it_waits_for_only_where_it_could_have_been_in_time(
    limit: str, lacks: list[str]
) -> None:
    fleet = Fleet(cases=[], contacts=[("bus", 2)], crews=["T1"])
    fleet.leave("bus", None, local("23T11:00"), local("23T14:00"))
    assert planning(fleet).new(load(due=limit, surely=limit), "Q:P1").lacks == lacks


def test_what_would_be_there_at_the_limit_is_not_what_is_lacking() -> None:
    fleet = Fleet(cases=[], contacts=[("bus", 2)], crews=["T1"])
    fleet.leave("bus", None, local("23T11:00"), local("23T13:00"))
    fleet.leave(None, "T1", local("23T11:00"), local("23T14:00"))
    assert planning(fleet).new(load(due="23T14:00", surely="23T14:00"), "Q:P1").lacks == ["transfer crews"]


def why(planned: Planning, drive: Drive) -> str:
    return str(planned.told(drive)[-1])


def test_what_leaves_as_it_is_due_is_overdue_and_what_leaves_before_it_arrives_late() -> None:
    for limit, said in (("23T12:00", "overdue since 2022-01-23 12:00"), ("23T12:01", "arrives late")):
        with_these = planning()
        assert said in why(with_these, with_these.new(load(due=limit, surely=limit), "Q:P1"))


def test_only_where_no_limit_is_known_it_is_said_that_none_is() -> None:
    for ends, unsaid in (({}, True), ({"due": "23T20:00"}, False)):
        with_these = planning()
        assert ("no limit says by when" in why(with_these, with_these.new(load(**ends), "Q:P1"))) is unsaid


def test_where_some_have_arrived_it_is_not_said_that_nobody_left() -> None:
    with_these = planning(now="23T12:30")
    (signed,) = held(going("P1"), there=[("P2", "Q", True)])
    said = why(with_these, with_these.signed(signed))
    assert "1 of 2 have arrived" in said
    assert "no departure" not in said
