"""Who goes into which room, and who stays at home and why: small incidents, literal rooms."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from tests.given import local
from tests.plan.isolate.drawn import NINTH, NOW, RULES, born, family, household, plan, rooms, said, site, where

CLOSE, SECOND = {"person": "P1"}, {"person": "P2", "ring": "secondary"}


def at(text: str) -> Any:
    return local(text)


def test_a_contact_gets_a_room_until_the_days_from_the_last_exposure_are_over() -> None:
    made = plan([{"person": "P1", "last": "20T20:00"}], sites=[site()], rooms=rooms("Q", "101"))
    row = made.rooms.filter(person="P1").row(0, named=True)
    assert (row["site"], row["room"], row["risk"], row["placed"]) == ("Q", "101", "close", False)
    assert (row["from"], row["until"]) == (at(NOW), at("2022-02-04T00:00"))
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


def test_among_families_too_most_days_left_come_first() -> None:
    people = [{"person": f"P{n}", "last": "18T20:00" if n < 3 else "21T20:00"} for n in range(1, 5)]
    made = plan(people, sites=[site()], rooms=rooms("Q", "101", beds=2) + rooms("Q", "102"),
                residences=family("g", "P1", "P2") + family("h", "P3", "P4"), places=household("g", "h"),
                persons=born(P1=1980, P2=2015, P3=1980, P4=2015))  # fmt: skip
    assert where(made) == {"P1": None, "P2": None, "P3": "Q 101", "P4": "Q 101"}


def test_strangers_never_share_however_many_beds_there_are() -> None:
    people = [{"person": "P1"}, {"person": "P2"}]
    assert where(plan(people, sites=[site()], rooms=rooms("Q", "101", beds=4))) == {"P1": "Q 101", "P2": None}


def test_two_grown_people_of_one_family_have_a_room_each_on_one_floor() -> None:
    tables: dict[str, Any] = {"sites": [site()], "rooms": [*rooms("Q", "101"), *rooms("Q", "201", "202", beds=2)],
              "residences": family("h", "P1", "P2"), "places": household("h"), "persons": born(P1=1980)}  # fmt: skip
    assert where(plan([CLOSE, {"person": "P2"}], **tables)) == {"P1": "Q 201", "P2": "Q 202"}


HOME: dict[str, Any] = {"residences": family("h", "P1", "P2"), "places": household("h"), "sites": [site()]}


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
    assert both.rows() == [("close", at("2022-02-05T00:00"))]
    assert "kept as close with them" in said(made, "P1")


def test_a_child_moves_in_with_its_carer_who_is_inside() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "23T08:00"}]
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", "102", beds=2), persons=born(P1=1980, P2=2015),
                admissions=inside, **HOME)  # fmt: skip
    assert where(made) == {"P1": "Q 101", "P2": "Q 101"}


def test_who_takes_a_child_in_stays_as_long_as_it_does() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "22T08:00"}]
    people = [{"person": "P1", "last": "18T20:00"}, {"person": "P2", "last": "21T20:00"}]
    made = plan(people, rooms=rooms("Q", "101", beds=2), persons=born(P1=1980, P2=2015), admissions=inside, **HOME)
    told = made.rooms.filter(pl.col("risk") != "case").select("person", "until", "companion_of").rows()
    assert told == [("P1", at("2022-02-05T00:00"), "P2"), ("P2", at("2022-02-05T00:00"), None)]
    assert said(made, "P1").endswith("stays there; accompanies P2 to 2022-02-05 00:00")


@pytest.mark.parametrize(
    ("state", "joined"), [("taken", True), ("free", True), ("closed", False), ("disinfecting", False)]
)
def test_a_room_that_is_shut_takes_no_child_in(state: str, joined: bool) -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "22T08:00"}]
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2, state=state), persons=born(P1=1980, P2=2015),
                admissions=inside, **HOME)  # fmt: skip
    assert (where(made)["P2"] == "Q 101") is joined


def test_nobody_brings_a_higher_risk_into_a_room() -> None:
    people = [{"person": "P1", "ring": "secondary"}, {"person": "P2"}]
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "23T08:00"}]
    made = plan(people, rooms=rooms("Q", "101", "102", beds=2), persons=born(P1=1980, P2=2015),
                admissions=inside, **HOME)  # fmt: skip
    assert where(made)["P2"] is None
    assert "its carer P1 is in a room without a bed to spare" in said(made, "P2")


def test_a_room_that_is_full_takes_no_second_child() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "23T08:00"}]
    tables: dict[str, Any] = {**HOME, "residences": family("h", "P1", "P2", "P3")}
    made = plan([CLOSE, {"person": "P2"}, {"person": "P3"}], rooms=rooms("Q", "101", "102", beds=2),
                persons=born(P1=1980, P2=2015, P3=2016), admissions=inside, **tables)  # fmt: skip
    assert sorted(where(made).items(), key=str) == [("P1", "Q 101"), ("P2", "Q 101"), ("P3", None)]


def test_the_mother_stays_with_the_child_rather_than_the_grandmother() -> None:
    people = [{"person": "P0a"}, CLOSE, {"person": "P2"}]
    tables: dict[str, Any] = {**HOME, "residences": family("h", "P0a", "P1", "P2")}
    made = plan(people, rooms=rooms("Q", "101", "102"), persons=born(P0a=1945, P1=1980, P2=2015), **tables)
    assert where(made) == {"P0a": "Q 101", "P1": None, "P2": None}


INSIDE = [{"person": "P1", "site": "Q", "room": "101", "at": "22T08:00"}]


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


def test_somebody_who_needs_a_carer_is_kept_like_a_child() -> None:
    traits = [{"person": "P2", "trait": "needs_carer"}]
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2) + rooms("Q", "102"), traits=traits,
                persons=born(P1=1980, P2=1960), **HOME)  # fmt: skip
    assert where(made) == {"P1": "Q 101", "P2": "Q 101"}


def test_an_admission_that_lies_ahead_is_none_yet() -> None:
    ahead = [{"person": "P1", "site": "Q", "room": "201", "at": "24T08:00"}]
    assert where(plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), admissions=ahead)) == {"P1": "Q 101"}


def test_a_dormitory_makes_no_family() -> None:
    tables: dict[str, Any] = {**HOME, "places": [{"place": "h", "kind": "dormitory", "unit": "U"}]}
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", beds=2), persons=born(P1=1980, P2=2015), **tables)
    assert where(made) == {"P1": "Q 101", "P2": None}


def test_two_risks_do_not_share_air() -> None:
    found = rooms("Q", "101", "102", air="shared")
    assert where(plan([CLOSE, SECOND], sites=[site()], rooms=found)) == {"P1": "Q 101", "P2": None}
    assert where(plan([CLOSE, SECOND], sites=[site()], rooms=rooms("Q", "101", "202", air="shared"))) == {
        "P1": "Q 101", "P2": "Q 202",
    }  # fmt: skip
    assert where(plan([CLOSE, SECOND], sites=[site()], rooms=rooms("Q", "101", "102", air="own")))["P2"] == "Q 102"


def test_who_is_inside_breathes_too() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "23T08:00"}]
    found = rooms("Q", "101", "102", air="shared")
    assert where(plan([CLOSE, SECOND], sites=[site()], rooms=found, admissions=inside))["P2"] is None
    stranger = [{"person": "X", "site": "Q", "room": "101", "at": "23T08:00"}]
    assert where(plan([SECOND], sites=[site()], rooms=found, admissions=stranger))["P2"] is None


@pytest.mark.parametrize(("air", "joined"), [("shared", False), ("own", True)])
def test_a_child_does_not_join_its_carer_where_a_stranger_breathes_the_same_air(air: str, joined: bool) -> None:
    shared = rooms("Q", "101", "102", beds=2, air=air)
    others = [*INSIDE, {"person": "Z", "site": "Q", "room": "102", "at": "22T08:00"}]
    made = plan([CLOSE, {"person": "P2"}], rooms=shared, persons=born(P1=1980, P2=2018), admissions=others, **HOME)
    assert (where(made)["P2"] == "Q 101") is joined
    alone = plan([CLOSE, {"person": "P2"}], rooms=shared, persons=born(P1=1980, P2=2018), admissions=INSIDE, **HOME)
    assert where(alone)["P2"] == "Q 101"


def test_nobody_new_joins_two_risks_who_share_air_already() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "23T08:00"},
              {"person": "P2", "site": "Q", "room": "102", "at": "23T08:00"}]  # fmt: skip
    found = rooms("Q", "101", "102", "103", air="shared")
    assert where(plan([CLOSE, SECOND, {"person": "P3"}], sites=[site()], rooms=found, admissions=inside))["P3"] is None


def test_where_those_with_most_days_left_cannot_go_others_do() -> None:
    people = [{"person": "P1"}, {"person": "P2", "last": "20T20:00"}, {"person": "P3", "last": "19T20:00"}]
    traits = [{"person": name, "trait": "disabled"} for name in ("P1", "P2")]
    assert where(plan(people, sites=[site()], rooms=rooms("Q", "101"), traits=traits))["P3"] == "Q 101"


def test_air_nobody_stated_is_what_the_rules_say() -> None:
    careful = replace(RULES, air_unstated="shared")
    assert where(plan([CLOSE, SECOND], rules=careful, sites=[site()], rooms=rooms("Q", "101", "102")))["P2"] is None


@pytest.mark.parametrize("state", ["taken", "closed", "disinfecting"])
def test_a_room_that_is_not_free_is_not_given(state: str) -> None:
    assert where(plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", state=state))) == {"P1": None}


@pytest.mark.parametrize(
    "other", [{"kind": "designated_hospital"}, {"kind": "hospital"}, {"kind": "other"}, {"open": False}]
)
def test_contacts_go_only_into_open_quarantine_sites(other: dict[str, Any]) -> None:
    assert where(plan([CLOSE], sites=[site(**other)], rooms=rooms("Q", "101"))) == {"P1": None}


def test_people_inside_stay_where_they_are() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "201", "at": "22T08:00"}]
    made = plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), admissions=inside)
    assert where(made) == {"P1": "Q 201"}
    assert made.rooms.filter(person="P1").select("placed", "from").row(0) == (True, at("22T08:00"))
    assert made.transfers.is_empty()


def test_who_has_left_is_placed_anew_and_the_later_room_counts() -> None:
    left = [{"person": "P1", "site": "Q", "room": "201", "at": "22T08:00", "until": "22T20:00"}]
    assert where(plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), admissions=left)) == {"P1": "Q 101"}
    moved = [{"person": "P1", "site": "Q", "room": "101", "at": "22T08:00"},
             {"person": "P1", "site": "Q", "room": "201", "at": "22T20:00"}]  # fmt: skip
    assert where(plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), admissions=moved)) == {"P1": "Q 201"}


def test_a_room_that_an_order_gave_is_kept() -> None:
    held = pl.DataFrame({"person": ["P1"], "site": ["Q"], "room": ["201"]})
    assert where(plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), held=held)) == {"P1": "Q 201"}


def test_a_room_that_an_order_gave_and_somebody_else_is_in_is_not() -> None:
    held = pl.DataFrame({"person": ["P1"], "site": ["Q"], "room": ["201"]})
    inside = [{"person": "X", "site": "Q", "room": "201", "at": "22T08:00"}]
    made = plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), admissions=inside, held=held)
    assert where(made) == {"P1": "Q 101"}


def held(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["person", "site", "room"], orient="row")


def test_a_room_that_an_order_gave_is_given_to_nobody_else() -> None:
    people = [CLOSE, {"person": "P2"}]
    assert where(plan(people, sites=[site()], rooms=rooms("Q", "101"), held=held(("P2", "Q", "101")))) == {
        "P1": None, "P2": "Q 101",
    }  # fmt: skip


def test_a_room_that_an_order_gave_and_that_will_not_do_any_more_is_not_kept() -> None:
    found = rooms("Q", "101") + rooms("Q", "102", accessible=True)
    made = plan([CLOSE], sites=[site()], rooms=found, held=held(("P1", "Q", "101")),
                traits=[{"person": "P1", "trait": "disabled"}])  # fmt: skip
    assert where(made) == {"P1": "Q 102"}


def test_a_reserve_that_an_order_opened_is_open() -> None:
    sites = [site(), site("R", "reserve_quarantine", open=False)]
    made = plan([CLOSE, {"person": "P2"}], sites=sites, rooms=rooms("R", "101", "102"), held=held(("P1", "R", "101")))
    assert where(made) == {"P1": "R 101", "P2": "R 102"}
    assert made.opened["site"].to_list() == ["R"]
    assert made.gap["objective"].item() == 0


def test_a_family_goes_to_the_floor_where_one_of_it_is() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "201", "at": "22T08:00"}]
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", "201", "202"), admissions=inside, **HOME)
    assert where(made)["P2"] == "Q 202"


def test_a_floor_that_cannot_hold_a_family_loses_no_room_by_it() -> None:
    people = [{"person": f"P{n}"} for n in range(1, 6)]
    tables: dict[str, Any] = {**HOME, "residences": family("h", "P1", "P2", "P3")}
    made = plan(people, rooms=rooms("Q", "101", "102", "202") + rooms("Q", "201", beds=2),
                persons=born(P1=1980, P2=2015, P3=1960), **tables)  # fmt: skip
    assert where(made) == {"P1": "Q 201", "P2": "Q 201", "P3": "Q 202", "P4": "Q 101", "P5": "Q 102"}
    assert made.gap["how"].item() == "constructive"


def test_a_family_that_no_floor_holds_is_parted_and_it_costs() -> None:
    made = plan([CLOSE, {"person": "P2"}], rooms=rooms("Q", "101", "201"), **HOME)
    assert where(made) == {"P1": "Q 101", "P2": "Q 201"}
    assert made.gap.select("objective", "gap").row(0) == (3, 0)


def test_large_rooms_are_for_those_who_need_them_where_there_are_few() -> None:
    people = [{"person": f"P{n}"} for n in range(1, 4)]
    tables: dict[str, Any] = {**HOME, "residences": family("h", "P2", "P3")}
    known = [*born(P2=1980, P3=2015), {"person": "P1", "recorded": "2021-12-31T00:00"}]
    made = plan(people, rooms=rooms("Q", "101", beds=2) + rooms("Q", "201"), persons=known, **tables)
    assert where(made) == {"P1": "Q 201", "P2": "Q 101", "P3": "Q 101"}
    assert made.gap["how"].item() == "constructive"


def test_a_new_contact_moves_nobody_who_was_known_before() -> None:
    people = [{"person": name, "ring": ring} for name, ring in (("P3", "close"), ("P5", "secondary"), ("P7", "close"))]
    known = [{"person": name, "recorded": "2022-01-22T10:00"} for name in ("P3", "P5", "P7")]
    new = {"person": "P1", "recorded": "2022-01-23T10:00"}
    tables: dict[str, Any] = {"sites": [site()], "rooms": rooms("Q", "101", "102", "201", "202")}
    before = where(plan(people, persons=known, **tables))
    after = where(plan([*people, CLOSE], persons=[*known, new], **tables))
    assert {name: after[name] for name in before} == before


def test_the_reserve_opens_itself_when_it_is_needed_and_only_then() -> None:
    sites = [site(), site("R", "reserve_quarantine", open=False)]
    found = rooms("Q", "101") + rooms("R", "101")
    assert plan([CLOSE], sites=sites, rooms=found).opened.is_empty()
    made = plan([CLOSE, {"person": "P2"}], sites=sites, rooms=found)
    assert made.opened.select("site", "rooms", "people").rows() == [("R", 1, 1)]
    assert made.gap.row(0) == (1, 1, 0, "constructive", "no plan can cost less")


def test_a_reserve_that_helps_nobody_stays_shut_and_costs_nothing() -> None:
    sites = [site(), site("R", "reserve_quarantine", open=False)]
    made = plan([CLOSE], sites=sites, rooms=rooms("Q", "101") + rooms("R", "101"),
                traits=[{"person": "P1", "trait": "disabled"}])  # fmt: skip
    assert made.opened.is_empty()
    assert made.gap["objective"].item() == 100


def test_a_reserve_is_opened_for_beds_that_no_open_site_has() -> None:
    tables: dict[str, Any] = {**HOME, "sites": [site(), site("R", "reserve_quarantine", open=False)]}
    found = rooms("Q", "101", "102") + rooms("R", "101", beds=2)
    made = plan([CLOSE, {"person": "P2"}], rooms=found, persons=born(P1=1980, P2=2015), **tables)
    assert where(made) == {"P1": "R 101", "P2": "R 101"}
    assert made.opened["site"].to_list() == ["R"]
    assert made.gap["how"].item() == "constructive"


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


def test_somebody_of_another_place_who_is_in_our_room_stays_there() -> None:
    asked = [{"request": "r", "direction": "out", "unit": "V", "person": "P1"}]
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "22T08:00"}]
    made = plan([CLOSE], requests=asked, admissions=inside, sites=[site()], rooms=rooms("Q", "101"))
    assert "stays there" in said(made, "P1")


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
    assert made.rooms.filter(person="P1").select("risk", "until").row(0) == ("close", at("2022-02-02T00:00"))


def test_a_floor_fills_with_people_of_one_risk_and_day_before_the_next_begins() -> None:
    people = [{"person": f"P{n}", "ring": "close" if n % 2 else "secondary"} for n in range(1, 5)]
    made = where(plan(people, sites=[site()], rooms=rooms("Q", "101", "102", "103", "201", "202", "203")))
    assert made == {"P1": "Q 101", "P2": "Q 201", "P3": "Q 102", "P4": "Q 202"}
