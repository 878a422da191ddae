"""Vaccine and immunoglobulin after exposure: what still helps."""

from dataclasses import replace
from typing import Any

import pytest

from seawall.plan.trace import Prophylaxis
from tests.given import local
from tests.plan.trace.drawn import MEASLES, days, hours, relation, stay, traced

VACCINE = Prophylaxis(
    hours(72), ("pregnant", "severely_immunocompromised", "under_6_months", "anaphylaxis"), "test pep.vaccine.limit"
)
RULES = replace(
    MEASLES,
    prophylaxis={"vaccine": VACCINE, "immunoglobulin": Prophylaxis(days(6), clause="test pep.immunoglobulin.limit")},
    immune=("lab_igg",),
)
STAYS = [stay("P0", "21T10:00", "21T12:00"), stay("A", "21T10:00", "21T12:00")]
CASE = {"rash": "2022-01-22"}


def states(now: str, **facts: Any) -> dict[str, str]:
    """The state of each measure for A."""
    found = traced(CASE, rules=RULES, now=now, **{"stays": STAYS, **facts}).prophylaxis
    return dict(found.filter(person="A").select("measure", "state").iter_rows())


@pytest.mark.parametrize(("now", "state"), [("24T10:00", "in_time"), ("24T10:01", "too_late")])
def test_a_vaccine_is_in_time_for_72_hours_from_the_first_exposure(now: str, state: str) -> None:
    assert states(now)["vaccine"] == state


@pytest.mark.parametrize(("now", "state"), [("28T00:00", "in_time"), ("28T00:01", "too_late")])
def test_immunoglobulin_is_in_time_to_the_end_of_the_sixth_day(now: str, state: str) -> None:
    assert states(now)["immunoglobulin"] == state


@pytest.mark.parametrize(
    ("now", "state"), [("23T23:00", "in_time"), ("24T11:00", "cannot_tell"), ("24T12:00", "too_late")]
)
def test_a_limit_inside_the_width_of_the_exposure_cannot_be_told(now: str, state: str) -> None:
    wide = [STAYS[0], stay("A", "21T00:00 .. 21T11:00", "21T12:00")]
    assert states(now, stays=wide)["vaccine"] == state


def test_with_a_case_known_on_its_rash_day_a_household_is_too_late_for_the_vaccine() -> None:
    found = states("22T08:00", stays=[], relations=[relation("P0", "A")])
    assert found == {"vaccine": "too_late", "immunoglobulin": "in_time"}


@pytest.mark.parametrize("trait", ["pregnant", "severely_immunocompromised", "vaccine_allergy"])
def test_for_some_the_vaccine_is_not_and_immunoglobulin_is(trait: str) -> None:
    assert states("22T08:00", traits=[{"person": "A", "trait": trait}]) == {
        "vaccine": "not_for", "immunoglobulin": "in_time",
    }  # fmt: skip


def test_a_trait_that_ended_bars_nobody() -> None:
    assert (
        states("22T08:00", traits=[{"person": "A", "trait": "pregnant", "until": "2022-01-10"}])["vaccine"] == "in_time"
    )


@pytest.mark.parametrize(("birth", "state"), [("2021-07-21", "in_time"), ("2021-07-22", "not_for"), (None, "in_time")])
def test_under_six_months_the_vaccine_is_not_given(birth: str | None, state: str) -> None:
    assert states("22T08:00", persons=[{"person": "A", "birth": birth}])["vaccine"] == state


def test_the_immune_need_none() -> None:
    assert states("22T08:00", traits=[{"person": "A", "trait": "immune"}]) == {}


def test_an_open_case_needs_none() -> None:
    found = traced(CASE, {"case": "C2", "person": "A", "rash": "2022-01-24"}, rules=RULES, stays=STAYS).prophylaxis
    assert "A" not in found["person"].to_list()


def test_each_says_why() -> None:
    found = traced(CASE, rules=RULES, now="25T08:00", stays=STAYS).prophylaxis.filter(measure="vaccine")
    assert found["why"].to_list() == [
        "too late: first exposed 2022-01-21 10:00, the vaccine worked until 2022-01-24 10:00 (test pep.vaccine.limit)"
    ]
    assert found["limit_from"].to_list() == [local("24T10:00")]
