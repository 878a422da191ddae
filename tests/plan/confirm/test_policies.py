"""The rules of `confirm`, `command` and `inform` out of the packaged policies."""

from datetime import timedelta

import pytest

from seawall.plan.confirm import Discharge
from seawall.policy import load
from seawall.policy.command import command_rules
from seawall.policy.confirm import confirm_rules
from seawall.policy.document import packaged
from seawall.policy.inform import inform_rules
from seawall.tables.decided import STEPS

DAY = timedelta(days=1)


def discharge(policy: str, held: str) -> Discharge | str | None:
    return confirm_rules(load(policy), history=True).discharges.get(held)


def test_the_eighth_edition_releases_after_two_negatives_a_day_apart() -> None:
    assert discharge("covid19-cn-8", "asymptomatic") == Discharge(
        "covid19-cn-8 discharge.asymptomatic", tests=2, gap=DAY, min_days=14
    )
    assert discharge("covid19-cn-8", "confirmed") == Discharge(
        "covid19-cn-8 discharge.confirmed", tests=2, gap=DAY, afebrile_days=3,
        named=("symptoms_improved", "imaging_improved"),
    )  # fmt: skip


def test_the_ninth_edition_asks_for_two_high_ct_values_instead() -> None:
    rule = discharge("covid19-cn-9", "asymptomatic")
    assert rule == Discharge("covid19-cn-9 discharge.asymptomatic", tests=2, gap=DAY, ct_at_least=35)


def test_ebola_counts_blood_two_days_apart() -> None:
    rule = discharge("ebola-who", "confirmed")
    assert rule == Discharge("ebola-who discharge.confirmed", tests=2, gap=2 * DAY, specimen="blood")


def test_a_condition_no_table_shows_is_for_a_clinician_to_state() -> None:
    rule = discharge("chikungunya-cn-2025", "confirmed")
    assert isinstance(rule, Discharge)
    assert rule.named == ("afebrile_h: 24", "and_any_of: pcr_negative or day_of_illness_above_7")


def test_the_eighth_edition_wants_the_first_positive_in_hospital_within_two_hours() -> None:
    rules = confirm_rules(load("covid19-cn-8"), history=False)
    assert rules.transfer is not None
    assert (rules.transfer.length, rules.transfer.whole_days) == (timedelta(hours=2), False)
    assert rules.suspect_exclusion is not None
    assert (rules.suspect_exclusion.tests, rules.suspect_exclusion.antibody_after_days) == (2, 7)


def test_measles_asks_nobody_into_a_hospital() -> None:
    assert confirm_rules(load("measles-cdc"), history=True).transfer is None


def test_a_policy_that_does_not_say_whose_stays_may_be_read_opens_nobodys() -> None:
    assert confirm_rules(load("chikungunya-cn-2025"), history=True).trace_classes == ()


def test_a_doubtful_limit_carries_its_doubt_onto_the_clock() -> None:
    steps = {step.name: step for step in command_rules(load("covid19-cn-8")).steps}
    assert steps["isolated"].clause == "covid19-cn-8 clock.close_contact_in_site [conflict]"


def test_seven_days_of_7_1_7_are_calendar_days_and_hours_are_exact() -> None:
    steps = {step.name: step for step in command_rules(load("covid19-cn-8")).steps}
    detect, published = steps["detect"].limit, steps["published"].limit
    assert detect is not None
    assert published is not None
    assert (detect.length, detect.whole_days) == (7 * DAY, True)
    assert (published.length, published.whole_days) == (timedelta(hours=5), False)
    assert [steps[name].start for name in ("detect", "notify", "respond")] == ["emergence", "found", "screened"]


def test_the_response_of_7_1_7_is_the_first_times_that_stand_for_its_actions() -> None:
    assert command_rules(load("covid19-cn-8")).responses == (
        "confirmed", "responded", "published", "headquarters", "isolated", "tested",
    )  # fmt: skip


def test_a_figure_for_fewer_than_five_people_is_not_printed() -> None:
    assert inform_rules(load("covid19-cn-8")).small_count == 5


@pytest.mark.parametrize("policy", sorted(packaged()))
def test_every_policy_can_run_the_clock_and_the_bulletin(policy: str) -> None:
    try:
        loaded = load(policy)
    except Exception as refused:
        pytest.skip(str(refused))
    if loaded.document.level == "common" or loaded.document.needs:
        pytest.skip("not a policy of its own")
    steps = command_rules(loaded).steps
    assert len(steps) >= 20
    assert {step.start for step in steps} <= {*STEPS, "emergence"}
    assert inform_rules(loaded).clause
    assert confirm_rules(loaded, history=True).discharges is not None
