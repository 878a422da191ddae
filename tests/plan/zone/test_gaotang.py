"""Gaotang, January 2022, from the drill's tables: which areas, how long, whom they need, under three editions."""

from datetime import datetime

import pytest

from seawall.plan.confirm import episodes
from seawall.plan.trace import FrameMeetings, trace
from seawall.plan.zone import Zoned, zone
from seawall.policy import load
from seawall.policy.confirm import confirm_rules
from seawall.policy.trace import trace_rules
from seawall.policy.zone import zone_rules
from seawall.tables.facts import known
from tests.drill.csvs import SHANGHAI, frames
from tests.given import local
from tests.plan.zone.land import levels, row

CONFERENCE = local("2022-01-23T16:00")
PLACES = ("restaurant", "chess-room", "supermarket", "workshop", "health-centre")


def gaotang(policy: str, now: datetime = CONFERENCE) -> Zoned:
    facts, rules = known(frames(), now, SHANGHAI), load(policy)
    cases = episodes(facts, confirm_rules(rules, history=True), now)
    traced = trace(cases, facts, trace_rules(rules, history=True), now, FrameMeetings(facts["stays"], facts["places"]))
    return zone(cases, traced.reasons, traced.trail, facts, zone_rules(rules), now)


def test_under_the_eighth_edition_two_systems_stand_at_once_and_an_asymptomatic_case_leaves_the_risk_low() -> None:
    found = gaotang("covid19-cn-8")
    assert levels(found, "control") == {
        "restaurant": "sealed", "v-liuyin": "sealed", "supermarket": "controlled", "health-centre": "controlled",
        "371526": "precaution",
    }  # fmt: skip
    assert levels(found, "risk") == {"street-hedong": "low"}


def test_the_village_is_sealed_until_the_fifth_of_february() -> None:
    assert row(gaotang("covid19-cn-8"), "v-liuyin", "control")["until"] == local("2022-02-06T00:00")


def test_the_chess_room_lies_in_the_sealed_village_and_is_not_bound_twice() -> None:
    assert "chess-room" not in gaotang("covid19-cn-8").zones["subject"]


def test_each_sealed_area_needs_what_gaotang_published() -> None:
    found = gaotang("covid19-cn-8").staffing.filter(subject="v-liuyin")
    needed = dict(found.select("role", "needed").iter_rows())
    assert {role: needed[role] for role in ("county_leader", "police", "street", "community")} == {
        "county_leader": 1, "police": 10, "street": 10, "community": 10,
    }  # fmt: skip


def test_under_the_ninth_edition_one_system_stands_for_half_as_long() -> None:
    found = gaotang("covid19-cn-9")
    assert levels(found) == {
        "restaurant": "high", "v-liuyin": "high", "supermarket": "mid", "workshop": "mid", "health-centre": "mid",
        "371526": "low",
    }  # fmt: skip
    assert row(found, "v-liuyin")["until"] == local("2022-01-30T00:00")


def test_what_lies_in_another_province_is_not_ours_to_close() -> None:
    for policy in ("covid19-cn-8", "covid19-cn-9", "covid19-cn-9-opt20"):
        assert not any("elsewhere" in subject for subject in gaotang(policy).zones["subject"])


def test_nobody_can_be_recognised_in_a_public_text() -> None:
    for said in gaotang("covid19-cn-8").zones["why_public"]:
        assert not any(word in said for word in ("case-1", "p001", *PLACES, "home-index"))


@pytest.mark.parametrize("policy", ["covid19-cn-10", "covid19-cn-new10"])
def test_since_december_2022_there_are_no_zones(policy: str) -> None:
    rules = zone_rules(load(policy))
    assert (rules.axes, rules.counted, rules.circles) == ((), None, None)


def test_before_the_positive_is_known_nothing_is_closed() -> None:
    assert gaotang("covid19-cn-8", local("2022-01-22T12:00")).zones.is_empty()
