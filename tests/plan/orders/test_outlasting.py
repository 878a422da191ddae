"""A term that grew longer than what was signed: a change to sign, and until then the order ends as it was signed."""

from datetime import timedelta
from typing import Any

import polars as pl

from seawall.plan.orders import difference, proposals, standing
from seawall.plan.orders.outlasting import outlasting
from tests.plan.orders.test_orders import NOTICE, NOW, RULES, ZONE, as_orders, cases, contacts, facts

ILL = cases({"case": "C1", "person": "A"})
FIRST, LONGER = NOW + timedelta(days=5), NOW + timedelta(days=14)
KNOWN = facts(**as_orders(proposals(ILL, contacts({"person": "B", "followed_until": FIRST}), NOTICE, RULES, NOW)))


def rooms(**changes: Any) -> pl.DataFrame:
    row = {"person": "B", "site": "Q", "room": "101", "until": LONGER, "placed": True, **changes}
    return pl.DataFrame([row], schema_overrides={"until": pl.Datetime("us", "UTC")})


def test_a_term_longer_than_the_order_in_force_is_proposed_as_a_change_of_it() -> None:
    asked = proposals(ILL, contacts({"person": "B", "followed_until": LONGER}), NOTICE, RULES, NOW, rooms())
    found = difference(asked, standing(KNOWN, ILL, NOW), KNOWN, RULES, NOW).filter(subject="B")
    assert found.select("sign", "old_until", "until", "changes").rows() == [("~", FIRST, LONGER, "o-B")]


def test_until_the_change_is_signed_the_order_ends_at_its_signed_end_and_the_officer_is_told() -> None:
    assert "B" not in standing(KNOWN, ILL, FIRST)["subject"].to_list()
    (said,) = outlasting(rooms(), standing(KNOWN, ILL, NOW), ZONE)
    assert said.startswith("the days in a room of 1 people end later than their orders")
    assert said.endswith("free to go when the order ends (the first: B, 2022-01-28 12:00)")


def test_nothing_is_told_of_who_is_not_inside_or_whose_order_lasts_as_long() -> None:
    for row in (rooms(placed=False), rooms(until=FIRST)):
        assert outlasting(row, standing(KNOWN, ILL, NOW), ZONE) == []
