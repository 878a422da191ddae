"""Whose names are past their term, by what is known of them."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from seawall.desk.term import due
from seawall.tables.facts import Facts
from seawall.tables.schema import UTC_MOMENT
from tests.desk.test_incidents import CLOSED, OPENED, order, signed
from tests.given import given, local

TERM = 10
A = {"incident": "A", **CLOSED}  # handled from 22 January 08:00 to 23 January 08:00
B = {"incident": "B", **OPENED, "opened": "25T08:00"}
CASE = {"case": "C1", "person": "P1", "incident": "A"}
DAY = date(2022, 2, 3)  # the eleventh after the 23rd


def last(**people: str) -> pl.DataFrame:
    """When anything was last recorded of whose names are held."""
    rows = [(person, local(at)) for person, at in people.items()]
    return pl.DataFrame(rows, {"person": pl.String, "at": UTC_MOMENT}, orient="row")


def found(at: str, rows: dict[str, Any], said: pl.DataFrame | None = None) -> list[tuple[str, str | None, date]]:
    facts: Facts = given(at, **rows)
    return due(facts, last(P1="22T09:00") if said is None else said, TERM).rows()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2022-02-02T00:00", []),  # the last day but one of the term begins
        ("2022-02-02T23:59", []),  # its last day ends
        ("2022-02-03T00:00", [("P1", "A", DAY)]),
        ("2023-01-01T00:00", [("P1", "A", DAY)]),
    ],
)
def test_names_are_due_the_day_after_the_last_day_of_their_term(at: str, expected: list[object]) -> None:
    assert found(at, {"incidents": [A], "cases": [CASE]}) == expected


def test_nobody_is_due_while_their_incident_is_handled_however_long() -> None:
    assert found("2029-01-01T00:00", {"incidents": [{"incident": "A", **OPENED}], "cases": [CASE]}) == []


def test_an_incident_that_was_opened_again_holds_its_people_again() -> None:
    again = {"incident": "A", **OPENED, "recorded": "2022-02-02T12:00"}
    shut = {"incident": "A", **CLOSED, "closed": "2022-02-05T08:00", "recorded": "2022-02-05T09:00"}
    rows = {"incidents": [A, again], "cases": [CASE]}
    assert found("2022-02-20T00:00", rows) == []
    assert found("2022-02-15T23:59", {**rows, "incidents": [A, again, shut]}) == []
    assert found("2022-02-16T00:00", {**rows, "incidents": [A, again, shut]}) == [("P1", "A", date(2022, 2, 16))]


def test_of_two_incidents_the_last_that_ends_counts() -> None:
    cases = [CASE, {"case": "C2", "person": "P1", "incident": "B"}, {"case": "C3", "person": "P2", "incident": "A"}]
    said = last(P1="22T09:00", P2="22T09:00")
    going = {"incidents": [A, B], "cases": cases}
    assert found("2022-03-01T00:00", going, said) == [("P2", "A", DAY)]
    over = {"incidents": [A, {**B, "closed": "26T08:00"}], "cases": cases}
    assert found("2022-03-01T00:00", over, said) == [("P2", "A", DAY), ("P1", "B", date(2022, 2, 6))]


def test_a_running_order_holds_whoever_it_binds_and_all_of_its_incident() -> None:
    bound = order("A", "31T12:00", verb="trace", scope="observation", subject="P2")
    rows = {"incidents": [A], "orders": [bound], "signatures": signed(bound)}
    said = last(P2="22T09:00")
    assert found("2022-02-10T23:59", rows, said) == []
    assert found("2022-02-11T00:00", rows, said) == [("P2", "A", date(2022, 2, 11))]
    assert found("2022-02-03T00:00", {**rows, "signatures": []}, said) == [("P2", "A", DAY)]


def test_who_was_released_is_held_until_the_release_and_not_until_the_order_would_have_ended() -> None:
    bound = order("A", "31T12:00", verb="trace", scope="observation", subject="P1")
    freed = order("A", "31T12:00", order="R", verb="trace", scope="release", subject="P1", follows="orders-0")
    signatures = [*signed(bound), *signed(freed, at="25T09:00")]
    rows = {"incidents": [A], "orders": [bound, freed], "signatures": signatures}
    assert found("2022-02-04T23:59", rows) == []
    assert found("2022-02-05T00:00", rows) == [("P1", "A", date(2022, 2, 5))]


def test_an_appeal_holds_its_incident_until_it_is_decided_and_the_term_goes_from_then() -> None:
    bound = order("A", "22T22:00", verb="trace", scope="observation", subject="P1")
    asked = {"order": "of A", "opened": "22T12:00"}
    said = {"order": "of A", "decided": "28T12:00", "answer": "upheld", "by": "li", "recorded": "2022-01-28T12:00"}
    rows = {"incidents": [A], "orders": [bound], "signatures": signed(bound), "appeals": [asked]}
    assert found("2022-03-01T00:00", rows) == []
    assert found("2022-02-07T23:59", {**rows, "appeals": [asked, said]}) == []
    assert found("2022-02-08T00:00", {**rows, "appeals": [asked, said]}) == [("P1", "A", date(2022, 2, 8))]


def test_of_whom_no_incident_names_the_term_goes_from_the_last_row_about_them() -> None:
    said = last(P9="2022-01-05T10:00")
    assert found("2022-01-15T23:59", {}, said) == []
    assert found("2022-01-16T00:00", {}, said) == [("P9", None, date(2022, 1, 16))]
    assert found("2022-01-16T00:00", {"incidents": [B]}, said) == [("P9", None, date(2022, 1, 16))]


def test_a_row_that_names_no_incident_counts_for_each_that_was_handled_when_it_was_recorded() -> None:
    said = last(P1="22T09:00", P2="22T09:00")
    assert found("2022-03-01T00:00", {"incidents": [{"incident": "A", **OPENED}]}, said) == []
    assert found("2022-03-01T00:00", {"incidents": [A]}, said) == [("P1", "A", DAY), ("P2", "A", DAY)]


def test_a_row_about_whom_one_of_those_incidents_names_counts_for_that_one_alone() -> None:
    going = {"incident": "flu", **OPENED, "opened": "2021-12-01"}
    said = last(P1="22T09:00", P2="22T09:00")
    assert found("2022-03-01T00:00", {"incidents": [A, going], "cases": [CASE]}, said) == [("P1", "A", DAY)]


def test_a_later_row_about_somebody_begins_the_term_anew() -> None:
    rows = {"incidents": [A], "cases": [CASE]}
    assert found("2022-02-10T23:59", rows, last(P1="31T09:00")) == []
    assert found("2022-02-11T00:00", rows, last(P1="31T09:00")) == [("P1", None, date(2022, 2, 11))]


def test_numbers_of_one_person_go_together_and_apart_when_that_is_undone() -> None:
    one = {"person": "P1", "other": "P2", "decision": "same", "at": "24T08:00"}
    two = {**one, "decision": "undone", "at": "25T08:00", "recorded": "2022-01-25T08:00"}
    said = last(P1="22T09:00", P2="22T09:00")
    cases = [CASE, {"case": "C2", "person": "P2", "incident": "B"}]
    rows = {"incidents": [A, {**B, "opened": "20T08:00"}], "cases": cases}
    assert found("2022-03-01T00:00", {**rows, "same_person": [one]}, said) == []
    assert found("2022-03-01T00:00", {**rows, "same_person": [one, two]}, said) == [("P1", "A", DAY)]
    shut = {**rows, "incidents": [A, {**B, "opened": "20T08:00", "closed": "26T08:00"}], "same_person": [one]}
    assert found("2022-03-01T00:00", shut, said) == [(who, "B", date(2022, 2, 6)) for who in ("P1", "P2")]


def test_an_incident_holds_whoever_a_row_relates_to_its_cases_however_old_that_is() -> None:
    said = last(P1="2021-01-01T10:00", P2="2021-01-01T10:00", P3="2021-01-01T10:00", P4="2021-01-01T10:00")
    kin = [{"person": "P1", "other": "P2", "kind": "household"}, {"person": "P3", "other": "P1", "kind": "sexual"}]
    rows = {"incidents": [{"incident": "A", **OPENED}], "cases": [CASE], "relations": kin}
    assert found("2022-03-01T00:00", rows, said) == [("P4", None, date(2021, 1, 12))]


def test_a_case_of_an_incident_that_nobody_opened_holds_its_person() -> None:
    assert found("2022-03-01T00:00", {"cases": [CASE]}) == []


def test_a_case_that_was_taken_back_holds_nobody() -> None:
    gone = {"case": "C1", "person": None, "incident": None, "corrects": "cases-0", "recorded": "2022-01-24T00:00"}
    rows = {"incidents": [{"incident": "A", **OPENED, "opened": "23T08:00"}], "cases": [CASE, gone]}
    assert found("2022-02-02T00:00", rows) == [("P1", None, date(2022, 2, 2))]


def test_who_has_no_names_is_nobody_s_to_destroy() -> None:
    assert found("2022-03-01T00:00", {"incidents": [A], "cases": [CASE]}, last()) == []
