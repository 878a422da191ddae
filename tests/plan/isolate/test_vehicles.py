"""Which vehicle and crew are there, and from when on."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from seawall.plan.isolate.vehicles import Fleet, fleet
from tests.given import given, local

BUS, T1 = ("vehicle", "bus"), ("crew", "T1")
HOUR = timedelta(hours=1)


def at(hour: int) -> datetime:
    return local(f"23T{hour:02}:00")


def means(*away: tuple[int, int], crews: tuple[str, ...] = ("T1",)) -> Fleet:
    """A bus of two seats and a van of four, and the hours at which the bus and T1 leave and are back."""
    there = Fleet(cases=[], contacts=[("bus", 2), ("van", 4)], crews=crews)
    for leaves, back in away:
        there.leave("bus", "T1", at(leaves), at(back))
    return there


@pytest.mark.parametrize(
    ("away", "asked", "free"),
    [
        ([(12, 14)], 11, 11),
        ([(12, 14)], 12, 14),
        ([(12, 14)], 14, 14),
        ([(12, 14), (20, 22)], 17, 17),
        ([(12, 14), (15, 16)], 14, 14),
        ([(12, 14), (14, 16)], 12, 16),
        ([(12, 20), (13, 14)], 15, 20),
        ([(17, 19), (12, 14)], 14, 14),
        ([(17, 19), (12, 14)], 13, 14),
    ],
)
def test_a_vehicle_is_there_from_when_it_is_back_to_when_it_leaves_next(
    away: list[tuple[int, int]], asked: int, free: int
) -> None:
    assert means(*away).free(BUS, at(asked), HOUR) == at(free)


def test_it_waits_for_a_time_as_long_as_the_drive() -> None:
    there = means((12, 14), (15, 16))
    assert [there.free(T1, at(12), length * HOUR) for length in (1, 2)] == [at(14), at(16)]


def test_a_signed_drive_gets_its_own_vehicle_and_crew_where_they_are_there_and_free() -> None:
    there = means((12, 14))
    assert there.named("bus", "close", 2, at(14), HOUR) == there.vehicle("close", 2, at(14), HOUR)
    assert there.named("bus", "close", 2, at(13), HOUR) is None
    assert there.named("bus", "close", 3, at(14), HOUR) is None
    assert there.named("car", "close", 1, at(14), HOUR) is None
    assert there.crew_named("T1", at(14), HOUR) == there.crew(at(14), HOUR)
    assert there.crew_named("T1", at(13), HOUR) is None
    assert there.crew_named("T2", at(14), HOUR) is None


def test_a_drive_signed_without_vehicle_or_crew_stays_so_until_there_is_one() -> None:
    there = means()
    assert there.named(None, "close", 4, at(12), HOUR) is None
    nothing = there.named(None, "close", 5, at(12), HOUR)
    assert nothing is not None
    assert (nothing.name, nothing.seats, nothing.free) == (None, 5, at(12))
    assert there.crew_named(None, at(12), HOUR) is None
    nobody = means(crews=()).crew_named(None, at(12), HOUR)
    assert nobody is not None
    assert nobody.name is None


def test_a_vehicle_without_stated_seats_carries_nobody_and_each_kind_its_own_risk() -> None:
    kinds = {"b": "bus", "v": "van", "a": "ambulance", "n": "negative_pressure_ambulance", "t": "truck"}
    vehicles: list[dict[str, Any]] = [{"vehicle": name, "kind": kind, "seats": 1} for name, kind in kinds.items()]
    unstated: list[dict[str, Any]] = [{"vehicle": "x", "kind": "bus"}, {"vehicle": "y", "kind": "bus", "seats": 0}]
    crews: list[dict[str, Any]] = [
        {"team": "T1", "kind": "transfer"},
        {"team": "T1", "kind": "transfer", "recorded": "02T00:00"},
    ]
    found = fleet(given(vehicles=[*vehicles, *unstated], teams=[*crews, {"team": "X", "kind": "tracing"}]))
    assert [name for name, _ in found.of("close")] == ["a", "b", "v"]
    assert [name for name, _ in found.of("case")] == ["n"]
    assert found.crews == ["T1"]
