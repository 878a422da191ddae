"""Where people live, and what lies in what."""

from typing import Any

import polars as pl

from seawall.tables.living import addresses, dead, holding, homes, own_units
from tests.given import given, local


def test_a_person_is_looked_for_where_they_live_now_and_not_where_they_are_registered() -> None:
    facts = given(
        at="28T12:00",
        places=[{"place": "a", "kind": "household", "unit": "v1"}, {"place": "b", "kind": "household"}],
        residences=[
            {"person": "P", "place": "b", "kind": "registered"},
            {"person": "P", "place": "a", "kind": "current"},
            {"person": "Q", "place": "b", "kind": "registered"},
        ],
    )
    assert sorted(homes(facts, local("28T12:00")).select("person", "place", "unit").rows()) == [
        ("P", "a", "v1"),
        ("Q", "b", None),
    ]


def test_who_has_moved_out_lives_there_no_more() -> None:
    moved = [
        {"person": "P", "place": "a", "kind": "current", "until": "20T12:00"},
        {"person": "P", "place": "b", "kind": "current", "since": "20T12:00"},
    ]
    facts = given(at="28T12:00", places=[], residences=moved)
    assert homes(facts, local("28T12:00"))["place"].to_list() == ["b"]


def test_a_unit_lies_in_itself_and_in_all_above_it_and_a_circle_ends() -> None:
    tree = [
        {"unit": "v", "parent": "t", "level": "village", "name": "v"},
        {"unit": "t", "parent": "c", "level": "street", "name": "t"},
        {"unit": "x", "parent": "y", "level": "grid", "name": "x"},
        {"unit": "y", "parent": "x", "level": "grid", "name": "y"},
    ]
    found = holding(given(at="28T12:00", units=tree)).select("unit", "above").rows()
    assert sorted(found) == [
        ("t", "c"), ("t", "t"), ("v", "c"), ("v", "t"), ("v", "v"), ("x", "x"), ("x", "y"), ("y", "x"), ("y", "y"),
    ]  # fmt: skip


def test_who_moves_in_later_does_not_live_there_yet_and_the_latest_begun_home_counts() -> None:
    moves = [
        {"person": "Q", "place": "a", "kind": "current"},
        {"person": "Q", "place": "b", "kind": "current", "since": "2022-03-01T00:00"},
        {"person": "P", "place": "b", "kind": "current", "since": "20T00:00"},
        {"person": "P", "place": "a", "kind": "current", "since": "10T00:00", "recorded": "2022-01-05T00:00"},
    ]
    found = homes(given(at="28T12:00", residences=moves), local("28T12:00"))
    assert dict(found.select("person", "place").iter_rows()) == {"Q": "a", "P": "b"}


def test_of_two_homes_begun_together_the_one_learned_last_counts() -> None:
    moves = [
        {"person": "P", "place": "b", "kind": "current", "since": "20T00:00", "recorded": "21T00:00"},
        {"person": "P", "place": "a", "kind": "current", "since": "20T00:00", "recorded": "20T00:00"},
    ]
    assert homes(given(at="28T12:00", residences=moves), local("28T12:00"))["place"].to_list() == ["b"]


def test_a_home_lies_where_its_place_does() -> None:
    places = [{"place": "a", "kind": "household", "lon": 116.0, "lat": 36.2, "datum": "WGS84"}]
    facts = given(at="28T12:00", places=places, residences=[{"person": "P", "place": "a", "kind": "current"}])
    assert homes(facts, local("28T12:00")).select("lon", "lat", "datum").rows() == [(116.0, 36.2, "WGS84")]


DEAD: dict[str, Any] = {
    "residences": [{"person": person, "place": "a", "kind": "current"} for person in ("P", "Q", "R", "S")],
    "traits": [
        {"person": "P", "trait": "deceased", "since": "20T08:00", "recorded": "20T09:00"},
        {"person": "Q", "trait": "deceased", "since": "2022-03-01T00:00"},
    ],
    "cases": [{"case": "C1", "person": "R", "incident": "I"}],
    "outcomes": [{"case": "C1", "outcome": "died_with", "at": "2022-01-21", "recorded": "21T09:00"}],
}


