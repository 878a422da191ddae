"""The rules of isolation out of the packaged policies, and Gaotang's first night under three of them."""

from collections import Counter
from dataclasses import replace
from datetime import time, timedelta
from functools import cache

import polars as pl
import pytest

from seawall.plan import confirm, trace
from seawall.plan.isolate import Isolated, Term, isolate
from seawall.policy import RuleMissing, RuleShape, load, rules
from seawall.policy.document import packaged
from seawall.policy.isolate import isolate_rules
from seawall.tables.facts import known
from tests.drill.csvs import SHANGHAI, frames
from tests.given import local


def terms(policy: str) -> dict[str, tuple[int | None, int | None]]:
    def days(term: Term | None) -> int | None:
        return term.days if term else None

    found = isolate_rules(load(policy)).terms
    return {ring: (days(each.central), days(each.home)) for ring, each in found.items()}


@pytest.mark.parametrize(
    ("policy", "close", "secondary"),
    [
        ("covid19-cn-8", (14, 7), (7, None)),
        ("covid19-cn-9", (7, 3), (None, 7)),
        ("covid19-cn-9-opt20", (5, 3), (None, None)),
        ("covid19-cn-new10", (None, 5), (None, None)),
        ("measles-who", (None, 21), (None, None)),
    ],
)
def test_where_each_policy_has_its_terms_served(
    policy: str, close: tuple[int | None, int | None], secondary: tuple[int | None, int | None]
) -> None:
    assert terms(policy) == {"close": close, "secondary": secondary}


def test_what_the_eighth_edition_and_the_desk_say_besides() -> None:
    found = isolate_rules(load("covid19-cn-8"))
    assert (found.child, found.resets, found.linked) == (14, 1, None)
    assert found.child_clause == "covid19-cn-8 site.companion_age_at_most"
    assert {risk: limit.length for risk, limit in found.due.items()} == {
        "case": timedelta(hours=2), "close": timedelta(hours=8), "secondary": timedelta(hours=12),
    }  # fmt: skip
    assert found.driving.night == (time(22), time(6))
    assert found.driving.longest == timedelta(hours=2)
    assert found.driving.signatures == {"night": 2, "long": 2}
    assert {need.trait: (need.capacity, need.accessible, need.companion) for need in found.needs} == {
        "dialysis": ("dialysis", False, False), "pregnant": ("obstetrics", False, False),
        "psychiatric": ("psychiatry", False, False), "disabled": (None, True, False),
        "needs_carer": (None, False, True), "lives_alone": (None, False, False),
    }  # fmt: skip


def test_the_ninth_edition_looks_at_the_tests_of_the_close_contact() -> None:
    linked = isolate_rules(load("covid19-cn-9")).linked
    assert linked is not None
    assert (linked.tests, linked.clause) == (2, "covid19-cn-9 measure.secondary.release")


@pytest.mark.parametrize("policy", sorted(packaged()))
def test_every_policy_that_traces_gives_rules(policy: str) -> None:
    try:
        loaded = load(policy)
        rules.trace_rules(loaded)
    except RuleMissing:
        return
    assert isolate_rules(loaded).child == 14


def test_a_floor_rule_in_words_nobody_taught_is_refused() -> None:
    policy = load("covid19-cn-8")
    rule = replace(policy.rules["measure.site.positive_resets"], value="the whole street")
    with pytest.raises(RuleShape, match="isolate knows same_floor_and_one_floor_up_and_down"):
        isolate_rules(replace(policy, rules={**policy.rules, rule.key: rule}))


@cache
def first_night(policy: str, *, before_rooms: bool = True) -> Isolated:
    """Gaotang, 23 January 16:00, under a policy; without the admissions of contacts unless asked for."""
    now = local("23T16:00")
    facts = known(frames(), now, SHANGHAI)
    if before_rooms:
        index = facts["admissions"].filter(pl.col("person") == "p001")
        facts = replace(facts, frames={**facts.frames, "admissions": index})
    ask = rules.every(load(policy), history=True)
    cases = confirm.episodes(facts, ask.confirm, now)
    found = trace.trace(cases, facts, ask.trace, now, trace.FrameMeetings(facts["stays"], facts["places"]))
    return isolate(cases, found.contacts, facts, ask.isolate, now)


def counted(made: Isolated) -> Counter[tuple[str, bool]]:
    return Counter(made.rooms.select("risk", pl.col("room").is_not_null()).iter_rows())


def test_every_contact_of_the_first_night_has_a_room_or_a_named_reason() -> None:
    made = first_night("covid19-cn-8")
    people = made.rooms.filter(pl.col("risk") != "case")
    assert Counter(people["risk"]) == {"close": 87, "secondary": 161}
    without = people.filter(pl.col("room").is_null())["why"]
    reasons = without.str.extract("(handed over|no site of ours can give the care|accessible|carer)")
    assert reasons.null_count() == 0
    assert Counter(reasons)["handed over"] == 3
    assert made.gap["gap"].item() == 0


def test_nobody_of_the_first_night_shares_a_room_or_a_vehicle_with_another_risk() -> None:
    made = first_night("covid19-cn-8")
    roomed = made.rooms.filter(pl.col("room").is_not_null())
    assert roomed.group_by("site", "room").len().filter(pl.col("len") > 1).is_empty()
    risks = dict(made.rooms.select("person", "risk").iter_rows())
    assert all(len({risks[person] for person in drive}) == 1 for drive in made.transfers["persons"])


def test_the_ninth_edition_keeps_secondary_contacts_at_home() -> None:
    found = counted(first_night("covid19-cn-9"))
    assert found["secondary", True] == 0
    assert found["secondary", False] == 161
    assert found["close", True] == counted(first_night("covid19-cn-8"))["close", True]


def test_people_in_their_rooms_stay_there() -> None:
    made = first_night("covid19-cn-8", before_rooms=False)
    inside = frames()["admissions"].filter(pl.col("recorded_at") <= local("23T16:00"), pl.col("person") != "p001")
    kept = made.rooms.join(inside, on=["person", "site", "room"])
    assert kept.height == inside.height > 80
    assert kept["placed"].all()
