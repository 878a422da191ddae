"""What an order of a transfer says is read back, holds until its people have arrived, and can be taken back."""

from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from seawall.plan.orders import difference, drives, moves, standing
from seawall.tables.facts import Facts
from tests.given import SHANGHAI, given
from tests.plan.orders.test_areas import BATCH as ANOTHER_DAY
from tests.plan.orders.test_orders import NOW, RULES, as_orders, contacts, two_cases

BATCH = {
    **ANOTHER_DAY,
    "depart_from": NOW,
    "arrive_from": NOW + timedelta(hours=2),
    "arrive_until": NOW + timedelta(hours=4),
}
INSTANTS = ("depart_from", "arrive_from", "arrive_until", "ordered_until")
SITES = [{"site": "q1", "kind": "quarantine"}]
SEEN = contacts({"person": "A", "case": "C1"}, {"person": "B", "case": "C2"})


def asked(**changes: Any) -> pl.DataFrame:
    batch = pl.DataFrame([{**BATCH, **changes}], schema_overrides=dict.fromkeys(INSTANTS, pl.Datetime("us", "UTC")))
    return moves(batch, two_cases(), SEEN, RULES, NOW, SHANGHAI)


def facts(*admissions: dict[str, Any], proposed: pl.DataFrame | None = None) -> Facts:
    known = given(at="2022-01-23T13:00", admissions=admissions, sites=SITES)
    return Facts(NOW, SHANGHAI, {**known.frames, **as_orders(asked() if proposed is None else proposed)})


def entered(person: str, at: str, site: str = "q1", **more: Any) -> dict[str, Any]:
    return {"person": person, "site": site, "at": at, **more}


def test_a_signed_drive_is_read_back_as_it_was_planned() -> None:
    (row,) = drives(standing(facts(), two_cases(), NOW)).to_dicts()
    planned = {**BATCH, "until": NOW + timedelta(hours=4)}
    assert row == {name: planned[name] for name in row}


def test_a_drive_that_stays_as_it_was_signed_is_no_difference_and_never_lasts_longer() -> None:
    known = facts()
    signed, half = NOW + timedelta(hours=4), ["A"]
    for limit in (NOW + timedelta(hours=4), NOW + timedelta(hours=9), None):
        same = asked(persons=half, arrive_until=limit, ordered_until=signed)
        assert difference(same, standing(known, two_cases(), NOW), known, RULES, NOW).is_empty()
    sooner = asked(arrive_until=NOW + timedelta(hours=3), ordered_until=signed)
    changed = difference(sooner, standing(known, two_cases(), NOW), known, RULES, NOW)
    assert changed.select("sign", "until").rows() == [("~", NOW + timedelta(hours=3))]


@pytest.mark.parametrize(
    "change", [{"vehicle": "van"}, {"crew": None}, {"named": ["A"]}, {"depart_from": NOW + timedelta(hours=1)}]
)
def test_another_vehicle_crew_person_or_departure_is_a_change_to_sign(change: dict[str, Any]) -> None:
    known = facts()
    found = difference(asked(**change), standing(known, two_cases(), NOW), known, RULES, NOW)
    assert found.select("sign", "subject", "scope").rows() == [("~", "b1", "transfer")]


def test_a_transfer_whose_people_have_all_arrived_is_no_longer_in_force() -> None:
    both = [entered("A", "23T12:20"), entered("B", "23T12:30")]
    after = NOW + timedelta(hours=1)
    assert standing(facts(*both[:1]), two_cases(), after)["subject"].to_list() == ["b1"]
    assert standing(facts(*both), two_cases(), after).is_empty()
    assert difference(
        asked().clear(), standing(facts(*both), two_cases(), after), facts(*both), RULES, after
    ).is_empty()


@pytest.mark.parametrize(
    ("admission", "stands"),
    [
        (entered("B", "23T12:30", "q2"), True),
        (entered("B", "20T12:00", until="21T12:00"), True),
        (entered("B", "23T12:30", until="23T12:40"), False),
        (entered("B", "20T12:00"), False),
    ],
    ids=["in another site", "there before and gone", "there and gone since", "there all the time"],
)
def test_arrived_is_who_was_in_the_site_since_the_signature(admission: dict[str, Any], stands: bool) -> None:
    known = facts(entered("A", "23T12:20"), admission)
    assert (standing(known, two_cases(), NOW + timedelta(hours=1)).height == 1) is stands


def test_a_transfer_that_is_not_done_and_no_longer_asked_for_is_to_be_taken_back() -> None:
    known = facts(entered("A", "23T12:20"))
    found = difference(asked().clear(), standing(known, two_cases(), NOW), known, RULES, NOW)
    assert found.select("sign", "subject", "scope").rows() == [("-", "b1", "release")]


def test_an_order_that_does_not_say_when_its_drive_leaves_names_none() -> None:
    old = asked().with_columns(content=pl.lit('{"site":"q1","persons":["A","B"]}'))
    assert drives(standing(facts(proposed=old), two_cases(), NOW))["depart_from"].to_list() == [None]
