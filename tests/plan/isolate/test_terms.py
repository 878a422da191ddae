"""Terms are made once: rooms, orders, tests, calls and harm end together."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all

from seawall import flow, policy
from seawall.plan.isolate import Isolated, held
from seawall.plan.orders.proposals import observations
from seawall.plan.screen import Course, Days
from seawall.plan.screen.anchors import anchors
from seawall.plan.trace import FrameMeetings
from seawall.tables.days import INSTANT, day_ending
from tests.given import SHANGHAI, given, local
from tests.plan.isolate.drawn import born, contacts, episodes, family, household, plan, planned, rooms, said, site
from tests.plan.isolate.test_against_checker import facts_of, incidents
from tests.plan.orders.test_orders import RULES as ORDERS
from tests.plan.screen.giving import RULES as SCREEN

HOME: dict[str, Any] = {"residences": family("h", "P1", "P2"), "places": household("h"), "sites": [site()]}
BOTH: Any = [{"person": "P1", "ring": "secondary"}, {"person": "P2"}]
THERE = [{"person": person, "site": "Q", "room": "101", "at": "22T08:00"} for person in ("P1", "P2")]
PAIR: dict[str, Any] = {**HOME, "rooms": rooms("Q", "101", beds=2), "persons": born(P1=1980, P2=2015)}


def bound(made: Isolated, people: Any) -> pl.DataFrame:
    """The contacts with their terms, as orders, tests, calls and harm read them."""
    told = contacts(*people).with_columns(
        day_ending(pl.col("last_exposure"), SHANGHAI).alias("days_from"), pl.lit("met").alias("why"),
        pl.lit("公 / public").alias("why_public"), pl.lit("k").alias("clause"),
    )  # fmt: skip
    return held(told, made.terms)


def ends(frame: pl.DataFrame, column: str = "until", person: str = "person") -> dict[str, Any]:
    """The last local day of each, as month and day."""
    day = day_ending(pl.col(column), SHANGHAI).dt.strftime("%m-%d")
    return dict(frame.select(person, day).iter_rows())


def orders(made: Isolated, people: Any, now: str = "23T12:00") -> pl.DataFrame:
    return observations(bound(made, people), pl.Series(["P0"]), made.rooms, ORDERS, local(now))


def test_a_carer_who_takes_a_child_in_is_ordered_to_stay_as_long_as_the_child() -> None:
    made = plan(BOTH, **PAIR)
    assert ends(made.rooms.filter(pl.col("risk") != "case")) == {"P1": "02-04", "P2": "02-04"}
    assert ends(orders(made, BOTH), person="subject") == {"P1": "02-04", "P2": "02-11"}


def test_a_carer_and_a_child_who_are_inside_together_stay_to_the_later_end() -> None:
    made = plan(BOTH, admissions=THERE, **PAIR)
    assert ends(made.rooms.filter(pl.col("risk") != "case")) == {"P1": "02-04", "P2": "02-04"}
    assert "shares the room with P2, to 2022-02-05 00:00" in said(made, "P1")
    assert ends(made.releases.filter(condition="term"))["P1"] == "02-04"
    assert ends(orders(made, BOTH), person="subject")["P1"] == "02-04"


def test_a_carer_whose_own_term_is_over_stays_with_the_child_under_an_order() -> None:
    late = [{**BOTH[0], "last": "14T20:00"}, BOTH[1]]
    made = plan(late, admissions=THERE, **PAIR)
    assert ends(made.rooms.filter(pl.col("risk") != "case")) == {"P1": "02-04", "P2": "02-04"}
    row = orders(made, late).filter(subject="P1").row(0, named=True)
    assert row["until"] == local("2022-02-05T00:00")
    assert row["why"] == "met In one room with P2, to 2022-02-05 00:00 (test companion)."
    assert row["clause"] == "k; test companion"


def test_two_grown_people_in_one_room_hold_nobody() -> None:
    people = [{**BOTH[0], "last": "16T20:00"}, BOTH[1]]
    tables = {**PAIR, "persons": born(P1=1980, P2=1982)}
    assert ends(plan(people, admissions=THERE, **tables).rooms)["P1"] == "01-23"


def test_another_child_in_the_room_stays_as_long_as_the_carer_who_takes_one_in() -> None:
    people = [{"person": "P1"}, {"person": "P2", "ring": "secondary"}, {"person": "P3"}]
    tables = {**PAIR, "residences": family("h", "P1", "P2", "P3"), "rooms": rooms("Q", "101", beds=3),
              "persons": born(P1=1980, P2=2015, P3=2016)}  # fmt: skip
    made = plan([{**people[0], "last": "18T20:00"}, *people[1:]], admissions=THERE, **tables)
    assert ends(made.rooms.filter(pl.col("risk") != "case")) == dict.fromkeys(("P1", "P2", "P3"), "02-04")
    assert ends(orders(made, people), person="subject")["P2"] == "02-04"


FLOOR: dict[str, Any] = {"sites": [site()], "rooms": rooms("Q", "101", "102")}
BESIDE = [{"person": person, "site": "Q", "room": room, "at": "06T08:00"} for person, room in
          (("P0", "101"), ("P1", "102"))]  # fmt: skip


def test_whose_days_begin_anew_is_bound_by_an_order_to_their_end_also_where_the_first_term_is_over() -> None:
    people = [{"person": "P1", "last": "05T10:00"}]
    cases = [{"sample": "28T08:00", "positive": "28T08:00"}]
    made = plan(people, cases, now="28T12:00", admissions=BESIDE, **FLOOR)
    assert ends(made.rooms)["P1"] == "02-11"
    row = orders(made, people, "28T12:00").row(0, named=True)
    assert (row["subject"], row["until"]) == ("P1", local("2022-02-12T00:00"))
    assert "Days begin anew because case C1 was found there, to 2022-02-12 00:00 (test resets)." in row["why"]
    assert json.loads(row["content"]) == {"site": "Q", "room": "102"}
    told = row["why_public"]
    zh, en = told.split(" / ")
    assert zh.endswith("至2022-02-11 24:00止。")
    assert en.endswith("to 2022-02-11 24:00.")
    assert "C1" not in told


def test_whose_days_are_as_the_trace_has_them_is_told_nothing_more() -> None:
    made = plan([{"person": "P1"}], **FLOOR)
    assert bound(made, [{"person": "P1"}]).select("why", "why_public", "clause").row(0) == ("met", "公 / public", "k")


def test_a_contact_whom_nothing_restricts_is_followed_as_long_as_before() -> None:
    free = {"person": "P2", "ring": "general", "case": "C2", "days": 14}
    made = plan([*BOTH, free], **PAIR)
    assert bound(made, [*BOTH, free]).filter(ring="general")["followed_until"].to_list() == [local("2022-02-05T00:00")]


OPEN = pl.DataFrame(
    schema={"case": pl.String, "person": pl.String, "opened": INSTANT, "open": pl.Boolean, "excluded_at": INSTANT}
)
"""No case that the screen knows of: whoever is one has no room as a contact."""


@pytest.mark.parametrize("last_day", ["last day", ""])
def test_the_last_day_in_the_room_is_a_test_day(last_day: str) -> None:
    course = Course((Days("isolation_day", (1,), "days"),), "PCR", site_days=7, last_day=last_day)
    made = plan(BOTH, **PAIR)
    rules = replace(SCREEN, rings={"secondary": course})
    found = anchors(bound(made, BOTH), OPEN, given("23T12:00"), rules, local("23T12:00"))
    assert found.select(pl.col("site_end", "final").dt.strftime("%m-%d")).row(0) == ("02-04", "02-04")


CITY: dict[str, Any] = {
    "incidents": [{"incident": "I", "disease": "SARS-CoV-2", "policy": "covid19-cn-8", "unit": "U"}],
    "units": [{"unit": "U", "level": "county", "name": "U"}],
    "cases": [{"case": "C0", "person": "X", "incident": "I", "opened": "15T12:00"},
              {"case": "C1", "person": "A", "incident": "I", "opened": "23T12:00"}],
    "classifications": [{"case": case, "class": "confirmed", "at": at} for case, at in
                        (("C0", "15T12:00"), ("C1", "23T12:00"))],
    "specimens": [{"specimen": f"S{person}", "subject_kind": "person", "subject": person, "taken": at} for person, at in
                  (("X", "15T08:00"), ("A", "23T08:00"))],
    "results": [{"specimen": f"S{person}", "laboratory": "L", "result": "positive", "at": at} for person, at in
                (("X", "15T12:00"), ("A", "23T12:00"))],
    "relations": [{"person": "X", "other": each, "kind": "household", "until": "15T12:00"} for each in ("A", "B")],
    "sites": [{"site": "Q", "kind": "quarantine", "open": True, "unit": "U"}],
    "rooms": rooms("Q", "101", "102"),
    "admissions": [{"person": person, "site": "Q", "room": room, "at": "16T08:00"} for person, room in
                   (("A", "101"), ("B", "102"))],
}  # fmt: skip


def test_a_plan_of_the_eighth_edition_tests_and_orders_to_the_end_of_the_room_and_counts_its_days() -> None:
    facts, now = given("24T09:00", **CITY), local("24T09:00")
    made = flow.plan(facts, policy.load("covid19-cn-8", at=now.date()), "I", now,
                     FrameMeetings(facts["stays"], facts["places"]), history=True,
                     softer=policy.load("covid19-cn-9"))  # fmt: skip
    end = ends(made.isolated.rooms)["B"]
    assert end == "02-07"
    order = made.differences.filter(subject="B", scope="observation")
    assert ends(order, person="subject")["B"] >= end
    tested = made.screened.tests.filter(subject="B").select(
        pl.col("due_from").dt.convert_time_zone("Asia/Shanghai").dt.strftime("%m-%d")
    )
    assert end in tested["due_from"].to_list()
    assert made.traced.contacts.filter(person="B", ring="close")["followed_until"].max() == order["until"].item()
    harm = made.harm.filter(measure="observation").row(0, named=True)
    assert (harm["people"], harm["instead"], harm["spared_people"]) == (1, "covid19-cn-9", 0)
    assert harm["person_days"] == round((order["until"].item() - now) / timedelta(days=1), 2)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@for_all(incidents())
def test_rooms_orders_and_tests_agree_on_the_end_whatever_happens(drawn: dict[str, Any]) -> None:
    made = planned(facts_of(drawn), drawn["contacts"], drawn["cases"], now=drawn["now"])
    people, now = bound(made, drawn["contacts"]), local(drawn["now"])
    ill = episodes(*drawn["cases"]).filter("open")["person"]
    roomed = made.rooms.filter(pl.col("risk") != "case", pl.col("site").is_not_null(), pl.col("until") > now)
    ordered = observations(people, ill, made.rooms, ORDERS, now)
    whole = roomed.join(ordered, left_on="person", right_on="subject", how="left")
    assert whole.filter(pl.col("until_right").is_null() | (pl.col("until") > pl.col("until_right"))).is_empty()
    site_ends = anchors(people, OPEN, facts_of(drawn), SCREEN, now).group_by("person").agg(pl.col("site_end").max())
    tested = roomed.join(site_ends, on="person").with_columns(day_ending(pl.col("until"), SHANGHAI).alias("last"))
    assert tested.filter(pl.col("last") != pl.col("site_end")).is_empty()
