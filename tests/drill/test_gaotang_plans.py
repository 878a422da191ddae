"""Gaotang's truths, from the tables through every verb: contacts, times, tests and rooms as published."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from seawall import flow
from tests.drill.plans import planned
from tests.drill.recount import at, counted


def ring(plan: flow.Plan, name: str) -> set[str]:
    followed = plan.traced.contacts.filter(pl.col("followed_until") > plan.now)
    return set(followed.filter(pl.col("ring") == name)["person"])


def step(plan: flow.Plan, name: str) -> Mapping[str, Any]:
    return plan.clock.filter(pl.col("step") == name).to_dicts()[0]


@pytest.mark.parametrize(
    ("time", "close", "secondary", "days"),
    [("23T16:00", 87, 161, 2), ("24T09:00", 103, 254, 4), ("26T11:30", 103, 268, 4), ("27T12:00", 103, 268, 4)],
)
def test_the_plan_counts_the_published_contacts_and_the_same_people_as_the_slow_count(
    time: str, close: int, secondary: int, days: int
) -> None:
    plan = planned(time)
    assert (len(ring(plan, "close")), len(ring(plan, "secondary"))) == (close, secondary)
    assert (ring(plan, "close"), ring(plan, "secondary")) == counted(at(time), days)


def test_the_plan_agrees_with_published_toml(shared: Path) -> None:
    published = tomllib.loads((shared / "data/gaotang-2022/published.toml").read_text("utf-8"))["count"]
    for count in published:
        figures = planned(datetime.fromisoformat(count["at"]).strftime("%dT%H:%M")).bulletin.figures
        names = ("close", "secondary", "close_local", "close_elsewhere")
        assert {name: figures[name] for name in names if name in count} == {n: count[n] for n in names if n in count}


def test_contacts_only_grow_but_for_the_one_that_was_misread() -> None:
    times = ["23T01:30", "23T02:40", "23T06:30", "23T09:30", "23T12:00", "23T16:00", "23T21:00", "24T08:00", "27T12:00"]
    people = [ring(planned(time), "close") for time in times]
    lost = [before - after for before, after in pairwise(people)]
    assert set().union(*lost) == {"p900"}


def test_the_policy_changes_with_the_sequence_of_24_january() -> None:
    assert planned("24T06:30").policy == "covid19-cn-8"
    assert planned("24T08:00").policy == "covid19-cn-8-delta"


def test_from_the_first_positive_to_the_conclusion_it_took_4_to_28_hours() -> None:
    confirmed, screened = (step(planned("23T16:00"), name) for name in ("confirmed", "screened"))
    assert confirmed["done_until"] - screened["done_until"] == timedelta(hours=4)
    assert confirmed["done_until"] - screened["done_from"] == timedelta(hours=28)
    assert "4 to 28 h" in confirmed["why"]


def test_whether_the_transfer_took_two_hours_cannot_be_told() -> None:
    assert step(planned("23T16:00"), "transferred")["state"] == "cannot_tell"


def test_the_first_notice_took_at_most_8_hours_and_the_press_conference_12() -> None:
    plan = planned("23T16:00")
    confirmed = step(plan, "confirmed")["done_until"]
    assert step(plan, "published")["done_until"] - confirmed == timedelta(hours=8)
    assert step(plan, "press_conference")["done_from"] - confirmed == timedelta(hours=12)
    assert step(plan, "press_conference")["state"] == "met"


def test_before_the_panel_every_order_is_provisional_and_after_it_none() -> None:
    assert planned("23T02:40").differences.filter(pl.col("verb") != "inform")["provisional"].all()
    assert not planned("23T04:00").differences["provisional"].any()


def test_people_elsewhere_are_handed_over_and_take_none_of_our_rooms() -> None:
    figures = planned("27T12:00").bulletin.figures
    assert planned("27T12:00").traced.requests.height == 19
    assert (figures["roomed"], figures["sites_open"]) == (352, 3)


def test_the_first_round_is_told_as_published() -> None:
    before, after = (planned(time).bulletin.figures["tested"] for time in ("24T08:00", "24T09:00"))
    assert after - before == 7386
    assert planned("24T09:00").bulletin.figures["tested_positive"] == 1


def test_what_nobody_remembers_is_a_question_with_the_people_it_would_move() -> None:
    top = planned("23T16:00").traced.questions.to_dicts()[0]
    assert "supermarket" in top["question"]
    assert 0 < top["loses"] <= len(ring(planned("23T16:00"), "general"))
