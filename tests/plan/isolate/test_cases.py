"""Cases and their hospitals, care needs before rooms, and what a positive inside does."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from tests.given import given, local
from tests.plan.isolate.drawn import NINTH, NOW, RULES, plan, planned, rooms, said, site, where

HOSPITAL = site("H", "designated_hospital")
CLOSE = {"person": "P1"}


def case(made: Any) -> tuple[str | None, str | None, bool]:
    row = made.rooms.filter(person="P0").row(0, named=True)
    return row["site"], row["room"], row["placed"]


def test_a_case_goes_to_a_designated_hospital_and_never_beside_contacts() -> None:
    found = rooms("Q", "101") + rooms("H", "101")
    assert case(plan([], sites=[site(), HOSPITAL], rooms=found)) == ("H", "101", False)
    assert case(plan([], sites=[site(), site("W", "hospital")], rooms=rooms("Q", "101") + rooms("W", "1"))) == (
        None, None, False,
    )  # fmt: skip


def test_a_room_of_negative_pressure_is_given_first_and_each_case_has_its_own() -> None:
    found = rooms("H", "101", beds=2) + rooms("H", "201", beds=2, air="negative_pressure")
    made = plan([], cases=[{}, {"case": "C2", "person": "P9", "positive": "22T21:00"}], sites=[HOSPITAL], rooms=found)
    assert made.rooms.select("person", "room").rows() == [("P0", "201"), ("P9", "101")]


def test_a_hospital_whose_rooms_are_not_listed_gives_the_bed_itself() -> None:
    assert case(plan([], sites=[HOSPITAL])) == ("H", None, False)


def test_a_case_that_is_not_open_is_not_in_it() -> None:
    assert plan([], cases=[{"open": False}], sites=[HOSPITAL]).rooms.is_empty()


CLEARED = {"provisional": True, "retested_negative": True}


def test_a_provisional_case_that_was_retested_negative_and_its_contacts_have_no_room() -> None:
    tables: dict[str, Any] = {"sites": [site(), HOSPITAL], "rooms": rooms("Q", "101") + rooms("H", "1")}
    made = plan([{**CLOSE, "provisional": True}], cases=[CLEARED], **tables)
    assert made.rooms.is_empty()
    assert made.terms.is_empty()
    doubtful = plan([{**CLOSE, "provisional": True}], cases=[{"provisional": True}], **tables)
    assert doubtful.rooms["room"].to_list() == ["1", "101"]


def test_who_was_retested_negative_has_the_room_of_a_contact_of_another_case() -> None:
    made = plan([{"person": "P0", "case": "C2"}], cases=[CLEARED, {"case": "C2", "person": "P9"}],
                sites=[site()], rooms=rooms("Q", "101"))  # fmt: skip
    assert made.rooms.select("person", "risk", "room").rows() == [("P0", "close", "101"), ("P9", "case", None)]


def test_a_case_without_a_hospital_is_a_shortage() -> None:
    made = plan([], sites=[site()], rooms=rooms("Q", "101"))
    assert said(made, "P0") == "case C1 (confirmed): no designated hospital has a free room"
    assert made.shortage.filter(kind="hospital rooms")["missing"].to_list() == [1]


def test_a_contact_found_positive_inside_moves_and_a_case_in_hospital_stays() -> None:
    inside = [{"person": "P0", "site": "Q", "room": "101", "at": "21T08:00"}]
    assert case(plan([], sites=[site(), HOSPITAL], rooms=rooms("Q", "101"), admissions=inside)) == ("H", None, False)
    there = [{"person": "P0", "site": "H", "at": "23T08:00"}]
    assert case(plan([], sites=[site(), HOSPITAL], admissions=there)) == ("H", None, True)


NEEDY: dict[str, Any] = {"sites": [site("A"), site("B")], "rooms": rooms("A", "101") + rooms("B", "101")}


@pytest.mark.parametrize("trait", ["dialysis", "pregnant"])
def test_somebody_who_needs_care_goes_where_it_is(trait: str) -> None:
    what = {"dialysis": "dialysis", "pregnant": "obstetrics"}[trait]
    tables: dict[str, Any] = {
        **NEEDY,
        "traits": [{"person": "P1", "trait": trait}],
        "capacities": [{"site": "B", "what": what, "per_day": 4}],
    }
    made = plan([CLOSE], **tables)
    assert where(made) == {"P1": "B 101"}
    assert made.needs.select("person", "need", "site").rows() == [("P1", trait, "B")]


def test_where_no_site_can_they_stay_at_home_and_it_is_a_shortage() -> None:
    made = plan([CLOSE], **NEEDY, traits=[{"person": "P1", "trait": "dialysis"}])
    assert where(made) == {"P1": None}
    assert "no site of ours can give the care that is needed" in said(made, "P1")
    assert made.shortage.filter(kind="care: dialysis").select("needed", "missing").rows() == [(1, 1)]
    assert made.needs["site"].to_list() == [None]
    assert made.gap.row(0)[:3] == (100, 100, 0)


def test_care_in_a_hospital_takes_a_contact_only_who_needs_it() -> None:
    tables: dict[str, Any] = {"sites": [site("W", "hospital")], "rooms": rooms("W", "101", "102"),
              "capacities": [{"site": "W", "what": "dialysis", "per_day": 4}]}  # fmt: skip
    made = plan([CLOSE, {"person": "P2"}], **tables, traits=[{"person": "P1", "trait": "dialysis"}])
    assert where(made) == {"P1": "W 101", "P2": None}


def test_care_in_a_designated_hospital_takes_no_contact() -> None:
    tables: dict[str, Any] = {"sites": [HOSPITAL, site()], "rooms": rooms("H", "101") + rooms("Q", "101"),
              "capacities": [{"site": "H", "what": "dialysis", "per_day": 4}]}  # fmt: skip
    made = plan([CLOSE], **tables, traits=[{"person": "P1", "trait": "dialysis"}])
    assert where(made) == {"P1": None}
    assert "no site of ours can give the care" in said(made, "P1")


def test_a_capacity_of_nothing_is_none() -> None:
    none = [{"site": "B", "what": "dialysis", "per_day": 0}]
    assert where(plan([CLOSE], **NEEDY, capacities=none, traits=[{"person": "P1", "trait": "dialysis"}])) == {
        "P1": None
    }


def test_needs_are_settled_before_rooms() -> None:
    people = [{"person": "P1"}, {"person": "P2"}]
    known = [{"person": "P1", "recorded": "2022-01-20T00:00"}, {"person": "P2", "recorded": "2022-01-22T00:00"}]
    found = rooms("A", "101", accessible=True) + rooms("A", "201")
    made = plan(people, sites=[site("A")], rooms=found, persons=known, traits=[{"person": "P2", "trait": "disabled"}])
    assert where(made) == {"P1": "A 201", "P2": "A 101"}
    assert made.gap["how"].item() == "constructive"


def test_a_room_not_known_to_be_accessible_is_not() -> None:
    made = plan([CLOSE], sites=[site("A")], rooms=rooms("A", "101"), traits=[{"person": "P1", "trait": "disabled"}])
    assert said(made, "P1").endswith("at home: no accessible room is free")


def test_a_trait_that_has_ended_or_asks_nothing_of_a_room_decides_nothing() -> None:
    for dates in ({"until": "20T00:00"}, {"since": "24T00:00"}):
        other = [{"person": "P1", "trait": "dialysis", **dates}]
        assert where(plan([CLOSE], **NEEDY, traits=other)) == {"P1": "A 101"}
    alone = plan([CLOSE], **NEEDY, traits=[{"person": "P1", "trait": "lives_alone"}])
    assert where(alone) == {"P1": "A 101"}
    assert alone.needs.select("need", "owed", "site").rows() == [("lives_alone", "每日电话 / a call a day", "A")]


# -- a positive inside -----------------------------------------------------------------------------------------------
def inside(*rows: tuple[str, str], **more: str) -> list[dict[str, str]]:
    return [{"person": person, "site": "Q", "room": room, "at": "21T08:00", **more} for person, room in rows]


FOUR = [{"person": f"P{n}", "last": "18T20:00"} for n in range(1, 5)]
HOUSE: dict[str, Any] = {"sites": [site(), HOSPITAL], "rooms": rooms("Q", "101", "102", "201", "301", "401", "402")}
THERE = inside(("P0", "101"), ("P1", "102"), ("P2", "201"), ("P3", "301"), ("P4", "401"))


def ends(made: Any) -> dict[str, str]:
    told = made.rooms.filter(pl.col("risk") != "case").select(
        "person", pl.col("until").dt.convert_time_zone("Asia/Shanghai").dt.strftime("%m-%d")
    )
    return dict(told.iter_rows())


def test_a_positive_restarts_its_floor_and_the_ones_above_and_below_from_the_day_it_left() -> None:
    gone = [{**row, "until": "22T22:00"} if row["person"] == "P0" else row for row in THERE]
    made = plan(FOUR, admissions=gone, **HOUSE)
    assert ends(made) == {"P1": "02-06", "P2": "02-06", "P3": "02-02", "P4": "02-02"}
    assert made.releases.filter(condition="floor")["person"].to_list() == ["P1", "P2"]
    assert "days begin anew because case C1 was found there (test resets), to 2022-02-06 00:00" in said(made, "P2")


def test_while_the_positive_is_there_the_days_count_from_today() -> None:
    assert ends(plan(FOUR, admissions=THERE, **HOUSE))["P1"] == "02-07"


def test_a_floor_stays_closed_while_its_positive_is_only_to_leave() -> None:
    leaving = [{**THERE[0], "until": "2022-02-05T00:00"}]
    made = plan([{"person": "P1"}], admissions=leaving, **HOUSE)
    assert where(made) == {"P1": "Q 301"}
    assert ends(plan(FOUR[:1], admissions=[*leaving, THERE[1]], **HOUSE)) == {"P1": "02-07"}


def test_where_the_floor_of_the_positive_is_not_known_the_whole_site_begins_anew() -> None:
    unknown = [{"person": "P0", "site": "Q", "at": "21T08:00", "until": "22T22:00"}, *THERE[1:]]
    assert set(ends(plan(FOUR, admissions=unknown, **HOUSE)).values()) == {"02-06"}


def test_who_came_after_the_positive_left_or_left_before_it_was_positive_is_not_touched() -> None:
    after = [{**THERE[0], "until": "22T22:00"}, *inside(("P1", "102"), at="23T08:00")]
    assert ends(plan(FOUR[:1], admissions=after, **HOUSE)) == {"P1": "02-02"}
    before = [{**THERE[0], "until": "22T22:00"}, *inside(("P1", "102"), until="22T07:00"),
              {"person": "P1", "site": "Q", "room": "401", "at": "22T07:30"}]  # fmt: skip
    assert ends(plan(FOUR[:1], admissions=before, **HOUSE)) == {"P1": "02-02"}


def test_nobody_begins_anew_without_such_a_rule_or_for_a_case_that_was_positive_elsewhere() -> None:
    gone = [{**THERE[0], "until": "22T22:00"}, *THERE[1:]]
    assert set(ends(plan(FOUR, admissions=gone, rules=replace(RULES, resets=None), **HOUSE)).values()) == {"02-02"}
    early = [{**THERE[0], "until": "21T22:00"}, *THERE[1:]]
    assert set(ends(plan(FOUR, admissions=early, **HOUSE)).values()) == {"02-02"}
    excluded = plan(FOUR, cases=[{"excluded": True, "open": False}], admissions=gone, **HOUSE)
    assert set(ends(excluded).values()) == {"02-02"}


def test_a_provisional_positive_that_was_retested_negative_restarts_and_closes_no_floor_any_more() -> None:
    gone = [{**THERE[0], "until": "22T22:00"}, *THERE[1:]]
    provisional = {"class": "screened_positive", "provisional": True}
    assert ends(plan(FOUR, cases=[provisional], admissions=gone, **HOUSE))["P2"] == "02-06"
    cleared = {**provisional, "retested_negative": True}
    made = plan(FOUR, cases=[cleared], admissions=gone, **HOUSE)
    assert (set(ends(made).values()), made.releases.filter(condition="floor").height) == ({"02-02"}, 0)
    still = plan([{"person": "P5"}], cases=[cleared], admissions=THERE[:1], **HOUSE)
    assert where(still) == {"P5": "Q 102"}


def test_a_confirmed_positive_restarts_its_floor_whatever_a_later_test_said() -> None:
    gone = [{**THERE[0], "until": "22T22:00"}, *THERE[1:]]
    assert ends(plan(FOUR, cases=[{"retested_negative": True}], admissions=gone, **HOUSE))["P2"] == "02-06"


def test_a_later_admission_ends_the_stay_of_a_positive_whose_leaving_nobody_wrote_down() -> None:
    moved = [*THERE, {"person": "P0", "site": "H", "room": None, "at": "22T22:00"}]
    made = plan([*FOUR, {"person": "P5"}], admissions=moved, **HOUSE)
    assert ends(made)["P1"] == "02-06"
    assert where(made)["P5"] == "Q 101"


def test_somebody_who_came_in_after_their_positive_restarts_nobody() -> None:
    recovered = [{**THERE[0], "at": "23T08:00"}, *THERE[1:]]
    assert set(ends(plan(FOUR, admissions=recovered, **HOUSE)).values()) == {"02-02"}


def test_a_floor_with_a_positive_on_it_takes_nobody_new() -> None:
    more = {**HOUSE, "rooms": [*HOUSE["rooms"], *rooms("Q", "202")]}
    made = plan([*FOUR, {"person": "P5"}, {"person": "P6"}], admissions=THERE, **more)
    assert (where(made)["P5"], where(made)["P6"]) == ("Q 402", None)


# -- releases --------------------------------------------------------------------------------------------------------
def test_a_term_is_open_until_its_last_day_is_over() -> None:
    made = plan([CLOSE])
    assert made.releases.select("person", "until", "condition", "state").rows() == [
        ("P1", local("2022-02-05T00:00"), "term", "open")
    ]


SECOND = {"person": "P2", "ring": "secondary", "via": "P1"}


def swabs(person: str, *results: str | None) -> dict[str, Any]:
    specimens = [{"specimen": f"{person}-{n}", "subject_kind": "person", "subject": person, "taken": f"22T{10 + n}:00"}
                 for n in range(len(results))]  # fmt: skip
    found = [{"specimen": f"{person}-{n}", "result": result, "assay": "PCR", "at": f"23T0{n}:00"}
             for n, result in enumerate(results) if result]  # fmt: skip
    return {"specimens": specimens, "results": found}


def linked(*results: str | None, **contact: Any) -> tuple[str, str]:
    made = plan([CLOSE, {**SECOND, **contact}], rules=NINTH, **swabs("P1", *results))
    row = made.releases.filter(person="P2", condition="linked").row(0, named=True)
    return row["state"], row["why"]


@pytest.mark.parametrize(
    ("results", "state"),
    [
        (("negative", "negative"), "met"),
        (("negative",), "open"),
        (("negative", None), "open"),
        ((), "open"),
        (("negative", "positive"), "open"),
        (("negative", "negative", "positive"), "met"),
    ],
)
def test_a_secondary_contact_hangs_on_the_first_two_tests_of_the_close_one(
    results: tuple[str, ...], state: str
) -> None:
    assert linked(*results)[0] == state


def test_what_says_nothing_clear_is_none_of_the_first_tests_and_what_has_no_result_yet_is_one() -> None:
    assert linked("invalid", "negative", "negative")[0] == "met"
    assert "becomes a close contact" in linked("invalid", "negative", "positive")[1]
    assert linked(None, "negative", "negative")[0] == "open"


def test_negative_tubes_shared_with_others_are_among_the_first_tests() -> None:
    taken = swabs("P1", "negative", "negative")
    pooled = [{**row, "pool": "T"} for row in taken["specimens"]]
    made = plan([CLOSE, SECOND], rules=NINTH, specimens=pooled, results=taken["results"])
    assert made.releases.filter(person="P2", condition="linked")["state"].to_list() == ["met"]


def own(*results: str | None) -> str:
    """How one's own tests stand; the last was taken on the last day of the term."""
    term = {**SECOND, "last": "15T20:00", "days": 7}
    made = plan([term], rules=NINTH, now="22T23:00", **swabs("P2", *results))
    state: str = made.releases.filter(condition="own_tests")["state"].item()
    return state


