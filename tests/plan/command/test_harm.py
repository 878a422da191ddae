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
        "until": local("25T12:00"), "people": 40, "smaller": "misses 3", "larger": "500 more", **changes,
    }  # fmt: skip
    kinds = {"from": INSTANT, "until": INSTANT, "people": pl.UInt32()}
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
    assert cost(contacts(), zones=area())[2:] == [("sealed village", 40, 80.0, None, None)]
    assert cost(contacts(), zones=area(until=None))[2:] == [("sealed village", 40, None, None, None)]


def test_an_area_that_keeps_nobody_in_costs_nothing() -> None:
    assert cost(contacts(), zones=area(measure=""))[2:] == []
