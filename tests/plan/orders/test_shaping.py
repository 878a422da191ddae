"""How long a proposal lasts, what ends it and how many sign it."""

from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from seawall.plan.orders import proposals
from seawall.plan.orders.shaping import ENDS, ENDS_PROVISIONAL, next_end
from tests.plan.orders.test_orders import NOTICE, NOW, RULES, cases, contacts

HOUR = timedelta(hours=1)


def proposed(**contact: Any) -> Any:
    asked = proposals(cases({"case": "C1", "person": "A"}), contacts({"person": "B", **contact}), NOTICE, RULES, NOW)
    return asked.filter(subject="B").row(0, named=True)


def test_a_provisional_order_whose_term_ends_sooner_ends_with_it() -> None:
    for hours, lasts in ((2, 2), (12, 12), (13, 12)):
        row = proposed(provisional=True, followed_until=NOW + hours * HOUR)
        assert row["until"] == NOW + lasts * HOUR


@pytest.mark.parametrize(
    ("provisional", "ends", "signatures", "clause"),
    [(True, ENDS_PROVISIONAL, 1, "k; seawall-desk order.provisional.limit"), (False, ENDS, 2, "k")],
)
def test_only_what_is_provisional_ends_by_a_retest_and_takes_one_signature(
    provisional: bool, ends: str, signatures: int, clause: str
) -> None:
    row = proposed(provisional=provisional)
    assert (row["ends"], row["signatures"], row["clause"]) == (ends, signatures, clause)


@pytest.mark.parametrize(("hours", "ends"), [(0, 72), (59, 72), (60, 132), (61, 132), (120, 192)])
def test_the_next_end_is_asked_for_while_the_one_before_still_holds(hours: int, ends: int) -> None:
    now = NOW + hours * HOUR
    assert pl.select(next_end(pl.lit(NOW), RULES, now)).item() == NOW + ends * HOUR
