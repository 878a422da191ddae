"""The rules of `screen` out of the packaged policies, and what they ask of one contact."""

from dataclasses import replace
from typing import Any

import pytest

from seawall.plan.screen import Course, Days, Environment, ZoneTests
from seawall.policy import load
from seawall.policy.document import packaged
from seawall.policy.screen import screen_rules
from seawall.tables.linked import Linked
from tests.given import Row, local
from tests.plan.screen.giving import asked, contact, entered

ADMITTED = [entered("A", "22T10:00")]


def course(policy: str, ring: str = "close") -> Course:
    return screen_rules(load(policy)).rings[ring]


def on_days(policy: str, row: Row, **more: Any) -> list[str]:
    """The days of a contact under a policy."""
    return [each["day"][5:] for each in asked(row, rules=screen_rules(load(policy)), **more)]


def test_the_eighth_edition_tests_on_days_1_4_7_14_and_at_home_on_2_and_7() -> None:
    found = course("covid19-cn-8")
    assert found.tests == (
        Days("isolation_day", (1, 4, 7, 14), "covid19-cn-8 measure.close.central.tests"),
        Days("home_day", (2, 7), "covid19-cn-8 measure.close.home.tests"),
    )
    assert (found.kind, found.site_days, found.bound) == ("PCR nasopharyngeal", 14, True)
    assert found.last_day == "covid19-cn-8 measure.close.last_day_test"
    assert found.double == "covid19-cn-8 measure.close.release.double_sampling"


def test_a_contact_of_the_eighth_edition_is_tested_on_six_days() -> None:
    assert on_days("covid19-cn-8", contact(last="2022-01-21"), admissions=ADMITTED) == [
        "01-22", "01-25", "01-28", "02-04", "02-06", "02-11"
    ]  # fmt: skip


def test_the_ninth_edition_tests_more_often_in_a_shorter_term_with_one_swab() -> None:
    found = course("covid19-cn-9")
    assert [each.days for each in found.tests] == [(1, 2, 3, 5, 7), (3,)]
    assert (found.kind, found.site_days, found.double) == ("PCR oropharyngeal", 7, "")
    row = contact(last="2022-01-21", followed_until=local("2022-02-01T00:00"))
    assert on_days("covid19-cn-9", row, admissions=ADMITTED) == ["01-22", "01-23", "01-24", "01-26", "01-28", "01-31"]


def test_secondary_contacts_of_the_ninth_edition_stay_at_home_and_count_from_the_restriction() -> None:
    assert (course("covid19-cn-8", "secondary").site_days, course("covid19-cn-8", "secondary").double) == (7, "")
    found = course("covid19-cn-9", "secondary")
    assert (found.site_days, found.double) == (None, "")
    row = contact(ring="secondary", last="2022-01-21", begins="22T09:00")
    assert on_days("covid19-cn-9", row) == ["01-22", "01-25", "01-28"]


def test_only_the_ninth_edition_makes_contacts_of_a_positive_close_contact_close() -> None:
    assert screen_rules(load("covid19-cn-8")).linked is None
    assert screen_rules(load("covid19-cn-9")).linked == Linked(2, "covid19-cn-9 measure.secondary.release")
    assert screen_rules(load("covid19-cn-9-opt20")).linked is None


def test_the_twenty_measures_test_on_days_1_2_3_5_and_at_home_on_1_and_3() -> None:
    assert [each.days for each in course("covid19-cn-9-opt20").tests] == [(1, 2, 3, 5), (1, 3)]
    assert "secondary" not in screen_rules(load("covid19-cn-9-opt20")).rings


def test_the_ten_measures_test_on_the_fifth_day_at_home() -> None:
    found = course("covid19-cn-new10")
    assert found.tests == (Days("home_day", (5,), "covid19-cn-new10 measure.close.home"),)
    row = contact(last="2022-01-21", followed_until=local("27T00:00"))
    assert on_days("covid19-cn-new10", row) == ["01-26"]


def test_mpox_tests_whoever_is_traced_and_binds_nobody() -> None:
    found = course("mpox-cn-2023")
    assert found.tests == (Days("traced_day", (1,), "mpox-cn-2023 measure.close.tests"),)
    assert (found.kind, found.bound) == ("mpox_pcr", False)


def test_an_overlay_that_gives_the_co_exposed_days_binds_none_of_them() -> None:
    policy = load("covid19-cn-8")
    stated = replace(policy.need("measure.secondary.tests"), key="measure.co_exposed.tests", value=[1, 3])
    overlaid = replace(policy, rules={**policy.rules, stated.key: stated})
    found = screen_rules(overlaid).rings["co_exposed"]
    assert (found.tests[0].days, found.bound, found.double) == ((1, 3), False, "")


def test_sealed_areas_of_the_eighth_edition_are_tested_on_days_1_4_7_and_before_release() -> None:
    assert screen_rules(load("covid19-cn-8")).zones == {
        "sealed": ZoneTests(
            Days("zone_day", (1, 4, 7), "covid19-cn-8 zone.sealed.tests"),
            "PCR nasopharyngeal",
            "covid19-cn-8 zone.sealed.release [conflict]",
        )
    }


def test_risk_areas_of_the_ninth_edition_have_the_test_of_their_release() -> None:
    zones = screen_rules(load("covid19-cn-9")).zones
    assert {level: (each.tests, each.release) for level, each in zones.items()} == {
        "high": (None, "covid19-cn-9 zone.high.release"), "mid": (None, "covid19-cn-9 zone.mid.release")
    }  # fmt: skip
    assert screen_rules(load("covid19-cn-9-opt20")).zones == {}


def test_places_are_sampled_at_the_levels_that_the_policy_has() -> None:
    surfaces = Days("zone_day", (1,), "seawall-desk screen.environment.tests")
    assert screen_rules(load("covid19-cn-8")).environment == Environment(("sealed",), surfaces, "PCR surface")
    assert screen_rules(load("covid19-cn-9")).environment == Environment(("high",), surfaces, "PCR surface")
    assert screen_rules(load("dengue-cn-2014")).environment is None


def test_a_positive_without_a_case_is_held_to_be_screened_positive() -> None:
    rules = screen_rules(load("covid19-cn-8"))
    assert rules.positive_class == "screened_positive"
    assert rules.positive_clause == "seawall-desk screen.positive.class; covid19-cn-8 trace.classes"
    assert screen_rules(load("mers-who")).positive_clause == "seawall-desk screen.positive.class"


def test_what_is_overdue_lost_and_repeated_is_the_desks_own_rule() -> None:
    rules = screen_rules(load("covid19-cn-8"))
    assert (rules.lost_after_days, rules.unseen_days) == (2, 3)
    assert rules.repeats == ("indeterminate", "invalid", "shared_positive")
    assert (rules.repeat_clause, rules.swabs[:2]) == ("seawall-desk screen.repeat", ("nasopharyngeal", "oropharyngeal"))


@pytest.mark.parametrize("policy", ["measles-cn-2024", "mers-who", "ebola-who", "covid19-cn-10", "cholera-gtfcc"])
def test_a_policy_that_states_no_test_has_none(policy: str) -> None:
    rules = screen_rules(load(policy))
    assert (rules.rings, rules.zones, rules.environment) == ({}, {}, None)
    assert asked(contact(), rules=rules) == []


def test_every_packaged_policy_with_the_desks_rules_has_rules_of_a_screen() -> None:
    diseases = [load(name) for name in packaged() if load(name).document.level != "common"]
    for policy in diseases:
        for course in screen_rules(policy).rings.values():
            assert {each.anchor for each in course.tests} <= {"isolation_day", "home_day", "traced_day"}
