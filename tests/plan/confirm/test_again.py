"""A positive after a case was closed."""

from typing import Any

from seawall.plan.confirm import ConfirmRules, again, episodes
from tests.given import Row, given, local

CLOSED: dict[str, list[Row]] = {
    "cases": [{"case": "C1", "person": "P1", "incident": "I"}],
    "outcomes": [{"case": "C1", "at": "2022-01-15", "outcome": "discharged"}],
}


def swabs(*taken: str) -> dict[str, list[Row]]:
    return {
        "specimens": [
            {"specimen": f"S{i}", "subject_kind": "person", "subject": "P1", "taken": at} for i, at in enumerate(taken)
        ],
        "results": [{"specimen": f"S{i}", "result": "positive", "at": at} for i, at in enumerate(taken)],
    }


def proposed(days: int | None, **tables: Any) -> list[dict[str, Any]]:
    rules = ConfirmRules(trace_classes=("confirmed",), reinfection_after_days=days)
    facts = given("2023-01-01T00:00", **tables)
    return again(episodes(facts, rules, local("2022-12-01T00:00")), facts, rules).to_dicts()


def test_a_positive_after_discharge_proposes_a_linked_case() -> None:
    (row,) = proposed(90, **CLOSED, **swabs("2022-01-02", "2022-01-29"))
    assert (row["previous"], row["person"], row["relation"]) == ("C1", "P1", "re_positive")
    assert (row["sample_from"], row["evidence"]) == (local("29T00:00"), ["results-1", "specimens-1"])


def test_long_enough_after_the_first_positive_it_is_a_reinfection() -> None:
    assert proposed(90, **CLOSED, **swabs("2022-01-02", "2022-06-01"))[0]["relation"] == "reinfection"


def test_without_a_number_of_days_the_panel_says_which_it_is() -> None:
    (row,) = proposed(None, **CLOSED, **swabs("2022-01-02", "2022-06-01"))
    assert row["relation"] is None
    assert "the panel decides" in row["why"]


def test_a_limit_inside_the_moments_is_left_to_the_panel() -> None:
    assert proposed(20, **CLOSED, **swabs("2022-01-02", "2022-01-22"))[0]["relation"] is None


def test_a_positive_of_the_day_of_discharge_is_not_certainly_after_it() -> None:
    assert proposed(90, **CLOSED, **swabs("2022-01-02", "2022-01-15")) == []


def test_once_the_linked_case_is_there_nothing_more_is_proposed() -> None:
    linked = {"case": "C2", "person": "P1", "incident": "I", "opened": "2022-01-30", "previous": "C1"}
    tables = {**CLOSED, "cases": [*CLOSED["cases"], linked], **swabs("2022-01-02", "2022-01-29")}
    assert proposed(90, **tables) == []


def test_an_excluded_case_was_none_and_nothing_is_positive_again() -> None:
    excluded = [{"case": "C1", "at": "2022-01-16", "class": "excluded"}]
    assert proposed(90, **CLOSED, classifications=excluded, **swabs("2022-01-29")) == []
