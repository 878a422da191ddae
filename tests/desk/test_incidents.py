"""Which incidents are handled, which are over, and which one is meant."""

from typing import Any

import pytest

from seawall.desk.incidents import MOST, IncidentError, incident_of, incidents
from tests.given import given, local

OPENED = {"disease": "SARS-CoV-2", "policy": "covid19-cn-9", "opened": "22T08:00"}
CLOSED = {**OPENED, "closed": "23T08:00"}


def order(incident: str, until: str, **more: Any) -> dict[str, Any]:
    said = {"verb": "zone", "scope": "control", "from": local("22T10:00"), "signatures": 1}
    return {"order": f"of {incident}", "incident": incident, "until": local(until), **said, **more}


def signed(*orders: dict[str, Any], at: str = "22T10:00") -> list[dict[str, Any]]:
    return [{"order": each["order"], "officer": "wang", "organisation": "hq", "at": local(at)} for each in orders]


def test_one_that_was_closed_is_over_from_then_on_and_the_last_closed_comes_first() -> None:
    rows = [{"incident": "A", **OPENED}, {"incident": "B", **CLOSED}, {"incident": "C", **CLOSED, "closed": "24T08:00"}]
    before, after = (incidents(given(f"2022-01-{at}", incidents=rows)) for at in ("23T07:59", "25T00:00"))
    assert before.handled == ["A", "B", "C"]
    assert after.handled == ["A"]
    assert [(each.incident, each.closed) for each in after.over] == [("C", local("24T08:00")), ("B", local("23T08:00"))]


def test_one_that_was_closed_is_handled_until_its_last_order_has_ended() -> None:
    rows = [{"incident": "B", **CLOSED}]
    orders = [order("B", "28T00:00"), order("another", "31T00:00")]
    said: dict[str, Any] = {"incidents": rows, "orders": orders, "signatures": signed(*orders)}
    assert incidents(given("2022-01-27T23:59", **said)).handled == ["B"]
    assert incidents(given("2022-01-28T00:00", **said)).handled == []
    assert incidents(given("2022-01-27T23:59", **{**said, "signatures": []})).handled == []


def test_one_that_was_closed_is_over_once_its_last_order_was_released() -> None:
    first = order("B", "31T00:00")
    release = order("B", "31T00:00", order="R", scope="release", follows="orders-0")
    said: dict[str, Any] = {"incidents": [{"incident": "B", **CLOSED}], "orders": [first, release]}
    before = given("2022-01-24T00:00", **said, signatures=signed(first))
    after = given("2022-01-24T00:00", **said, signatures=[*signed(first), *signed(release, at="23T09:00")])
    assert incidents(before).handled == ["B"]
    assert incidents(after).handled == []


def test_one_that_a_later_row_opens_again_is_handled() -> None:
    rows = [{"incident": "B", **CLOSED}, {"incident": "B", **OPENED, "recorded": "2022-01-24T00:00"}]
    assert incidents(given("2022-01-25T00:00", incidents=rows)).handled == ["B"]


def test_of_those_that_are_over_the_last_closed_is_at_hand_where_none_is_handled() -> None:
    over = [{"incident": "A", **CLOSED}, {"incident": "B", **CLOSED, "closed": "24T08:00"}]
    facts = given("2022-01-25T00:00", incidents=over)
    assert incidents(facts).at_hand == ["B"]
    assert incident_of(facts, None) == "B"
    assert incident_of(facts, "A") == "A"
    assert incident_of(given("2022-01-25T00:00", incidents=[*over, {"incident": "C", **OPENED}]), None) == "C"


def test_what_is_not_known_is_refused_with_some_of_those_that_are() -> None:
    facts = given("2022-01-25T00:00", incidents=[{"incident": f"I{nth:02}", **OPENED} for nth in range(MOST + 5)])
    with pytest.raises(IncidentError, match=rf"'Z' is not known; .* I00, .*I19, … \({MOST + 5}\)"):
        incident_of(facts, "Z")
    with pytest.raises(IncidentError, match="name one with --incident"):
        incident_of(facts, None)
    with pytest.raises(IncidentError, match=r"there is no incident: import incidents\.csv"):
        incident_of(given("2022-01-25T00:00"), None)