def test_a_swab_without_a_result_yet_releases_nobody() -> None:
    assert own("negative", None) == "open"
    assert own(None, "negative") == "open"


def test_a_test_that_says_nothing_clear_waits_for_one_that_does() -> None:
    assert own("invalid", "negative") == "met"
    assert own("negative", "indeterminate") == "open"


def test_a_positive_among_them_makes_a_close_contact() -> None:
    assert linked("positive", "negative")[1].startswith("close contact P1 tested positive: becomes a close contact")


def test_without_a_named_close_contact_it_cannot_be_told() -> None:
    assert linked("negative", "negative", via=None)[0] == "cannot_tell"


def test_tests_from_before_the_close_contact_was_exposed_do_not_count() -> None:
    made = plan([{**CLOSE, "last": "22T20:00"}, SECOND], rules=NINTH, **swabs("P1", "negative", "negative"))
    assert made.releases.filter(person="P2", condition="linked")["state"].to_list() == ["open"]


def test_their_own_tests_must_all_be_negative_and_the_last_days_among_them() -> None:
    early = plan([SECOND], rules=NINTH, **swabs("P2", "negative"))
    assert early.releases.filter(condition="own_tests")["state"].to_list() == ["open"]
    term = {**SECOND, "last": "15T20:00", "days": 8}
    late = plan([term], rules=NINTH, now="23T12:00", **swabs("P2", "negative", "negative"))
    assert late.releases.filter(condition="own_tests")["state"].to_list() == ["open"]
    last = plan([{**term, "days": 7}], rules=NINTH, now="22T23:00", **swabs("P2", "negative", "negative"))
    assert last.releases.filter(condition="own_tests")["state"].to_list() == ["met"]


