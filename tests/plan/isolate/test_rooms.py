"""Who gets a room, who before whom, and who is at home and why."""

from typing import Any

import pytest

from tests.given import local
from tests.plan.isolate.drawn import NINTH, NOW, family, plan, rooms, said, site, where
from tests.plan.isolate.pair import CLOSE, SECOND


def test_a_contact_gets_a_room_until_the_days_from_the_last_exposure_are_over() -> None:
    made = plan([{"person": "P1", "last": "20T20:00"}], sites=[site()], rooms=rooms("Q", "101"))
    row = made.rooms.filter(person="P1").row(0, named=True)
    assert (row["site"], row["room"], row["risk"], row["placed"]) == ("Q", "101", "close", False)
    assert (row["from"], row["until"]) == (local(NOW), local("2022-02-04T00:00"))
    assert said(made, "P1") == (
        "close contact of C1, last exposed 2022-01-20: 14 d in a site, to 2022-02-04 00:00 (test close.central)"
    )


def test_without_a_site_everybody_has_the_reason() -> None:
    made = plan([CLOSE, SECOND])
    assert where(made) == {"P1": None, "P2": None}
    assert said(made, "P1").endswith("; at home: no site has a free room")
    assert made.shortage.filter(kind="rooms").select("needed", "there", "missing").rows() == [(2, 0, 2)]


def test_whoever_is_close_comes_before_whoever_is_secondary() -> None:
    people = [{"person": "P1", "ring": "secondary"}, {"person": "P2"}]
    assert where(plan(people, sites=[site()], rooms=rooms("Q", "101"))) == {"P1": None, "P2": "Q 101"}


def test_among_equals_whoever_has_most_days_left_comes_first() -> None:
    people = [{"person": "P1", "last": "18T20:00"}, {"person": "P2", "last": "21T20:00"}]
    assert where(plan(people, sites=[site()], rooms=rooms("Q", "101"))) == {"P1": None, "P2": "Q 101"}


def test_risk_comes_before_days_left() -> None:
    people = [{"person": "P1", "ring": "secondary", "last": "22T20:00"}, {"person": "P2", "last": "12T20:00"}]
    made = plan(people, sites=[site()], rooms=rooms("Q", "101"))
    assert where(made) == {"P1": None, "P2": "Q 101"}
    assert made.gap["how"].item() == "constructive"


def test_where_those_with_most_days_left_cannot_go_others_do() -> None:
    people = [{"person": "P1"}, {"person": "P2", "last": "20T20:00"}, {"person": "P3", "last": "19T20:00"}]
    traits = [{"person": name, "trait": "disabled"} for name in ("P1", "P2")]
    assert where(plan(people, sites=[site()], rooms=rooms("Q", "101"), traits=traits))["P3"] == "Q 101"


def test_strangers_never_share_however_many_beds_there_are() -> None:
    people = [{"person": "P1"}, {"person": "P2"}]
    assert where(plan(people, sites=[site()], rooms=rooms("Q", "101", beds=4))) == {"P1": "Q 101", "P2": None}


@pytest.mark.parametrize("state", ["taken", "closed", "disinfecting"])
def test_a_room_that_is_not_free_is_not_given(state: str) -> None:
    assert where(plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", state=state))) == {"P1": None}


@pytest.mark.parametrize(
    "other", [{"kind": "designated_hospital"}, {"kind": "hospital"}, {"kind": "other"}, {"open": False}]
)
def test_contacts_go_only_into_open_quarantine_sites(other: dict[str, Any]) -> None:
    assert where(plan([CLOSE], sites=[site(**other)], rooms=rooms("Q", "101"))) == {"P1": None}


def test_where_the_policy_has_no_days_in_a_site_people_are_at_home() -> None:
    made = plan([{"person": "P1", "ring": "secondary"}], rules=NINTH, sites=[site()], rooms=rooms("Q", "101"))
    assert where(made) == {"P1": None}
    assert said(made, "P1") == "secondary contact of C1: at home under test secondary.home, until 2022-01-29 00:00"


def test_when_the_days_in_a_site_are_served_the_rest_is_at_home() -> None:
    people = [{"person": "P1", "last": "08T20:00"}]
    made = plan(people, sites=[site()], rooms=rooms("Q", "101"))
    assert where(made) == {"P1": None}
    assert "the days in a site are served; at home under test close.home" in said(made, "P1")
    last_day = plan([{"person": "P1", "last": "09T20:00"}], sites=[site()], rooms=rooms("Q", "101"))
    assert where(last_day) == {"P1": "Q 101"}


def test_people_who_live_elsewhere_are_handed_over() -> None:
    units = [{"unit": "U", "level": "county", "name": "U"}, {"unit": "V", "level": "city", "name": "V"}]
    places = [{"place": "h", "kind": "household", "unit": "V"}]
    made = plan(
        [CLOSE], units=units, places=places, residences=family("h", "P1"), sites=[site()], rooms=rooms("Q", "101")
    )
    assert said(made, "P1") == "handed over to V: theirs to isolate"
    asked = [{"request": "r", "direction": "out", "unit": "V", "person": "P1"}]
    assert said(plan([CLOSE], requests=asked), "P1") == "handed over to V: theirs to isolate"
    below = [*units[:1], {"unit": "V", "parent": "U", "level": "village", "name": "V"}]
    assert where(
        plan([CLOSE], units=below, places=places, residences=family("h", "P1"), sites=[site()], rooms=rooms("Q", "101"))
    ) == {"P1": "Q 101"}


@pytest.mark.parametrize(
    "other",
    [{"restricted": False}, {"days": 1, "last": "20T20:00"}, {"person": "P0"}, {"bound": "24T00:00"}],
    ids=["free", "over", "a case", "not yet"],
)
def test_who_is_not_bound_is_not_in_it(other: dict[str, Any]) -> None:
    made = plan([{**CLOSE, **other}], sites=[site()], rooms=rooms("Q", "101"))
    assert made.rooms["person"].to_list() == ["P0"]


def test_a_contact_of_two_cases_has_the_stronger_ring_and_the_later_end() -> None:
    people = [
        {"person": "P1", "last": "18T20:00"},
        {"person": "P1", "ring": "secondary", "case": "C2", "last": "22T20:00"},
    ]
    made = plan(people, sites=[site()], rooms=rooms("Q", "101"))
    assert made.rooms.filter(person="P1").select("risk", "until").row(0) == ("close", local("2022-02-02T00:00"))
