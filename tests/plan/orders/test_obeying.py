"""What an officer left out, or wants to end sooner, is obeyed by the whole plan: whole small plans in and out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import polars as pl
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from seawall import flow, policy
from seawall.plan.trace import FrameMeetings
from seawall.tables.facts import Facts
from seawall.tell import files
from tests.given import given, local

AT = "23T12:00"
NOW = local(AT)
PEOPLE = ("B", "D", "E", "F", "G")
PARENT, CHILD = "F", "G"
TABLES: dict[str, Any] = {
    "incidents": [
        {"incident": "I", "disease": "SARS-CoV-2", "policy": "covid19-cn-8", "unit": "U", "opened": "22T12:00"}
    ],
    "units": [
        {"unit": "U", "level": "county", "population": 5000},
        {"unit": "V", "level": "village", "parent": "U", "population": 300},
        {"unit": "W", "level": "village", "parent": "U", "population": 200},
    ],
    "places": [
        {"place": "H", "kind": "household", "unit": "V"},
        *({"place": f"home-{each}", "kind": "household", "unit": "W"} for each in ("B", "D", "E", "F")),
    ],
    "persons": [
        *({"person": each, "birth": "1980-05-01"} for each in ("A", "B", "D", "E", "F")),
        {"person": CHILD, "birth": "2015-05-01"},
    ],
    "residences": [
        {"person": "A", "place": "H", "kind": "current"},
        *({"person": each, "place": f"home-{each}", "kind": "current"} for each in ("B", "D", "E", "F")),
        {"person": CHILD, "place": "home-F", "kind": "current"},
    ],
    "traits": [{"person": "B", "trait": "dialysis"}, {"person": "D", "trait": "pregnant"}],
    "cases": [{"case": "C1", "person": "A", "incident": "I", "opened": "22T12:00"}],
    "classifications": [{"case": "C1", "class": "confirmed", "at": "23T04:00"}],
    "symptoms": [{"person": "A", "kind": "fever", "onset": "2022-01-21"}],
    "specimens": [{"specimen": "S1", "subject_kind": "person", "subject": "A", "taken": "22T08:00"}],
    "results": [{"specimen": "S1", "laboratory": "L", "result": "positive", "at": "22T12:00"}],
    "relations": [{"person": "A", "other": each, "kind": "household"} for each in PEOPLE],
    "sites": [
        {"site": "Q", "kind": "quarantine", "open": True, "unit": "U"},
        {"site": "T", "kind": "designated_hospital", "open": True, "unit": "U"},
    ],
    "rooms": [
        *({"site": "Q", "room": f"10{n}", "floor": 1, "beds": 2, "air": "own"} for n in range(1, 8)),
        {"site": "T", "room": "1", "floor": 1, "beds": 1},
    ],
    "capacities": [{"site": "Q", "what": each, "per_day": 9} for each in ("dialysis", "obstetrics")],
    "vehicles": [{"vehicle": "bus", "seats": 1, "kind": "ambulance"}],
    "teams": [{"team": "crew", "kind": "transfer", "unit": "U"}, {"team": "trace-1", "kind": "tracing", "unit": "U"}],
}  # fmt: skip
"""One confirmed case, A, in the village V, who met five people of the village W; F lives with the child G."""


def facts(at: str = AT, amendments: Sequence[dict[str, Any]] = (), **tables: Any) -> Facts:
    return given(at, **{**TABLES, **tables}, amendments=amendments)


def planned(at: str = AT, amendments: Sequence[dict[str, Any]] = (), **tables: Any) -> flow.Plan:
    known, now = facts(at, amendments, **tables), local(at)
    rules, softer = (policy.load(each, at=now.date()) for each in ("covid19-cn-8", "covid19-cn-9"))
    return flow.plan(
        known, rules, "I", now, FrameMeetings(known["stays"], known["places"]), history=True, softer=softer
    )


@cache
def alone() -> flow.Plan:
    """What the facts alone ask for."""
    return planned()


def order(subject: str, scope: str) -> dict[str, Any]:
    return alone().differences.filter(subject=subject, scope=scope).row(0, named=True)


def amendment(subject: str, scope: str = "observation", **more: Any) -> dict[str, Any]:
    row = order(subject, scope)
    return {
        "recorded": AT, "incident": "I", "verb": row["verb"], "subject": subject, "scope": scope, "change": "leave_out",
        "proposed": row["until"], "why": "they are abroad since", "officer": "li", "role": "commander",
        "organisation": "hq", "plan": "d", **more,
    }  # fmt: skip


def without(*people: str) -> flow.Plan:
    return planned(amendments=[amendment(each) for each in people])


def swabbed(plan: flow.Plan) -> set[str]:
    """Who is tested as a contact, and not as somebody who lives in an area."""
    return set(plan.screened.tests.filter(pl.col("why").str.contains("contact of")).cast({"subject": str})["subject"])


def named(plan: flow.Plan) -> dict[str, set[str]]:
    """Everybody but the case whom each part of the plan does something with."""
    drives = plan.isolated.transfers["persons"].explode()
    found = {
        "orders": plan.differences.filter(scope="observation")["subject"],
        "rooms": plan.isolated.rooms["person"], "terms": plan.isolated.terms["person"],
        "releases": plan.isolated.releases["person"], "needs": plan.isolated.needs["person"], "drives": drives,
        "care": plan.care.filter(pl.col("restriction") == "observation")["person"], "calls": plan.calls["person"],
        "shares": plan.shares["person"], "visits": plan.visits["person"],
    }  # fmt: skip
    return {"tests": swabbed(plan), **{name: set(people) - {"A"} for name, people in found.items()}}


def observed(plan: flow.Plan) -> dict[str, Any]:
    return plan.harm.filter(measure="observation").row(0, named=True)


def days(plan: flow.Plan, *people: str) -> float:
    ends = plan.traced.contacts.filter(pl.col("person").is_in(people))
    return float(sum((end - NOW) / timedelta(days=1) for end in ends["followed_until"]))


def test_the_plan_of_the_facts_alone_does_something_with_everybody_everywhere() -> None:
    """Else what follows would test nothing."""
    everybody = set(PEOPLE)
    some = {"needs": {"B", "D"}, "care": {"B", "D"}}
    assert named(alone()) == {name: some.get(name, everybody) for name in named(alone())}


@settings(max_examples=12, deadline=None)
@for_all(st.sets(st.sampled_from(PEOPLE), min_size=1).filter(lambda left: CHILD in left or PARENT not in left))
def test_whoever_is_left_out_is_nowhere_in_the_plan_and_the_figures_differ_by_exactly_them(left: set[str]) -> None:
    plan, before = without(*sorted(left)), named(alone())
    assert named(plan) == {name: people - left for name, people in before.items()}
    then, now = observed(alone()), observed(plan)
    assert then["people"] - now["people"] == len(left)
    assert then["person_days"] - now["person_days"] == pytest.approx(days(alone(), *left), abs=0.02)
    softer = then["people"] - then["spared_people"] - (now["people"] - now["spared_people"])
    assert softer == len(left)
    assert plan.bulletin.refused == alone().bulletin.refused
    assert len(plan.bulletin.rows["observed"]) == len(alone().bulletin.rows["observed"]) - len(left)


def test_who_is_left_out_is_known_as_a_contact_still_and_the_plan_says_who_left_them_out_and_why() -> None:
    plan, of_b = without("B"), pl.col("person") == "B"
    mine, before = (each.traced.contacts.filter(of_b) for each in (plan, alone()))
    same = [
        name
        for name in mine.columns
        if name not in ("followed_until", "restricted", "restricted_from", "central_until")
    ]
    same = [name for name in same if not name.startswith("why")]
    assert mine.select(same).equals(before.select(same))
    assert mine.select("restricted", "followed_until").row(0) == (False, NOW)
    assert mine["why"].item() == before["why"].item() + "; left out by li (hq), because: they are abroad since"
    assert "不限制活动" in mine["why_public"].item()
    assert "You are not restricted." in mine["why_public"].item()
    assert "Health measures apply" not in mine["why_public"].item()
    assert plan.traced.reasons.equals(alone().traced.reasons)
    assert plan.amended.select("subject", "state", "officer").rows() == [("B", "holds", "li")]
    assert plan.bulletin.rows["close"] == alone().bulletin.rows["close"]


def test_what_holds_only_of_another_end_leaves_the_plan_as_it_is() -> None:
    moved = planned(amendments=[amendment("B", proposed=NOW + timedelta(days=1))])
    assert moved.amended["state"].to_list() == ["moved"]
    assert named(moved) == named(alone())


def test_rooms_tests_and_days_end_with_a_sooner_end() -> None:
    sooner = NOW + timedelta(days=3)
    plan, of_b = planned(amendments=[amendment("B", change="end", until=sooner)]), pl.col("person") == "B"
    assert named(plan) == named(alone())
    assert plan.differences.filter(subject="B")["until"].to_list() == [sooner]
    assert plan.isolated.rooms.filter(of_b)["until"].to_list() == [sooner]
    assert set(plan.isolated.releases.filter(of_b, condition="term")["until"]) <= {sooner}
    assert plan.traced.contacts.filter(of_b).select("central_until", "followed_until").row(0) == (sooner, sooner)
    last = plan.screened.tests.filter(
        pl.col("subject").cast(pl.String) == "B", pl.col("why").str.contains("contact of")
    )
    assert not last.is_empty()
    assert last.filter(pl.col("due_from") > sooner).is_empty()
    gone = days(alone(), "B") - 3
    assert observed(alone())["person_days"] - observed(plan)["person_days"] == pytest.approx(gone, abs=0.02)


def test_once_a_sooner_end_has_passed_nothing_is_asked_anew() -> None:
    there: dict[str, Any] = {"admissions": [{"person": "A", "site": "T", "room": "1", "at": "23T06:00"}]}
    asked = planned(**there).differences.filter(subject="B")["until"].item()
    wanted = amendment("B", change="end", until=local("26T12:00"), proposed=asked)
    assert "B" in named(planned("27T12:00", **there))["rooms"]
    plan = planned("27T12:00", [wanted], **there)
    assert plan.amended["state"].to_list() == ["holds"]
    assert "B" not in set.union(*named(plan).values())
    assert plan.traced.contacts.filter(person="B")["followed_until"].to_list() == [local("26T12:00")]


def test_a_child_whose_parent_is_left_out_is_taken_nowhere_alone() -> None:
    plan = without(PARENT)
    row = plan.isolated.rooms.filter(person=CHILD).row(0, named=True)
    assert (row["site"], row["room"]) == (None, None)
    assert "carer" in row["why"]
    assert CHILD not in named(plan)["drives"]
    assert set(PEOPLE) - {PARENT} == named(plan)["rooms"]


def test_a_case_left_out_of_isolation_has_no_bed_and_no_drive_but_is_asked_for_its_contacts_still() -> None:
    plan = planned(amendments=[amendment("A", "isolation")])
    assert "A" in alone().isolated.rooms["person"].to_list()
    assert "A" not in plan.isolated.rooms["person"].to_list()
    assert "A" not in plan.isolated.transfers["persons"].explode().to_list()
    assert plan.differences.filter(subject="A").is_empty()
    assert plan.calls["person"].to_list() == alone().calls["person"].to_list()
    assert named(plan) == named(alone())


def residents(plan: flow.Plan) -> pl.DataFrame:
    """The tests of a sealed area: of those who live there, of all of it, and of its places."""
    return plan.screened.tests.filter(pl.col("why").str.contains("sealed"))


def areas(plan: flow.Plan) -> set[tuple[str, str]]:
    return set(plan.differences.filter(verb="zone").select("subject", "scope").iter_rows())


def test_an_area_left_out_keeps_nobody_in_is_not_staffed_and_has_no_tests() -> None:
    (seal,) = alone().differences.filter(scope="seal")["subject"]
    plan = planned(amendments=[amendment(seal, "seal")])
    assert areas(alone()) - areas(plan) == {(seal, "seal")}
    assert set(alone().harm["measure"]) - set(plan.harm["measure"]) == {f"sealed {seal}"}
    kept = [each.harm.filter(measure="kept_in").row(0, named=True) for each in (alone(), plan)]
    assert kept[1]["people"] < kept[0]["people"]
    assert kept[1]["person_days"] < kept[0]["person_days"]
    assert plan.zoned.zones.filter(level="sealed").is_empty()
    assert plan.zoned.releases.filter(subject=seal, axis="control").is_empty()
    roles = [set(each.zoned.staffing.filter(subject=seal)["role"]) for each in (alone(), plan)]
    assert roles[1] < roles[0]
    assert len(residents(plan)) < len(residents(alone()))
    assert plan.zoned.clean.equals(alone().zoned.clean)


def test_an_area_that_is_to_end_sooner_costs_the_days_up_to_then() -> None:
    (seal,) = alone().differences.filter(scope="seal")["subject"]
    until = NOW + timedelta(hours=6)
    plan = planned(amendments=[amendment(seal, "seal", change="end", until=until)])
    assert plan.differences.filter(subject=seal, scope="seal")["until"].to_list() == [until]
    assert plan.zoned.zones.filter(subject=seal, level="sealed")["until"].to_list() == [until]
    row = plan.harm.filter(measure=f"sealed {seal}").row(0, named=True)
    assert row["person_days"] == pytest.approx(row["people"] / 4, abs=0.02)


def test_a_drive_left_out_is_not_there_and_the_others_stay_as_they_are() -> None:
    first = alone().differences.filter(scope="transfer")["subject"][0]
    plan = planned(amendments=[amendment(first, "transfer")])
    kept = alone().isolated.transfers.filter(pl.col("batch") != first)
    assert plan.isolated.transfers.equals(kept)
    assert plan.isolated.rooms.equals(alone().isolated.rooms)
    assert named(plan)["orders"] == named(alone())["orders"]


def signed(plan: flow.Plan, until: datetime, *subjects: str) -> dict[str, Any]:
    """Observations of these people, signed to another end by as many as it takes."""
    wanted = plan.differences.filter(pl.col("subject").is_in(subjects), scope="observation").to_dicts()
    orders = [
        {"order": f"o-{row['subject']}", "incident": "I", "plan": "d", "from": NOW - timedelta(hours=1), "until": until,
         "recorded": "23T11:00", "evidence": '{"cases":["C1"],"rows":[],"content":null,"provisional":false}',
         **{name: row[name] for name in ("verb", "subject", "scope", "why", "why_public", "clause", "ends",
                                         "signatures")}}
        for row in wanted
    ]  # fmt: skip
    signatures = [
        {"order": row["order"], "officer": officer, "role": "commander", "organisation": officer, "plan": "d",
         "at": NOW - timedelta(hours=1), "recorded": "23T11:00"}
        for row in orders for officer in ("hq", "cdc")
    ]  # fmt: skip
    return {"orders": orders, "signatures": signatures}


def test_of_a_change_left_out_the_order_stays_and_binds_as_it_was_signed() -> None:
    until = NOW + timedelta(days=5)
    tables = signed(alone(), until, "B")
    changed = planned(**tables)
    assert changed.differences.filter(subject="B")["sign"].to_list() == ["~"]
    plan = planned(amendments=[amendment("B")], **tables)
    assert plan.differences.filter(subject="B").is_empty()
    assert plan.standing.filter(subject="B")["until"].to_list() == [until]
    assert plan.isolated.rooms.filter(person="B")["until"].to_list() == [until]
    assert plan.traced.contacts.filter(person="B").select("restricted", "followed_until").row(0) == (True, until)
    assert "B" in named(plan)["tests"]
    mine = plan.traced.contacts.filter(person="B").row(0, named=True)
    assert "; a change of its order is left out by li (hq), because: " in mine["why"]
    assert "Health measures apply until 2022-01-28 12:00." in mine["why_public"]
    assert "须接受健康管理，至2022-01-28 12:00止。" in mine["why_public"]


def test_what_is_wanted_of_others_is_held_against_what_the_facts_alone_ask() -> None:
    """A carer who stays with the child has another end where the child is left out; what they wanted still holds."""
    both = without(CHILD)
    asked = both.limits.filter(subject="F", scope="observation")["until"].item()
    assert asked == alone().limits.filter(subject="F", scope="observation")["until"].item()
    plan = planned(amendments=[amendment(CHILD), amendment("F", change="end", until=NOW + timedelta(days=2))])
    assert plan.amended["state"].to_list() == ["holds", "holds"]


def test_the_same_facts_give_the_same_plan() -> None:
    plans = [files.frames(without("B", "F")) for _ in range(2)]
    assert plans[0].keys() == plans[1].keys()
    assert all(plans[0][name].equals(plans[1][name]) for name in plans[0])