def test_a_positive_of_their_own_is_said() -> None:
    term = {**SECOND, "last": "15T20:00", "days": 7}
    made = plan([term], rules=NINTH, now="22T23:00", **swabs("P2", "negative", "positive"))
    told = made.releases.filter(condition="own_tests").row(0, named=True)
    assert (told["state"], told["until"]) == ("open", None)
    assert "one was positive" in told["why"]


def test_the_eighth_edition_has_no_rule_across_persons() -> None:
    assert plan([SECOND]).releases["condition"].to_list() == ["term"]


def test_whose_term_is_over_and_who_is_still_inside_may_go() -> None:
    over = [{"person": "P1", "ring": "secondary", "last": "14T20:00"}]
    made = plan(over, sites=[site()], rooms=rooms("Q", "101"), admissions=inside(("P1", "101")))
    assert made.rooms["person"].to_list() == ["P0"]
    assert made.releases.select("person", "until", "state", "why").rows() == [
        ("P1", local("2022-01-22T00:00"), "met", "the term is over, and no leaving was recorded")
    ]


def test_whose_days_began_anew_stays_though_the_first_term_is_over() -> None:
    over = [{"person": "P1", "ring": "secondary", "last": "14T20:00"}]
    gone = [{**THERE[0], "until": "22T22:00"}, THERE[1]]
    made = plan(over, admissions=gone, **HOUSE)
    assert where(made) == {"P1": "Q 102"}
    assert ends(made) == {"P1": "01-30"}
    assert made.releases.select("condition", "state").rows() == [("floor", "open"), ("term", "open")]


