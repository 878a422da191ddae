"""A child whose carer is inside already joins it where there is a bed, and else is alone at home."""

from typing import Any

import polars as pl
import pytest

from tests.given import local
from tests.plan.isolate.drawn import born, family, plan, rooms, said, site, where
from tests.plan.isolate.pair import CLOSE, HOME, INSIDE


def test_a_child_moves_in_with_its_carer_who_is_inside() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "23T08:00"}]
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", "102", beds=2), persons=born(P1=1980, P2=2015),
                admissions=inside, **HOME)  # fmt: skip
    assert where(made) == {"P1": "Q 101", "P2": "Q 101"}


def test_who_takes_a_child_in_stays_as_long_as_it_does() -> None:
    people = [{"person": "P1", "last": "18T20:00"}, {"person": "P2", "last": "21T20:00"}]
    made = plan(people, rooms=rooms("Q", "101", beds=2), persons=born(P1=1980, P2=2015), admissions=INSIDE, **HOME)
    told = made.rooms.filter(pl.col("risk") != "case").select("person", "until", "companion_of").rows()
    assert told == [("P1", local("2022-02-05T00:00"), "P2"), ("P2", local("2022-02-05T00:00"), None)]
    assert said(made, "P1").endswith("stays there; accompanies P2 to 2022-02-05 00:00")


@pytest.mark.parametrize(
    ("state", "joined"), [("taken", True), ("free", True), ("closed", False), ("disinfecting", False)]
)
def test_a_room_that_is_shut_takes_no_child_in(state: str, joined: bool) -> None:
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2, state=state), persons=born(P1=1980, P2=2015),
                admissions=INSIDE, **HOME)  # fmt: skip
    assert (where(made)["P2"] == "Q 101") is joined


def test_nobody_brings_a_higher_risk_into_a_room() -> None:
    people = [{"person": "P1", "ring": "secondary"}, {"person": "P2"}]
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "23T08:00"}]
    made = plan(people, rooms=rooms("Q", "101", "102", beds=2), persons=born(P1=1980, P2=2015),
                admissions=inside, **HOME)  # fmt: skip
    assert where(made)["P2"] is None
    assert "its carer P1 is in a room that will not do for it" in said(made, "P2")


@pytest.mark.parametrize("kind", ["hospital", "designated_hospital"])
def test_a_child_follows_nobody_into_a_hospital(kind: str) -> None:
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2), persons=born(P1=1980, P2=2015),
                admissions=INSIDE, **{**HOME, "sites": [site(kind=kind)]})  # fmt: skip
    assert where(made) == {"P1": "Q 101", "P2": None}
    assert "its carer P1 is in a room that will not do for it" in said(made, "P2")
    assert alone(made) == [(1, 0, 1)]


@pytest.mark.parametrize(
    ("trait", "kind", "capacities", "accessible", "joined"),
    [
        ("dialysis", "quarantine", [], None, False),
        ("dialysis", "quarantine", [{"site": "Q", "what": "dialysis", "per_day": 1}], None, True),
        ("dialysis", "hospital", [{"site": "Q", "what": "dialysis", "per_day": 1}], None, True),
        ("disabled", "quarantine", [], None, False),
        ("disabled", "quarantine", [], True, True),
    ],
)
def test_a_child_with_a_need_joins_its_carer_only_where_the_need_is_met(
    trait: str, kind: str, capacities: list[Any], accessible: bool | None, joined: bool
) -> None:
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2, accessible=accessible),
                persons=born(P1=1980, P2=2015), traits=[{"person": "P2", "trait": trait}], capacities=capacities,
                admissions=INSIDE, **{**HOME, "sites": [site(kind=kind)]})  # fmt: skip
    assert (where(made)["P2"] == "Q 101") is joined


def test_a_room_that_is_full_takes_no_second_child() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "23T08:00"}]
    tables: dict[str, Any] = {**HOME, "residences": family("h", "P1", "P2", "P3")}
    made = plan([CLOSE, {"person": "P2"}, {"person": "P3"}], rooms=rooms("Q", "101", "102", beds=2),
                persons=born(P1=1980, P2=2015, P3=2016), admissions=inside, **tables)  # fmt: skip
    assert sorted(where(made).items(), key=str) == [("P1", "Q 101"), ("P2", "Q 101"), ("P3", None)]


def alone(made: Any) -> list[tuple[int, int, int]]:
    rows: list[tuple[int, int, int]] = (
        made.shortage.filter(kind="children with no carer at home").select("needed", "there", "missing").rows()
    )
    return rows


def test_a_child_whose_carer_is_inside_without_a_bed_to_spare_is_alone_at_home_and_it_is_said() -> None:
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101"), persons=born(P1=1980, P2=2018), admissions=INSIDE,
                **HOME)  # fmt: skip
    assert said(made, "P2").endswith("at home: its carer P1 is in a room without a bed to spare: home isolation")
    assert alone(made) == [(1, 0, 1)]


def test_a_child_who_is_no_contact_and_whose_carer_leaves_is_alone_at_home_too() -> None:
    tables: dict[str, Any] = {"rooms": rooms("Q", "101"), "persons": born(P1=1980, P2=2018), **HOME}
    assert alone(plan([CLOSE], **tables)) == [(1, 0, 1)]
    grown = {**tables, "persons": born(P1=1980, P2=2018, P3=1982), "residences": family("h", "P1", "P2", "P3")}
    assert alone(plan([CLOSE], **grown)) == []
    ill = plan([CLOSE], [{}, {"case": "C3", "person": "P3"}], **grown)
    assert alone(ill) == [(1, 0, 1)]


def test_nobody_is_alone_where_nobody_leaves_or_all_go() -> None:
    tables: dict[str, Any] = {"persons": born(P1=1980, P2=2018), **HOME}
    assert alone(plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101"), **tables)) == []
    assert alone(plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2), **tables)) == []
