"""The clock of Gaotang, January 2022, from the drill's published facts and the policies of the time."""

import polars as pl
import pytest

from seawall.plan.command import clock, span
from seawall.plan.confirm import episodes
from seawall.policy import load
from seawall.policy.command import command_rules
from seawall.policy.confirm import confirm_rules
from seawall.tables.facts import known
from seawall.tables.shown import hours
from tests.drill.csvs import SHANGHAI, frames
from tests.given import local, when

NOBODY = pl.DataFrame(
    schema={"person": pl.String, "ring": pl.String, "restricted": pl.Boolean, "evidence": pl.List(pl.String)}
)
# Published at the press conference of 23 January 2022, 16:00, and in a newspaper's account of 25 January.
POSITIVE, TRANSFERRED, CONFIRMED = "2022-01-22", ".. 2022-01-23T04:00", "2022-01-23T04:00"
FIRST_NOTICE, PRESS_CONFERENCE = "2022-01-23T04:00 .. 2022-01-23T12:00", "2022-01-23T16:00"


@pytest.fixture(scope="module")
def gaotang() -> dict[str, dict[str, object]]:
    now = local("2022-01-23T16:00")
    facts = known(frames(), now, SHANGHAI)
    policy = load("covid19-cn-8", at=now.astimezone(SHANGHAI).date())
    cases = episodes(facts, confirm_rules(policy, history=True), now)
    return {row["step"]: row for row in clock(facts, cases, NOBODY, command_rules(policy), now).to_dicts()}


def test_the_published_times_give_the_published_spans() -> None:
    def took(a: str, b: str) -> str:
        return hours(span(when(a), when(b)))

    assert took(POSITIVE, CONFIRMED) == "4 to 28 h"
    assert took(CONFIRMED, FIRST_NOTICE) == "at most 8 h"
    assert took(CONFIRMED, PRESS_CONFERENCE) == "12 h"
    assert took(POSITIVE, TRANSFERRED) == "at most 28 h"


def test_the_eight_first_times_stand_in_the_order_of_the_account(gaotang: dict[str, dict[str, object]]) -> None:
    first = [step for step, row in gaotang.items() if row["kind"] == "first_time"]
    assert first == ["found", "screened", "confirmed", "responded", "published", "headquarters", "isolated", "tested"]
    strict = [step for step, row in gaotang.items() if row["kind"] == "strict"]
    assert strict == ["seal", "test", "search", "isolate", "advise"]
    assert [step for step, row in gaotang.items() if row["kind"] == "7-1-7"] == ["detect", "notify", "respond"]


@pytest.mark.parametrize(
    ("step", "state", "took"),
    [
        ("confirmed", "met", "4 to 28 h"),
        ("transferred", "cannot_tell", "at most 28 h"),
        ("published", "cannot_tell", "at most 8 h"),
        ("press_conference", "met", "12 h"),
        ("notify", "met", "2 to 26 h"),
    ],
)
def test_each_step_stands_as_the_published_times_allow(
    gaotang: dict[str, dict[str, object]], step: str, state: str, took: str
) -> None:
    assert gaotang[step]["state"] == state
    assert str(gaotang[step]["why"]).endswith(f": {took}")


def test_without_an_onset_nobody_can_tell_how_soon_it_was_detected(gaotang: dict[str, dict[str, object]]) -> None:
    assert gaotang["detect"]["state"] == "cannot_tell"


def test_every_step_has_an_owner_or_is_an_interval(gaotang: dict[str, dict[str, object]]) -> None:
    assert [step for step, row in gaotang.items() if not row["owner"]] == ["detect", "notify", "respond"]


def test_a_policy_that_lists_a_limit_as_missing_says_so_and_falls_back_on_nothing() -> None:
    steps = {
        step.name: step for step in command_rules(load("measles-cn-2024", at=local("2026-03-01T00:00").date())).steps
    }
    investigation = steps["case_investigation"]
    assert investigation.limit is None
    assert "clock.case_investigation" in str(investigation.missing)
    assert steps["transferred"].missing is None
