"""Who depends on others and is bound at home by the policy keeps one grown person of the family there."""

from typing import Any

import polars as pl
import pytest

from seawall.plan.isolate import IsolateRules
from tests.plan.isolate.drawn import NINTH, RULES, born, family, household, plan, rooms, said, site, where

CHILD = {"person": "P2", "last": "08T20:00"}
"""Days in a site served on the 22nd, followed to the 29th."""
TOGETHER: dict[str, Any] = {"places": household("h"), "sites": [site()]}


def home(*people: dict[str, Any], rules: IsolateRules = RULES, now: str = "23T12:00", **more: Any) -> Any:
    """The plan for a household of P1 to P4: a mother, her child, a second child and another grown person."""
    tables = {"residences": family("h", "P1", "P2"), "persons": born(P1=1980, P2=2015, P3=2016, P4=1982), **more}
    return plan(people, rules=rules, now=now, rooms=rooms("Q", "101", "102", beds=2), **TOGETHER, **tables)


def test_who_needs_a_carer_and_has_served_the_days_in_a_site_keeps_the_carer_at_home() -> None:
    helpless: dict[str, Any] = {"persons": born(P1=1945, P2=1945), "traits": [{"person": "P2", "trait": "needs_carer"}]}
    people = [{"person": "P1"}, {"person": "P2", "last": "09T20:00"}]
    before, after = home(*people, now="23T23:30", **helpless), home(*people, now="24T00:10", **helpless)
    assert where(before) == where(after) == {"P1": None, "P2": None}
    assert said(after, "P1").endswith("at home: stays at home with P2, who would be parted from every carer")
    assert after.shortage.filter(kind="rooms").select("needed", "there", "missing").rows() == [(1, 0, 1)]
    assert after.gap.select("objective", "bound").row(0) == (100, 100)


def test_a_child_whose_ring_has_no_days_in_a_site_keeps_its_mother_at_home() -> None:
    made = home({"person": "P1"}, {"person": "P2", "ring": "secondary"}, rules=NINTH)
    assert where(made) == {"P1": None, "P2": None}


@pytest.mark.parametrize(("last", "bound"), [("02T20:00", True), ("01T20:00", False)])
def test_who_is_free_keeps_nobody_and_is_counted(last: str, bound: bool) -> None:
    made = home({"person": "P1"}, {"person": "P2", "last": last})
    assert (where(made)["P1"] is None) is bound
    assert made.shortage.filter(kind="children with no carer at home").height == (0 if bound else 1)


def test_one_parent_stays_and_the_other_goes() -> None:
    made = home({"person": "P1"}, CHILD, {"person": "P4"}, residences=family("h", "P1", "P2", "P4"))
    assert sorted(where(made).items()) == [("P1", None), ("P2", None), ("P4", "Q 101")]


FATHERS: dict[str, tuple[dict[str, Any], bool]] = {
    "no contact": ({}, True),
    "old": ({"persons": born(P1=1980, P2=2015, P4=1940)}, True),
    "not grown": ({"persons": born(P1=1980, P2=2015, P4=2006)}, False),
    "of an age nobody stated": ({"persons": born(P1=1980, P2=2015)}, False),
    "in need of a carer": ({"traits": [{"person": "P4", "trait": "needs_carer"}]}, False),
    "in a site": ({"admissions": [{"person": "P4", "site": "Q", "room": "102", "at": "22T12:00"}]}, False),
    "a case": ({"cases": [{}, {"case": "C4", "person": "P4"}]}, False),
    "of another household": ({"residences": family("h", "P1", "P2")}, False),
}


@pytest.mark.parametrize(("more", "goes"), FATHERS.values(), ids=FATHERS)
def test_the_mother_goes_where_somebody_grown_stays_anyway(more: dict[str, Any], goes: bool) -> None:
    made = home({"person": "P1"}, CHILD, **{"residences": family("h", "P1", "P2", "P4"), **more})
    assert (where(made)["P1"] == "Q 101") is goes


def test_who_has_served_the_days_too_stays_with_the_child_and_the_mother_goes() -> None:
    father = {"person": "P4", "last": "08T20:00"}
    made = home({"person": "P1"}, CHILD, father, residences=family("h", "P1", "P2", "P4"))
    assert sorted(where(made).items()) == [("P1", "Q 101"), ("P2", None), ("P4", None)]


def test_a_second_child_goes_with_the_other_parent_or_stays_with_the_only_one() -> None:
    people = [{"person": "P1"}, CHILD, {"person": "P3"}]
    alone = home(*people, residences=family("h", "P1", "P2", "P3"))
    assert where(alone) == {"P1": None, "P2": None, "P3": None}
    assert said(alone, "P3").endswith("at home: its carer P1 is kept at home: home isolation")
    assert alone.shortage.filter(kind="rooms")["why"].to_list() == [
        "its carer is kept at home: home isolation",
        "stays at home with a child, who would be parted from every carer",
    ]
    both = home(*people, {"person": "P4"}, residences=family("h", "P1", "P2", "P3", "P4"))
    assert both.rooms.filter(pl.col("site") == "Q")["person"].to_list() == ["P1", "P3"]


def test_of_two_children_bound_at_home_the_first_is_named() -> None:
    made = home({"person": "P1"}, {**CHILD, "person": "P3"}, CHILD, residences=family("h", "P1", "P2", "P3"))
    assert "stays at home with P2," in said(made, "P1")


def test_a_child_bound_at_home_whose_family_is_not_known_keeps_nobody() -> None:
    assert where(home({"person": "P1"}, CHILD, residences=[])) == {"P1": "Q 101", "P2": None}
