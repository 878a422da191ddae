"""Reasons to doubt a positive."""

from typing import Any

import pytest

from seawall.plan.confirm import ConfirmRules, Doubt, doubts, episodes
from tests.given import Row, given, local

RULES = ConfirmRules(trace_classes=("confirmed",), doubt=Doubt(high_ct=35, strong_ct=20, vaccinated_within_days=2))
SWAB: Row = {"specimen": "S1", "subject_kind": "person", "subject": "P1", "taken": "22T10:00"}
OTHER: Row = {"specimen": "S2", "subject_kind": "person", "subject": "P2", "taken": "22T10:00"}


def found(rules: ConfirmRules = RULES, **tables: Any) -> dict[str, str]:
    """Reason and why of the one case's doubts."""
    whole = {"cases": [{"case": "C1", "person": "P1", "incident": "I"}], "specimens": [SWAB, OTHER], **tables}
    facts = given(**whole)
    said = doubts(episodes(facts, rules, local("24T12:00")), facts, rules)
    return {row["reason"]: row["why"] for row in said.iter_rows(named=True)}


def ct(target: str, value: float, **more: Any) -> Row:
    return {"specimen": "S1", "result": "positive", "target": target, "value": value, "unit": "Ct", **more}


def test_a_plain_positive_is_not_doubted() -> None:
    assert found(results=[ct("N", 24.1), ct("ORF1ab", 25.3)]) == {}


def test_high_ct_values_are_given_both() -> None:
    assert found(results=[ct("N", 36.24), ct("ORF1ab", 37)]) == {"high_ct": "every Ct from 35 on: N 36.2, ORF1ab 37.0"}


def test_one_strong_target_takes_the_doubt_of_high_ct_away() -> None:
    assert found(results=[ct("N", 36.2), ct("ORF1ab", 30)]) == {}


def test_one_target_of_two_is_doubtful() -> None:
    missed: Row = {"specimen": "S1", "result": "negative", "target": "ORF1ab"}
    assert (
        found(results=[ct("N", 24.1), missed])["one_target"] == "not every target was positive: N 24.1, ORF1ab negative"
    )


def test_targets_of_two_laboratories_are_not_mixed() -> None:
    results = [
        ct("N", 24.1, laboratory="A"),
        {"specimen": "S1", "result": "negative", "target": "N", "laboratory": "B"},
    ]
    assert found(results=results) == {"laboratories": "laboratories disagree: A 24.1, B negative"}


@pytest.mark.parametrize("well", ["A1", "A2", "A3", "B01", "b3", "C1", "C2", "C3"])
def test_the_eight_wells_round_a_strong_positive_are_its_neighbours(well: str) -> None:
    strong = {**ct("N", 15.0), "specimen": "S2", "plate": "run7:B2"}
    why = found(results=[ct("N", 30, plate=f"run7:{well}"), strong])["neighbour"]
    assert why == "on the plate it lay beside B2 (Ct 15.0)"


@pytest.mark.parametrize("plate", ["run7:B4", "run7:D2", "run8:B1", None, "B1", "run7:"])
def test_further_wells_and_other_plates_are_no_neighbours(plate: str | None) -> None:
    strong = {**ct("N", 15.0), "specimen": "S2", "plate": "run7:B2"}
    assert found(results=[ct("N", 30, plate=plate), strong]) == {}


def test_a_weak_neighbour_and_ones_own_second_target_raise_no_doubt() -> None:
    weak = {**ct("N", 28.0), "specimen": "S2", "plate": "run7:B2"}
    own = ct("ORF1ab", 15.0, plate="run7:B2")
    assert found(results=[ct("N", 30, plate="run7:B1"), weak, own]) == {}


def test_a_later_test_that_was_not_positive_is_listed() -> None:
    later: Row = {**SWAB, "specimen": "S3", "taken": "22T15:00"}
    for said in ("negative", "indeterminate", "invalid"):
        result: Row = {"specimen": "S3", "result": said, "target": "N"}
        assert found(specimens=[SWAB, later], results=[ct("N", 24), result])["retest"] == f"a later test: N {said}"


def test_a_negative_before_the_positive_raises_no_doubt() -> None:
    earlier: Row = {**SWAB, "specimen": "S3", "taken": "20T15:00"}
    assert found(specimens=[SWAB, earlier], results=[ct("N", 24), {"specimen": "S3", "result": "negative"}]) == {}


def test_a_dose_in_the_days_before_the_swab_is_listed() -> None:
    def dosed(at: str | None, number: int = 3) -> dict[str, str]:
        return found(results=[ct("N", 24)], doses=[{"person": "P1", "number": number, **({"at": at} if at else {})}])

    assert dosed("21T10:00") == {"vaccinated": "vaccinated at most 2 days before the swab"}
    assert "vaccinated" in dosed("20")
    assert dosed("19") == {}
    assert dosed("23") == {}
    assert dosed(None) == {}
    assert dosed("21T10:00", number=0) == {}


def test_where_the_policy_states_no_number_the_reason_is_not_looked_for() -> None:
    silent = ConfirmRules(trace_classes=("confirmed",))
    strong = {**ct("N", 15.0), "specimen": "S2", "plate": "run7:B2"}
    dose = {"person": "P1", "number": 3, "at": "21"}
    assert found(silent, results=[ct("N", 38, plate="run7:B1"), strong], doses=[dose]) == {}


def test_an_excluded_case_needs_no_more_doubt() -> None:
    excluded = [{"case": "C1", "at": "23", "class": "excluded"}]
    assert found(results=[ct("N", 38)], classifications=excluded) == {}
