"""What the measures cost people."""

from typing import Any

import polars as pl

from seawall.plan.command import Softer, harm
from tests.given import given, local

NOW = local("23T12:00")
INSTANT = pl.Datetime("us", "UTC")
NOBODY = pl.Series("person", [], dtype=pl.String)


def contacts(*rows: tuple[str, bool, str]) -> pl.DataFrame:
    schema = pl.Schema(
        {"person": pl.String(), "restricted": pl.Boolean(), "restricted_from": INSTANT, "followed_until": INSTANT}
    )
    said = [(who, bound, local("20T12:00"), local(until)) for who, bound, until in rows]
    return pl.DataFrame(said, schema=schema, orient="row")


def area(**changes: Any) -> pl.DataFrame:
    row = {
        "subject": "village", "level": "sealed", "measure": "stay_in_flat", "from": local("22T12:00"),
        "until": local("25T12:00"), "people": 40, "smaller": "misses 3", "larger": "500 more", "kind": "unit",
        "narrower": None, "narrower_people": None, **changes,
    }  # fmt: skip
    kinds = {
        "from": INSTANT, "until": INSTANT, "people": pl.UInt32(), "narrower": pl.String(),
        "narrower_people": pl.UInt32(),
    }  # fmt: skip
    return pl.DataFrame([row], schema_overrides=pl.Schema(kinds))


def cost(
    held: pl.DataFrame,
    softer: pl.DataFrame | None = None,
    ill: pl.Series = NOBODY,
    zones: pl.DataFrame | None = None,
    **facts: Any,
) -> list[Any]:
    other = None if softer is None else Softer("next", softer)
    areas = area().clear() if zones is None else zones
    found = harm(held, areas, ill, other, given(at="28T12:00", **facts), NOW)
    return found.select("measure", "people", "person_days", "spared_people", "spared_days").rows()


def test_the_days_still_before_those_who_are_bound_are_counted_once_a_person() -> None:
    twice = contacts(("A", True, "25T12:00"), ("A", True, "26T12:00"), ("B", False, "28T12:00"))
    assert cost(twice)[0] == ("observation", 1, 3.0, None, None)


def test_who_is_a_case_or_followed_no_more_is_not_among_them() -> None:
    held = contacts(("A", True, "25T12:00"), ("B", True, "22T12:00"))
    assert cost(held, ill=pl.Series("person", ["A"]))[0][1:3] == (0, 0.0)


def test_a_softer_policy_spares_people_and_days() -> None:
    held = contacts(("A", True, "26T12:00"), ("B", True, "26T12:00"))
    softer = contacts(("A", True, "24T12:00"), ("B", False, "26T12:00"))
    assert cost(held, softer)[0] == ("observation", 2, 6.0, 1, 5.0)


def signed_order(subject: str, number: str, **changes: Any) -> dict[str, Any]:
    order = {
        "order": number, "incident": "I", "verb": "trace", "subject": subject, "scope": "observation",
        "from": local("21T12:00"), "until": local("30T12:00"), "why": "w", "why_public": "p", "evidence": "{}",
        "clause": "c", "policy": "p", "policy_version": "v", "ends": "e", "signatures": 1, "plan": "d",
    }  # fmt: skip
    return {**order, **changes}


def signature(number: str, at: str = "21T12:00") -> dict[str, Any]:
    return {"order": number, "officer": "o", "role": "r", "organisation": "g", "at": local(at)}


def test_who_was_bound_and_never_exposed_is_counted_with_the_days_served() -> None:
    orders = [signed_order("X", "1"), signed_order("A", "2")]
    found = cost(contacts(("A", True, "25T12:00")), orders=orders, signatures=[signature("1"), signature("2")])
    assert found[1][:3] == ("never_exposed", 1, 2.0)


def test_an_order_that_nobody_signed_bound_nobody() -> None:
    assert cost(contacts(), orders=[signed_order("X", "1")], signatures=[])[1][:3] == ("never_exposed", 0, 0.0)


def test_an_area_that_keeps_people_in_costs_its_people_the_days_still_before_them() -> None:
    assert cost(contacts(), zones=area())[3:] == [("sealed village", 40, 80.0, None, None)]
    assert cost(contacts(), zones=area(until=None))[3:] == [("sealed village", 40, None, None, None)]


def test_an_area_that_keeps_nobody_in_costs_nothing() -> None:
    assert cost(contacts(), zones=area(measure=""))[2:] == [("kept_in", 0, 0.0, None, None)]


def test_a_narrower_unit_spares_the_people_outside_of_it_and_their_days() -> None:
    narrow = area(narrower="home-1", narrower_people=4)
    assert cost(contacts(), zones=narrow)[3:] == [("sealed village", 40, 80.0, 36, 72.0)]
    (said,) = harm(contacts(), narrow, NOBODY, None, given(at="28T12:00"), NOW)["instead"][3:]
    assert said == "home-1"
    assert cost(contacts(), zones=area(narrower="home-1", narrower_people=4, until=None))[3][3:] == (36, None)
    assert cost(contacts(), zones=area(narrower="home-1", narrower_people=4, people=None))[3][3:] == (None, None)


UNITS = [
    {"unit": "street", "level": "street", "name": "s"},
    {"unit": "village", "parent": "street", "level": "village", "name": "v"},
]
INN = [{"place": "inn", "kind": "restaurant", "unit": "village"}]


def kept_in(*zones: pl.DataFrame) -> tuple[Any, ...]:
    found: tuple[Any, ...] = cost(contacts(), zones=pl.concat(zones), units=UNITS, places=INN)[2]
    return found


def test_an_area_inside_another_is_counted_once_among_those_kept_in() -> None:
    wide = area(subject="street", people=100)
    assert kept_in(area(), wide) == ("kept_in", 100, 200.0, None, None)
    assert kept_in(area(), area(subject="elsewhere", people=5)) == ("kept_in", 45, 90.0, None, None)
    assert kept_in(area(), area(subject="inn", kind="place", people=3)) == ("kept_in", 40, 80.0, None, None)


def test_an_inner_area_that_lasts_longer_adds_only_the_days_beyond_the_outer() -> None:
    assert kept_in(area(until=local("28T12:00")), area(subject="street", people=100))[1:3] == (100, 320.0)


def test_an_area_on_two_axes_keeps_its_people_in_once() -> None:
    assert kept_in(area(), area(level="high", until=local("24T12:00")))[1:3] == (40, 80.0)


def test_those_kept_in_are_spared_what_the_outermost_areas_would_spare() -> None:
    narrow = area(narrower="home-1", narrower_people=4)
    assert kept_in(narrow, area(subject="elsewhere", people=5))[3:] == (36, 72.0)
    wide = area(subject="street", people=100, narrower="village", narrower_people=40)
    assert kept_in(narrow, wide)[3:] == (60, 120.0)


def test_kept_in_says_of_how_many_areas_the_people_or_the_end_are_unknown() -> None:
    zones = pl.concat([area(), area(subject="a", people=None), area(subject="b", until=None)])
    (why,) = harm(contacts(), zones, NOBODY, None, given(at="28T12:00"), NOW)["why"][2:3]
    assert "3 areas" in why
    assert "nobody knows how many live in 1 of them" in why
    assert "no end is known of 1 of them" in why
