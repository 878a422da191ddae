"""Windows of cases: where they begin, where they end, and what they hang on."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from seawall.plan.trace.windows import of_cases
from seawall.tables.days import midnight
from tests.given import SHANGHAI, Row, local
from tests.plan.trace.drawn import MEASLES, RULES, days, episodes, hours

NOW = "28T12:00"


def window(rules: object = RULES, **case: object) -> Row:
    """The one window of a case, with local times where they are asked for."""
    found = of_cases(episodes(case), rules, local(NOW), SHANGHAI)  # type: ignore[arg-type]
    return found.row(0, named=True) if found.height else {}


def test_two_days_before_an_onset_on_the_22nd_reach_back_to_midnight_of_the_20th() -> None:
    assert window(onset="2022-01-22")["start"] == local("20T00:00")
    assert window(onset="22T23:59")["start"] == local("20T00:00")


def test_hours_before_an_anchor_are_exact() -> None:
    rules = replace(RULES, before=hours(48))
    assert window(rules, onset="22T10:30")["start"] == local("20T10:30")


def test_no_days_before_onset_is_the_day_of_onset_from_its_midnight() -> None:
    assert window(replace(RULES, before=days(0)), onset="22T15:00")["start"] == local("22T00:00")


def test_an_onset_of_several_days_counts_from_the_earliest() -> None:
    assert window(onset="2022-01-20 .. 2022-01-23")["start"] == local("18T00:00")


def test_an_onset_known_only_as_before_counts_from_its_latest() -> None:
    assert window(onset=".. 22T10:00")["start"] == local("20T00:00")


def test_a_case_without_onset_hangs_on_the_first_positive_sample() -> None:
    found = window(sample="2022-01-23", asymptomatic=True)
    assert (found["anchor"], found["start"]) == ("sample", local("21T00:00"))


def test_an_onset_is_taken_before_a_sample_even_if_it_came_later() -> None:
    assert window(sample="2022-01-20", onset="2022-01-22")["anchor"] == "onset"


@pytest.mark.parametrize("known", ["positive", "class", "opened"])
def test_without_onset_and_sample_the_next_known_moment_serves(known: str) -> None:
    stated = "class_at" if known == "class" else known
    found = window(**{stated: "2022-01-23"})
    assert (found["anchor"], found["start"]) == (known, local("21T00:00"))


def test_a_case_with_no_moment_at_all_has_no_window() -> None:
    assert window() == {}


def test_measles_hangs_on_the_rash_and_runs_to_the_end_of_the_fourth_day_after_it() -> None:
    found = window(MEASLES, onset="2022-01-10", rash="2022-01-14")
    assert (found["anchor"], found["start"], found["end"]) == ("rash", local("10T00:00"), local("19T00:00"))
    assert found["definite"]


def test_measles_without_a_known_rash_hangs_on_the_onset() -> None:
    assert window(MEASLES, onset="2022-01-10")["anchor"] == "onset"


def test_days_after_a_rash_of_two_days_count_from_the_later() -> None:
    assert window(MEASLES, rash="2022-01-14 .. 2022-01-15")["end"] == local("20T00:00")


def test_a_rash_known_to_the_minute_of_midnight_is_of_the_day_it_begins() -> None:
    assert window(MEASLES, rash="14T00:00")["end"] == local("19T00:00")


def test_isolation_ends_the_window_at_its_latest() -> None:
    assert window(onset="2022-01-22", isolated="23T08:00")["end"] == local("23T08:00")
    assert window(onset="2022-01-22", isolated="2022-01-23")["end"] == local("24T00:00")


def test_without_a_known_isolation_the_window_is_open_and_ends_now() -> None:
    found = window(onset="2022-01-22")
    assert (found["end"], found["definite"]) == (local(NOW), False)
    assert not window(onset="2022-01-22", isolated="23T08:00 ..")["definite"]


def test_isolation_ends_no_window_of_a_policy_that_does_not_say_so() -> None:
    assert window(MEASLES, rash="2022-01-14", isolated="15T08:00")["end"] == local("19T00:00")


def test_the_earlier_of_two_ends_counts() -> None:
    both = replace(MEASLES, end="isolated", end_clause="test")
    assert window(both, rash="2022-01-14", isolated="15T08:00")["end"] == local("15T08:00")
    assert window(both, rash="2022-01-14", isolated="25T08:00")["end"] == local("19T00:00")


def test_who_was_isolated_before_the_window_began_has_none() -> None:
    assert window(onset="2022-01-22", isolated="19T08:00") == {}


def test_mpox_ends_with_the_release() -> None:
    rules = replace(RULES, end="lesions_crusted_and_new_skin")
    assert window(rules, onset="2022-01-10", outcome="released", outcome_at="20T09:00")["end"] == local("20T09:00")
    assert not window(rules, onset="2022-01-10", isolated="12T08:00")["definite"]


def test_sexual_contact_may_count_from_earlier() -> None:
    rules = replace(RULES, before=days(0), before_intimate=days(4))
    found = window(rules, onset="2022-01-22")
    assert (found["start"], found["start_intimate"]) == (local("22T00:00"), local("18T00:00"))


@pytest.mark.parametrize(
    "case", [{"class": "excluded", "excluded": True}, {"class": "clinical"}, {"class": None}, {"excluded": True}]
)
def test_excluded_unlisted_and_unclassified_cases_have_no_window(case: Row) -> None:
    assert window(onset="2022-01-22", **case) == {}


def test_a_case_that_was_discharged_keeps_its_window() -> None:
    assert window(onset="2022-01-22", open=False) != {}


def test_a_policy_that_names_no_classes_traces_what_is_more_than_a_suspicion() -> None:
    rules = replace(RULES, classes=None)
    assert window(rules, onset="2022-01-22", provisional=True) == {}
    assert window(rules, onset="2022-01-22") != {}


def test_where_clocks_skip_midnight_a_day_begins_with_its_first_instant() -> None:
    frame = pl.DataFrame({"day": ["2018-11-04"]}).with_columns(pl.col("day").str.to_date())
    begins = frame.select(midnight(pl.col("day"), ZoneInfo("America/Sao_Paulo"))).item()
    assert begins.isoformat() == "2018-11-04T03:00:00+00:00"
