"""The first calls: whom nobody has spoken to yet, in which order, by which team."""

from typing import Any

import polars as pl
import pytest

from seawall.plan.command import calls
from tests.given import given, local
from tests.plan.trace.drawn import episodes as drawn

NOW = local("23T12:00")
INSTANT = pl.Datetime("us", "UTC")


def called(
    *contacts: tuple[str, str, str], open_cases: tuple[str, ...] = (), opened: str = "22T12:00", **facts: Any
) -> pl.DataFrame:
    ill = [{"person": each, "case": f"C-{each}", "open": True, "opened": opened} for each in open_cases]
    episodes = drawn(*ill) if ill else drawn({}).clear()
    rows = [(who, ring, "C1", local("20T10:00"), local(last), local("30T00:00")) for who, ring, last in contacts]
    schema = pl.Schema({
        "person": pl.String(), "ring": pl.String(), "case": pl.String(), "first_exposure": INSTANT,
        "last_exposure": INSTANT, "followed_until": INSTANT,
    })  # fmt: skip
    shares = pl.DataFrame({"person": ["A"], "team": ["T1"]})
    held = pl.DataFrame(rows, schema=schema, orient="row")
    return calls(episodes, held, shares, given(at="28T12:00", **facts), NOW)


def order(frame: pl.DataFrame) -> list[str]:
    return frame["person"].to_list()


def test_a_case_comes_before_its_contacts_and_the_inner_ring_before_the_outer() -> None:
    found = called(("S", "secondary", "21T10:00"), ("A", "close", "21T10:00"), open_cases=("P0",))
    assert found.select("nth", "person", "whom", "team").rows() == [
        (1, "P0", "case", None), (2, "A", "close", "T1"), (3, "S", "secondary", None),
    ]  # fmt: skip


def test_in_a_ring_who_needs_somebody_comes_first_and_then_who_was_exposed_last() -> None:
    three = [("A", "close", "21T10:00"), ("B", "close", "22T10:00"), ("D", "close", "20T10:00")]
    found = called(*three, traits=[{"person": "D", "trait": "dialysis"}, {"person": "A", "trait": "immune"}])
    assert order(found) == ["D", "B", "A"]
    assert found["needs"].to_list() == ["dialysis", None, None]


def test_who_was_seen_or_entered_a_site_after_the_exposure_is_not_called_first() -> None:
    both = [("A", "close", "21T10:00"), ("B", "close", "21T10:00"), ("D", "close", "21T10:00")]
    seen = [{"person": "A", "at": "22T09:00", "seen": True}, {"person": "D", "at": "22T09:00", "seen": False}]
    entered = [{"person": "B", "site": "q", "room": "101", "at": "22T11:00"}]
    assert order(called(*both, followups=seen, admissions=entered)) == ["D"]


def test_who_was_seen_before_the_exposure_is_called() -> None:
    seen = [{"person": "A", "at": "19T09:00", "seen": True}]
    assert order(called(("A", "close", "21T10:00"), followups=seen)) == ["A"]


def test_a_case_who_has_answered_and_a_contact_followed_no_more_are_not_called() -> None:
    said = [{"person": "P0", "question": "cough", "answer": "no", "recorded": "22T13:00"}]
    assert order(called(open_cases=("P0",), answers=said)) == []
    assert order(called(("A", "close", "21T10:00"), open_cases=("A",))) == ["A"]


def test_who_was_seen_between_two_exposures_is_called() -> None:
    seen = [{"person": "A", "at": "20T12:00", "seen": True}]
    assert order(called(("A", "close", "22T10:00"), followups=seen)) == ["A"]
    assert order(called(("A", "close", "20T12:00"), followups=seen)) == []


@pytest.mark.parametrize("at", ["2022-01-22", ".. 23T09:00"])
def test_who_may_have_been_seen_before_the_exposure_only_is_called(at: str) -> None:
    seen = [{"person": "A", "at": at, "seen": True}]
    assert order(called(("A", "close", "22T10:00"), followups=seen)) == ["A"]


def test_an_exposure_presumed_to_go_on_counts_to_now_and_who_is_in_a_site_is_reached() -> None:
    on = ("A", "close", "25T10:00")
    inside = [{"person": "A", "site": "q", "room": "101", "at": "22T11:00"}]
    assert order(called(on, followups=[{"person": "A", "at": "23T11:00", "seen": True}])) == ["A"]
    assert order(called(on, followups=[{"person": "A", "at": "23T12:00", "seen": True}])) == []
    assert order(called(on, admissions=inside)) == []


def test_a_case_who_answered_as_a_contact_alone_is_called() -> None:
    said = [{"person": "P0", "question": "cough", "answer": "no", "recorded": "22T11:59"}]
    assert order(called(open_cases=("P0",), answers=said)) == ["P0"]
    assert order(called(open_cases=("P0",), opened="2022-01-22", answers=said)) == []


def test_the_dead_are_not_called() -> None:
    dead = [{"person": "P0", "trait": "deceased", "since": "22T20:00"}]
    assert order(called(open_cases=("P0",), traits=dead)) == []
