"""Children and the helpless share a room with a carer of their family, or stay at home with one."""

from typing import Any

import polars as pl
import pytest

from tests.given import local
from tests.plan.isolate.drawn import born, family, plan, rooms, said, where
from tests.plan.isolate.pair import CLOSE, HOME


def test_a_child_shares_a_room_with_its_carer() -> None:
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2), persons=born(P1=1980, P2=2015), **HOME)
    assert where(made) == {"P1": "Q 101", "P2": "Q 101"}
    assert dict(made.rooms.select("person", "companion_of").iter_rows()) == {"P0": None, "P1": "P2", "P2": None}
    assert "shares the room with its carer P1" in said(made, "P2")
    assert "accompanies P2" in said(made, "P1")


@pytest.mark.parametrize(("year", "together"), [(2007, True), (2006, False)])
def test_fourteen_is_a_child_and_fifteen_is_not(year: int, together: bool) -> None:
    found = rooms("Q", "101", beds=2) + rooms("Q", "102")
    made = where(plan([CLOSE, {"person": "P2"}], rooms=found, persons=born(P1=1980, P2=year), **HOME))
    assert (made["P1"] == made["P2"]) is together


def test_where_no_room_has_beds_for_both_the_child_and_one_carer_stay_at_home() -> None:
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", "102"), persons=born(P1=1980, P2=2015), **HOME)
    assert where(made) == {"P1": None, "P2": None}
    assert made.gap.select("objective", "bound").row(0) == (200, 200)
    assert said(made, "P2").endswith("no free room has beds for it and its carer: home isolation")
    assert said(made, "P1").endswith("stays at home with P2, who would be parted from every carer")
    assert made.shortage.filter(kind="rooms")["why"].to_list() == [
        "no free room has beds for it and its carer: home isolation",
        "stays at home with a child, who would be parted from every carer",
    ]


def test_the_other_parent_goes() -> None:
    people = [CLOSE, {"person": "P2"}, {"person": "P3"}]
    tables: dict[str, Any] = {**HOME, "residences": family("h", "P1", "P2", "P3")}
    made = plan(people, rooms=rooms("Q", "101", "102"), persons=born(P1=1980, P2=2015, P3=1982), **tables)
    assert sorted(where(made).items()) == [("P1", None), ("P2", None), ("P3", "Q 101")]


@pytest.mark.parametrize(
    ("more", "goes"),
    [
        ({}, True),
        ({"persons": born(P1=1980, P2=2015, P4=2006)}, False),
        ({"persons": born(P1=1980, P2=2015)}, False),
        ({"traits": [{"person": "P4", "trait": "needs_carer"}]}, False),
        ({"cases": [{}, {"case": "C4", "person": "P4"}]}, False),
    ],
    ids=["grown", "not grown", "of an age nobody stated", "in need of a carer", "a case"],
)
def test_the_mother_goes_where_a_father_who_is_no_contact_stays_with_the_child(
    more: dict[str, Any], goes: bool
) -> None:
    tables = {**HOME, "residences": family("h", "P1", "P2", "P4"), "persons": born(P1=1980, P2=2015, P4=1982), **more}
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", "102"), **tables)
    assert where(made)["P2"] is None
    assert (where(made)["P1"] == "Q 101") is goes


@pytest.mark.parametrize(
    ("year", "tables"),
    [
        (1950, {}),
        (2005, {}),
        (1980, {"symptoms": [{"person": "P1", "kind": "fever", "onset": "22T08:00"}]}),
        (1980, {"traits": [{"person": "P1", "trait": "needs_carer"}]}),
    ],
    ids=["old", "not grown", "ill", "in need of a carer"],
)
def test_the_old_the_young_and_the_ill_do_not_accompany(year: int, tables: dict[str, Any]) -> None:
    persons = born(P1=year, P2=2015)
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", "102", beds=2), persons=persons, **HOME, **tables)
    assert where(made)["P2"] is None
    assert said(made, "P2").endswith("no carer of its own family can come along: home isolation")


def test_a_grandmother_who_may_not_accompany_stays_with_the_child_at_home() -> None:
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2), persons=born(P1=1945, P2=2015), **HOME)
    assert where(made) == {"P1": None, "P2": None}


def test_a_symptom_from_before_the_exposure_bars_nobody() -> None:
    ill = [
        {"person": "P1", "kind": "fever", "onset": "20T08:00"},
        {"person": "P1", "kind": "none", "onset": "23T08:00"},
    ]
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2), persons=born(P1=1980, P2=2015),
                symptoms=ill, **HOME)  # fmt: skip
    assert where(made)["P2"] == "Q 101"


def test_who_is_named_a_carer_accompanies_without_a_stated_birth() -> None:
    traits = [{"person": "P1", "trait": "carer"}]
    made = plan(
        [CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2), persons=born(P2=2015), traits=traits, **HOME
    )
    assert where(made) == {"P1": "Q 101", "P2": "Q 101"}


def test_a_child_goes_with_the_carer_of_its_own_risk() -> None:
    people = [{"person": "P1", "ring": "secondary"}, {"person": "P2"}, {"person": "P3"}]
    tables: dict[str, Any] = {
        **HOME,
        "residences": family("h", "P1", "P2", "P3"),
        "persons": born(P1=1980, P2=2015, P3=1982),
    }
    made = plan(people, rooms=rooms("Q", "101", "102", beds=2), **tables)
    assert where(made)["P2"] == where(made)["P3"] != where(made)["P1"]


def test_a_carer_of_a_lower_risk_is_kept_as_the_child_is() -> None:
    people = [{"person": "P1", "ring": "secondary"}, {"person": "P2"}]
    made = plan(people, rooms=rooms("Q", "101", beds=2), persons=born(P1=1980, P2=2015), **HOME)
    both = made.rooms.filter(pl.col("person").is_in(["P1", "P2"])).select("risk", "until").unique()
    assert both.rows() == [("close", local("2022-02-05T00:00"))]
    assert "kept as close with them" in said(made, "P1")


def test_the_mother_stays_with_the_child_rather_than_the_grandmother() -> None:
    people = [{"person": "P0a"}, CLOSE, {"person": "P2"}]
    tables: dict[str, Any] = {**HOME, "residences": family("h", "P0a", "P1", "P2")}
    made = plan(people, rooms=rooms("Q", "101", "102"), persons=born(P0a=1945, P1=1980, P2=2015), **tables)
    assert where(made) == {"P0a": "Q 101", "P1": None, "P2": None}


def test_somebody_who_needs_a_carer_is_kept_like_a_child() -> None:
    traits = [{"person": "P2", "trait": "needs_carer"}]
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2) + rooms("Q", "102"), traits=traits,
                persons=born(P1=1980, P2=1960), **HOME)  # fmt: skip
    assert where(made) == {"P1": "Q 101", "P2": "Q 101"}


def test_a_dormitory_makes_no_family() -> None:
    tables: dict[str, Any] = {**HOME, "places": [{"place": "h", "kind": "dormitory", "unit": "U"}]}
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2), persons=born(P1=1980, P2=2015), **tables)
    assert where(made) == {"P1": "Q 101", "P2": None}