def test_a_contact_found_positive_inside_is_fetched_from_the_site() -> None:
    units = [
        {"unit": "U", "level": "county", "name": "U"},
        {"unit": "V", "parent": "U", "level": "village", "name": "V"},
    ]
    made = plan(
        [], units=units, sites=[site(unit="V"), HOSPITAL], rooms=rooms("Q", "101"), admissions=inside(("P0", "101"))
    )
    assert made.transfers.select("from_unit", "from_site").rows() == [("V", "Q")]
    assert made.transfers["why"].item().startswith("1 case from Q to H")


def test_a_case_inside_whose_term_as_a_contact_is_over_may_not_go() -> None:
    over = [{"person": "P0", "ring": "secondary", "last": "14T20:00"}]
    assert plan(over, sites=[site()], rooms=rooms("Q", "101"), admissions=inside(("P0", "101"))).releases.is_empty()


# -- which room a case has -------------------------------------------------------------------------------------------
WARD: dict[str, Any] = {"sites": [HOSPITAL], "rooms": rooms("H", "101", "102")}
PA, PB = {"case": "CA", "person": "PA", "positive": "22T20:00"}, {"case": "CB", "person": "PB", "positive": "22T18:00"}
KNOWN = [{"case": "CA", "person": "PA", "recorded": "2022-01-22T21:00"},
         {"case": "CB", "person": "PB", "recorded": "2022-01-23T09:00"}]  # fmt: skip


