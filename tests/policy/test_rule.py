"""A rule as a number, a duration, days, words: and the refusal to be what it is not."""

from datetime import date, timedelta
from typing import Any

import pytest

from seawall.policy import Rule, RuleShape


def rule(value: Any, unit: str | None = None, confidence: str = "official") -> Rule:
    return Rule("measure.close.central", value, unit, ("mem",), confidence, None, None, None, None, "here")


@pytest.mark.parametrize(
    ("value", "unit", "duration"),
    [
        (30, "min", timedelta(minutes=30)),
        (2, "h", timedelta(hours=2)),
        (0.5, "d", timedelta(hours=12)),
        (2, "wk", timedelta(days=14)),
        (21, "d_after_last_exposure", timedelta(days=21)),
        (48, "h_after_symptoms_end", timedelta(hours=48)),
        (0, "d", timedelta(0)),
    ],
)
def test_the_first_word_of_a_unit_says_how_long(value: float, unit: str, duration: timedelta) -> None:
    assert rule(value, unit).timedelta() == duration


def test_days_count_days_and_weeks() -> None:
    assert (rule(14, "d").days(), rule(2, "wk").days(), rule(4, "d_after_rash").days()) == (14, 14, 4)


@pytest.mark.parametrize(
    ("value", "unit", "asked", "says"),
    [
        (24, "h", "days", "24 h, not a number of days"),
        (0.5, "d", "days", "not a whole number of days"),
        (6, "ft", "timedelta", "not a duration"),
        ("home", None, "timedelta", r"'home' \(no unit\), not a duration"),
        ([1, 14], "d", "days", "not a single number"),
        (True, None, "number", "not a single number"),
        ([1, 2, 3], "d", "range", "not a range"),
        ("home", None, "range", "not a range"),
        (["home"], None, "numbers", "not a list of numbers"),
        ([1], "d", "words", "not a word or a list of words"),
        ("yes", None, "yes", "not yes or no"),
        ([1], "d", "table", "not a table"),
    ],
)
def test_a_rule_that_is_asked_for_what_it_is_not_says_what_it_is(
    value: Any, unit: str | None, asked: str, says: str
) -> None:
    with pytest.raises(RuleShape, match=f"here: measure.close.central is .*{says}"):
        getattr(rule(value, unit), asked)()


def test_one_value_is_a_list_of_one_and_a_range_of_itself() -> None:
    assert rule(7, "d").numbers() == (7,)
    assert rule([1, 4, 7], "isolation_day").numbers() == (1, 4, 7)
    assert rule("home").words() == ("home",)
    assert rule(["home", "site"]).words() == ("home", "site")
    assert (rule(7, "d").range(), rule([1, 14], "d").range()) == ((7, 7), (1, 14))


def test_a_table_and_a_yes_are_given_as_they_are() -> None:
    assert rule({"negatives": 2}).table() == {"negatives": 2}
    assert rule(value=True).yes()


@pytest.mark.parametrize(
    ("confidence", "doubtful"), [("official", False), ("house", False), ("memory", True), ("conflict", True)]
)
def test_memory_and_conflict_are_doubtful_and_marked(confidence: str, doubtful: bool) -> None:
    made = rule(14, "d", confidence)
    assert made.doubtful is doubtful
    assert made.clause == "here measure.close.central" + (f" [{confidence}]" if doubtful else "")


def test_a_rule_without_dates_always_holds() -> None:
    assert rule(14, "d").holds_on(date(1861, 11, 1))
