"""Where cases may have caught it, and contacts who live elsewhere."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from tests.given import Row, local
from tests.plan.trace.drawn import RULES, days, relation, stay, traced

TWO: tuple[Row, ...] = ({"onset": "2022-01-22"}, {"case": "C2", "person": "P1", "onset": "2022-01-23"})
BACK = replace(RULES, source=days(7, "test case.lookback"))


def shared(*cases: Row, **facts: Any) -> pl.DataFrame:
    return traced(*(cases or TWO), rules=facts.pop("rules", BACK), **facts).source


def test_a_place_two_cases_visited_before_onset_is_named_even_at_different_times() -> None:
    found = shared(stays=[stay("P0", "16T10:00", "16T11:00"), stay("P1", "18T10:00", "18T11:00")])
    assert found.select("kind", "subject", "cases", "n").rows() == [("place", "room", ["C1", "C2"], 2)]
    assert (found["first"][0], found["last"][0]) == (local("16T10:00"), local("18T11:00"))
    assert found["clause"].to_list() == ["test case.lookback"]


def test_before_the_source_window_nothing_is_looked_at() -> None:
    assert shared(stays=[stay("P0", "14T10:00", "14T11:00"), stay("P1", "18T10:00", "18T11:00")]).is_empty()


def test_after_the_onset_nothing_is_looked_at() -> None:
    assert shared(stays=[stay("P0", "23T10:00", "23T11:00"), stay("P1", "18T10:00", "18T11:00")]).is_empty()


def test_a_place_of_one_case_is_no_source_however_often_visited() -> None:
    assert shared(stays=[stay("P0", "16T10:00", "16T11:00"), stay("P0", "18T10:00", "18T11:00")]).is_empty()


def test_an_event_two_cases_attended_is_named() -> None:
    event = {"event": "E", "kind": "wedding", "from": "17T10:00", "until": "17T14:00"}
    attended = [{"event": "E", "person": person} for person in ("P0", "P1", "A")]
    found = shared(events=[event], attended=attended)
    assert found.select("kind", "subject", "n").rows() == [("event", "E", 2)]


def test_stays_that_are_closed_are_not_searched_for_a_source() -> None:
    closed = tuple({**case, "opens_stays": False} for case in TWO)
    assert shared(*closed, stays=[stay("P0", "16T10:00", "16T11:00"), stay("P1", "18T10:00", "18T11:00")]).is_empty()


def test_a_policy_without_a_source_window_names_none() -> None:
    assert shared(
        rules=RULES, stays=[stay("P0", "16T10:00", "16T11:00"), stay("P1", "18T10:00", "18T11:00")]
    ).is_empty()


UNITS: list[Row] = [
    {"unit": "city", "level": "city", "name": "ours"},
    {"unit": "town", "level": "street", "name": "ours", "parent": "city"},
    {"unit": "away", "level": "city", "name": "theirs"},
]
INCIDENTS = [{"incident": "I", "policy": "test", "unit": "city"}]


def asked(unit: str | None, units: list[Row] = UNITS, **facts: Any) -> list[dict[str, Any]]:
    """What is asked of other places for the contact A, whose home lies in a unit."""
    places = [{"place": "home", "kind": "household", "unit": unit}]
    residences = facts.pop("residences", [{"person": "A", "place": "home", "kind": "current"}])
    found = traced(
        {"onset": "2022-01-22"}, places=places, residences=residences, units=units,
        incidents=facts.pop("incidents", INCIDENTS), relations=[relation("P0", "A")], **facts,
    )  # fmt: skip
    return found.requests.to_dicts()


def test_a_contact_who_lives_in_another_unit_becomes_a_request() -> None:
    row = asked("away")[0]
    assert (row["unit"], row["person"], row["ring"], row["state"]) == ("away", "A", "close", "to_send")


@pytest.mark.parametrize("unit", ["city", "town", None])
def test_a_contact_at_home_or_of_no_known_unit_does_not(unit: str | None) -> None:
    assert asked(unit) == []


def test_a_unit_outside_the_tree_is_elsewhere() -> None:
    assert asked("nowhere")[0]["unit"] == "nowhere"


def test_an_incident_without_a_unit_asks_nobody() -> None:
    assert asked("away", incidents=[{"incident": "I", "policy": "test"}]) == []


@pytest.mark.parametrize(
    ("more", "state"),
    [({}, "sent"), ({"received": "27T09:00"}, "received"), ({"received": "27T09:00", "answer": "found"}, "answered")],
)
def test_a_request_that_was_sent_shows_its_receipt(more: Row, state: str) -> None:
    request = {"request": "R", "direction": "out", "unit": "away", "person": "A", "sent": "26T09:00", **more}
    row = asked("away", requests=[request])[0]
    assert (row["request"], row["state"], row["sent_from"]) == ("R", state, local("26T09:00"))


def test_a_request_about_somebody_else_is_no_receipt() -> None:
    request = {"request": "R", "direction": "out", "unit": "away", "person": "B", "sent": "26T09:00"}
    assert asked("away", requests=[request])[0]["state"] == "to_send"


def test_where_somebody_lives_now_counts() -> None:
    moved = [
        {"person": "A", "place": "home", "kind": "current", "until": "2022-01-10"},
        {"person": "A", "place": "home", "kind": "current", "since": "2022-02-10"},
    ]  # fmt: skip
    assert asked("away", residences=moved) == []


def test_who_is_no_longer_followed_is_asked_about_no_more() -> None:
    found = traced(
        {"onset": "2022-01-22"}, now="2022-04-01T00:00", units=UNITS, incidents=INCIDENTS,
        places=[{"place": "home", "kind": "household", "unit": "away"}],
        residences=[{"person": "A", "place": "home", "kind": "current"}],
        relations=[relation("P0", "A", until="21T00:00")],
    )  # fmt: skip
    assert found.contacts.height == 1
    assert found.requests.is_empty()