def test_a_case_learned_later_moves_no_case_that_was_known_before() -> None:
    made = with_cases([PA, PB], KNOWN)
    assert dict(made.rooms.select("person", "room").iter_rows()) == {"PA": "101", "PB": "102"}


def test_a_room_that_an_order_gave_a_case_is_kept() -> None:
    held = pl.DataFrame({"person": ["PB"], "site": ["H"], "room": ["101"]})
    made = with_cases([PA, PB], KNOWN, held)
    assert dict(made.rooms.select("person", "room").iter_rows()) == {"PA": "102", "PB": "101"}


def test_a_room_of_a_quarantine_site_that_an_order_gave_is_not_kept_by_a_case() -> None:
    held = pl.DataFrame({"person": ["PB"], "site": ["Q"], "room": ["101"]})
    assert with_cases([PB], KNOWN, held, sites=[site(), HOSPITAL], rooms=rooms("Q", "101") + rooms("H", "102")).rooms[
        "room"
    ].to_list() == ["102"]


def with_cases(ill: Any, recorded: Any, held: pl.DataFrame | None = None, **tables: Any) -> Any:
    """The plan of these cases, with the rows that say when each was learned."""
    return planned(given(at=NOW, **{**WARD, "cases": recorded, **tables}), [], ill, held=held)