def test_the_dead_live_nowhere_and_their_address_is_still_known() -> None:
    facts = given(at="28T12:00", **DEAD)
    assert sorted(homes(facts, local("28T12:00"))["person"]) == ["Q", "S"]
    assert sorted(addresses(facts, local("28T12:00"))["person"]) == ["P", "Q", "R", "S"]


def test_somebody_has_died_at_the_latest_when_it_was_recorded() -> None:
    found = dead(given(at="28T12:00", **DEAD), local("28T12:00"))
    assert found.sort("person").rows() == [("P", local("20T08:00")), ("R", local("21T09:00"))]


def died(*said: dict[str, Any], **tables: Any) -> list[Any]:
    traits = [{"person": "P", "trait": "deceased", **row} for row in said]
    return dead(given(at="28T12:00", traits=traits, **tables), local("28T12:00"))["died"].to_list()


def test_a_death_of_this_minute_of_today_or_of_unknown_time_has_happened() -> None:
    assert died({"since": "28T12:00", "recorded": "28T12:00"}) == [local("28T12:00")]
    assert died({"since": "2022-01-28", "recorded": "28T11:00"}) == [local("28T11:00")]
    assert died({"recorded": "27T11:00"}) == [local("27T11:00")]


def test_of_a_death_told_twice_the_earlier_time_counts() -> None:
    ended = {"cases": [{"case": "C1", "person": "P", "incident": "I"}],
             "outcomes": [{"case": "C1", "outcome": "died_of", "at": "21T08:00", "recorded": "21T09:00"}]}  # fmt: skip
    assert died({"since": "22T08:00", "recorded": "22T09:00"}, **ended) == [local("21T08:00")]


def test_another_trait_or_outcome_is_no_death() -> None:
    facts = given(
        at="28T12:00",
        traits=[{"person": "P", "trait": "dialysis", "since": "20T08:00"}],
        cases=[{"case": "C1", "person": "Q", "incident": "I"}],
        outcomes=[{"case": "C1", "outcome": "discharged", "at": "21T08:00"}],
    )
    assert dead(facts, local("28T12:00")).is_empty()


def test_each_unit_above_says_how_many_steps_it_is_up_whoever_names_the_unit() -> None:
    facts = given(
        at="28T12:00",
        units=[{"unit": "v", "parent": "t", "level": "village", "name": "v"},
               {"unit": "t", "parent": "c", "level": "street", "name": "t"}],
        places=[{"place": "a", "kind": "household", "unit": "v"}],
    )  # fmt: skip
    assert sorted(holding(facts).rows()) == [
        ("t", "c", 1), ("t", "t", 0), ("v", "c", 2), ("v", "t", 1), ("v", "v", 0)
    ]  # fmt: skip


def test_the_units_of_an_incident_are_its_own_and_all_below_it_where_the_tree_has_them() -> None:
    facts = given(
        at="28T12:00",
        units=[{"unit": "t", "parent": "c", "level": "street", "name": "t"},
               {"unit": "v", "parent": "t", "level": "village", "name": "v"},
               {"unit": "x", "parent": "c", "level": "street", "name": "x"}],
        places=[{"place": "a", "kind": "household", "unit": "y"}],
        incidents=[{"incident": "I", "unit": "t"}, {"incident": "J", "unit": "x"}, {"incident": "K", "unit": "y"}],
    )  # fmt: skip
    assert own_units(pl.Series(["I"]), facts) == ["t", "v"]
    assert own_units(pl.Series(["K"]), facts) == []


def test_a_unit_that_only_a_place_names_hangs_alone() -> None:
    facts = given(at="28T12:00", places=[{"place": "a", "kind": "household", "unit": "v"}])
    assert holding(facts).select("unit", "above", "steps").rows() == [("v", "v", 0)]
    assert own_units(pl.Series(["I"]), facts) == []
