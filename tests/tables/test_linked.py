"""Which tests of a linking close contact are their first."""

from typing import Any

import polars as pl

from seawall.tables.days import INSTANT
from seawall.tables.linked import Linked, first_tests
from tests.given import local, when

TWO = Linked(2, "two first tests")
CLOSE = [("V", "C1", "20T10:00")]
EXPOSED: dict[str, Any] = {"via": pl.String, "case": pl.String, "first_exposure": INSTANT}
TAKEN: dict[str, Any] = {
    "subject_kind": pl.String, "subject": pl.String, "specimen": pl.String, "taken_from": INSTANT,
    "taken_until": INSTANT, "verdict": pl.String, "clear": pl.Boolean,
}  # fmt: skip


def first(*taken: tuple[str, str, str | None], close: list[tuple[str, str, str]] = CLOSE) -> list[tuple[str, str, int]]:
    """(case, specimen, number) of the first tests; each taken is (specimen, when, verdict) of V."""
    rows = [
        ("person", "V", specimen, when(at).earliest, when(at).latest, said, said in ("negative", "positive"))
        for specimen, at, said in taken
    ]
    return numbered(close, *rows)


def numbered(close: list[tuple[str, str, str]], *rows: tuple[object, ...]) -> list[tuple[str, str, int]]:
    exposed = pl.DataFrame([(via, case, local(at)) for via, case, at in close], schema=EXPOSED, orient="row")
    found = first_tests(exposed, pl.DataFrame(rows, schema=TAKEN, orient="row"), TWO)
    return sorted(found.select("case", "specimen", "number").rows())


def test_as_many_as_the_rule_says_are_the_first_in_the_order_they_were_taken() -> None:
    taken = [("S3", "21T09:00", "negative"), ("S1", "23T09:00", "negative"), ("S2", "22T09:00", "positive")]
    assert first(*taken) == [("C1", "S2", 2), ("C1", "S3", 1)]


def test_a_test_at_the_hour_of_the_exposure_counts_and_one_that_may_be_earlier_does_not() -> None:
    assert first(("S1", "20T10:00", "negative")) == [("C1", "S1", 1)]
    assert first(("S1", "20T09:59", "negative")) == []
    assert first(("S1", "2022-01-20", "negative")) == []


def test_a_test_without_a_result_counts_and_one_that_said_nothing_clear_does_not() -> None:
    assert first(("S1", "21T09:00", None)) == [("C1", "S1", 1)]
    unclear = [("S1", "21T09:00", "invalid"), ("S2", "22T09:00", "indeterminate")]
    assert first(*unclear, ("S3", "23T09:00", "negative")) == [("C1", "S3", 1)]


def test_of_two_tests_taken_at_one_time_the_order_is_that_of_their_numbers() -> None:
    assert first(("S2", "21T09:00", "negative"), ("S1", "21T09:00", "negative")) == [("C1", "S1", 1), ("C1", "S2", 2)]


def test_each_case_and_each_close_contact_has_first_tests_of_their_own() -> None:
    both = [("V", "C1", "20T10:00"), ("V", "C2", "22T10:00")]
    taken = [("S1", "21T09:00", "negative"), ("S2", "23T09:00", "negative")]
    assert first(*taken, close=both) == [("C1", "S1", 1), ("C1", "S2", 2), ("C2", "S2", 1)]
    at, told = (local("21T09:00"),) * 2, ("negative", True)
    others = numbered([*CLOSE, ("W", "C1", "20T10:00")], ("person", "V", "S1", *at, *told),
                      ("person", "W", "S2", *at, *told))  # fmt: skip
    assert others == [("C1", "S1", 1), ("C1", "S2", 1)]


def test_a_surface_that_has_the_number_of_a_person_is_none_of_their_tests() -> None:
    at = (local("21T09:00"),) * 2
    assert numbered(CLOSE, ("place", "V", "S1", *at, "negative", True)) == []
