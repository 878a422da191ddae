"""Whom a seal or a quarantine binds and who needs somebody."""

from typing import Any

import polars as pl
import pytest

from seawall.plan.care import care
from seawall.policy import load
from seawall.policy.care import care_rules
from tests.given import Row, given, local

RULES = care_rules(load("seawall-desk"))
NOW = local("23T12:00")
FLAT = "stay_in_flat_service_to_door"
TREE = [
    {"unit": "county", "level": "county", "name": "county"},
    {"unit": "village", "parent": "county", "level": "village", "name": "village"},
    {"unit": "next", "parent": "county", "level": "village", "name": "next"},
]
PLACES = [
    {"place": "a", "kind": "household", "unit": "village"},
    {"place": "b", "kind": "household", "unit": "next"},
]
LIVES = [{"person": "P", "place": "a", "kind": "current"}, {"person": "Q", "place": "b", "kind": "current"}]
TEAM = {"team": "T", "kind": "community", "unit": "village", "lead": "lead-1"}


def cared(
    *traits: Row, zones: Any = (("village", FLAT),), bound: Any = (), ill: Any = (), lives: Any = LIVES, **facts: Any
) -> pl.DataFrame:
    found = given(at="28T12:00", units=TREE, places=PLACES, residences=lives, traits=list(traits), **facts)
    closed = pl.DataFrame(list(zones), schema=["subject", "measure"], orient="row")
    kinds: pl.Schema = pl.Schema(
        {"person": pl.String(), "restricted": pl.Boolean(), "followed_until": pl.Datetime("us", "UTC")}
    )
    contacts = pl.DataFrame([(each, True, local("30T00:00")) for each in bound], schema=kinds, orient="row")
    return care(closed, contacts, pl.Series(list(ill), dtype=pl.String), found, RULES, NOW)


def states(frame: pl.DataFrame) -> list[tuple[str, str, str, str | None, bool]]:
    return frame.select("person", "need", "under", "carer", "holds_seal").rows()


def test_who_is_on_dialysis_in_a_sealed_village_and_has_nobody_holds_the_seal() -> None:
    assert states(cared({"person": "P", "trait": "dialysis"})) == [("P", "dialysis", "village", None, True)]


def test_a_seal_further_up_binds_those_below_and_not_those_beside() -> None:
    needs = [{"person": name, "trait": "pregnant"} for name in "PQ"]
    assert states(cared(*needs, zones=[("county", FLAT)]))[0][:3] == ("P", "pregnant", "county")
    assert [row[0] for row in states(cared(*needs))] == ["P"]


@pytest.mark.parametrize("measure", ["stay_in_area_no_gathering", "stay_in_area_staggered_pickup", ""])
def test_where_people_may_go_out_of_their_flats_nobody_is_listed(measure: str) -> None:
    assert cared({"person": "P", "trait": "dialysis"}, zones=[("village", measure)]).is_empty()


def test_the_leader_of_the_communitys_team_is_the_named_carer() -> None:
    found = cared({"person": "P", "trait": "lives_alone"}, teams=[TEAM])
    assert states(found) == [("P", "lives_alone", "village", "T (lead-1)", False)]
    assert found["state"].to_list() == ["named"]


@pytest.mark.parametrize("change", [{"lead": None}, {"kind": "tracing"}, {"unit": "next"}])
def test_a_team_without_a_leader_of_another_kind_or_of_another_unit_is_nobodys_carer(change: Row) -> None:
    assert cared({"person": "P", "trait": "dialysis"}, teams=[{**TEAM, **change}])["state"].to_list() == ["lacking"]


def test_somebody_who_cares_for_them_already_comes_first_unless_they_are_in_quarantine_themselves() -> None:
    need, cares = {"person": "P", "trait": "dialysis"}, [{"person": "R", "other": "P", "kind": "care"}]
    assert cared(need, relations=cares, teams=[TEAM])["carer"].to_list() == ["R"]
    assert cared(need, relations=cares, teams=[TEAM], bound=["R"])["carer"].to_list() == ["T (lead-1)"]


def test_a_contact_in_quarantine_is_owed_care_and_holds_no_seal() -> None:
    found = cared({"person": "Q", "trait": "psychiatric"}, bound=["Q"])
    assert states(found) == [("Q", "psychiatric", "home b", None, False)]
    assert "专人联系" in found["owed"][0]
    assert "one named person" in found["owed"][0]


def test_a_trait_that_has_ended_or_has_not_begun_is_none() -> None:
    over = {"person": "P", "trait": "pregnant", "until": "20T00:00"}
    ahead = {"person": "P", "trait": "dialysis", "since": "25T00:00"}
    assert cared(over, ahead).is_empty()


def test_a_need_that_no_list_names_holds_no_seal() -> None:
    assert states(cared({"person": "P", "trait": "psychiatric"})) == [("P", "psychiatric", "village", None, False)]


@pytest.mark.parametrize(
    "ended", [{"until": "20T00:00"}, {"until": "2022-01-23"}, {"since": "24T00:00"}, {"until": "20T00:00 .."}]
)
def test_who_cared_once_or_will_or_may_have_stopped_is_no_carer(ended: Row) -> None:
    cares = [{"person": "R", "other": "P", "kind": "care", **ended}]
    assert states(cared({"person": "P", "trait": "dialysis"}, relations=cares))[0][3:] == (None, True)


def test_who_is_a_case_is_no_carer() -> None:
    need, cares = {"person": "P", "trait": "dialysis"}, [{"person": "R", "other": "P", "kind": "care"}]
    assert cared(need, relations=cares)["carer"].to_list() == ["R"]
    assert cared(need, relations=cares, ill=["R"])["holds_seal"].to_list() == [True]


def test_the_dead_are_no_carers() -> None:
    need, cares = {"person": "P", "trait": "dialysis"}, [{"person": "P", "other": "R", "kind": "care"}]
    dead = {"person": "R", "trait": "deceased", "since": "19T00:00"}
    assert cared(need, dead, relations=cares)["holds_seal"].to_list() == [True]
    case, died = {"case": "C2", "person": "R", "incident": "I"}, {"case": "C2", "outcome": "died_of", "at": "20T00:00"}
    assert cared(need, relations=cares, cases=[case], outcomes=[died])["holds_seal"].to_list() == [True]


def test_two_who_are_both_on_the_lists_do_not_stand_in_for_one_another() -> None:
    needs = [{"person": "P", "trait": "dialysis"}, {"person": "R", "trait": "pregnant"}]
    lives = [{"person": name, "place": "a", "kind": "current"} for name in "PR"]
    cares = [{"person": "R", "other": "P", "kind": "care"}]
    found = cared(*needs, relations=cares, lives=lives)
    assert states(found) == [("P", "dialysis", "village", None, True), ("R", "pregnant", "village", None, True)]


def test_nobody_is_their_own_carer() -> None:
    cares = [{"person": "P", "other": "P", "kind": "care"}]
    assert cared({"person": "P", "trait": "psychiatric"}, relations=cares)["carer"].to_list() == [None]


def test_a_need_cites_what_is_owed_and_under_a_seal_the_lists() -> None:
    both = [{"person": "P", "trait": trait} for trait in ("dialysis", "psychiatric")]
    clauses = dict(cared(*both).select("need", "clause").iter_rows())
    assert clauses == {"dialysis": "seawall-desk order.seal.lists", "psychiatric": "seawall-desk care.owed.psychiatric"}
    assert cared(both[0], zones=[("next", FLAT)], bound=["P"])["clause"].to_list() == [
        "seawall-desk care.owed.dialysis"
    ]


def test_a_contact_is_bound_where_they_really_are() -> None:
    need = {"person": "Q", "trait": "psychiatric"}
    assert cared(need, bound=["Q"])["why"].to_list() == [
        "Q (psychiatric), under observation, now in home b: nobody is named"
    ]
    entered = [{"person": "Q", "site": "S1", "at": "22T10:00"}]
    assert cared(need, bound=["Q"], admissions=entered)["under"].to_list() == ["site S1"]
    nowhere = cared(need, bound=["Q"], lives=[])
    assert (nowhere["under"][0], nowhere["why"][0]) == (
        "observation", "Q (psychiatric), under observation, nobody knows where: nobody is named",
    )  # fmt: skip


def test_it_says_how_many_people_a_named_carer_has() -> None:
    lives = [{"person": name, "place": "a", "kind": "current"} for name in "PRS"]
    needs = [{"person": "P", "trait": "dialysis"}, {"person": "P", "trait": "lives_alone"},
             {"person": "R", "trait": "pregnant"}]  # fmt: skip
    found = cared(*needs, teams=[TEAM], lives=lives)
    assert all(why.endswith("; lead-1 is named for 2 people in all") for why in found["why"])
    assert cared(needs[0], teams=[TEAM])["why"].to_list() == [
        "P (dialysis), under the seal of village; lead-1 is named for 1 person in all"
    ]


def test_the_lead_of_two_teams_has_the_people_of_both() -> None:
    needs = [{"person": name, "trait": "lives_alone"} for name in "PQ"]
    teams = [TEAM, {**TEAM, "team": "T2", "unit": "next"}]
    found = cared(*needs, zones=[("county", FLAT)], teams=teams)
    assert found["carer"].to_list() == ["T (lead-1)", "T2 (lead-1)"]
    assert all("lead-1 is named for 2 people in all" in why for why in found["why"])
