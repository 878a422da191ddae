"""Which areas a case makes, of which level, and how small."""

from dataclasses import fields
from typing import Any

from seawall.plan.zone import ZoneRules
from tests.given import Row
from tests.plan.zone.land import EIGHT, NINE, TWENTY, case, levels, lives, row, was, zoned


def test_the_compound_of_a_case_is_sealed_and_the_rest_of_the_county_a_precaution_area() -> None:
    assert levels(zoned(), "control") == {"k1": "sealed", "I71": "precaution"}


def test_a_village_stands_for_the_compound() -> None:
    assert levels(zoned(residences=[lives("P0", "farm")]), "control") == {"v1": "sealed", "I71": "precaution"}


def test_where_the_tree_has_no_compound_the_smallest_known_unit_is_taken() -> None:
    street = [{"place": "home", "kind": "household", "unit": "s1"}]
    assert "s1" in levels(zoned(places=street), "control")


def test_a_home_in_no_known_unit_is_sealed_as_a_place() -> None:
    found = row(zoned(residences=[lives("P0", "lone")]), "lone")
    assert (found["kind"], found["level"]) == ("place", "sealed")


def test_the_ninth_edition_has_one_system() -> None:
    found = zoned(rules=NINE)
    assert levels(found) == {"k1": "high", "I71": "low"}
    assert found.zones["axis"].unique().to_list() == ["risk"]


def test_the_twenty_measures_close_a_stairwell() -> None:
    assert levels(zoned(rules=TWENTY)) == {"b1-1": "high", "I71": "low"}


def test_the_twenty_measures_close_a_building_where_no_stairwell_is_known() -> None:
    building = [{"place": "home", "kind": "household", "unit": "b1"}]
    assert levels(zoned(rules=TWENTY, places=building)) == {"b1": "high", "I71": "low"}


def test_two_cases_in_two_stairwells_close_both_and_not_the_building() -> None:
    homes = [lives("P0", "home"), lives("P1", "next")]
    found = zoned(case(), case(case="C2", person="P1"), rules=TWENTY, residences=homes)
    assert levels(found) == {"b1-1": "high", "b1-2": "high", "I71": "low"}


def test_an_asymptomatic_case_seals_its_compound_and_leaves_its_street_low() -> None:
    found = zoned(case(**{"class": "asymptomatic"}))
    assert levels(found, "control")["k1"] == "sealed"
    assert levels(found, "risk") == {"s1": "low"}


def test_a_confirmed_case_makes_its_street_mid_risk() -> None:
    found = zoned(case(**{"class": "confirmed"}))
    assert (levels(found, "control")["k1"], levels(found, "risk")) == ("sealed", {"s1": "mid"})


def test_an_excluded_case_closes_nothing() -> None:
    assert zoned(case(excluded=True, open=False)).zones.is_empty()


def test_a_case_that_lives_elsewhere_closes_nothing_of_ours() -> None:
    assert zoned(residences=[lives("P0", "far")], trail=[was("far-inn", "22T08:00", "22T10:00")]).zones.is_empty()


def test_a_home_left_before_the_case_could_infect_it_is_not_sealed() -> None:
    assert zoned(case(isolated="19T20:00")).zones.is_empty()
    assert "k1" in levels(zoned(case(isolated="20T00:01")), "control")
    assert "k1" not in levels(zoned(case(isolated="20T00:00")), "control")


def test_a_crowded_place_is_sealed_and_a_shop_controlled_as_places() -> None:
    found = zoned(trail=[was("inn", "21T18:00", "21T20:00"), was("shop", "21T17:00", "21T17:30", kind="shop")])
    assert levels(found, "control") == {"inn": "sealed", "k1": "sealed", "shop": "controlled", "I71": "precaution"}
    assert row(found, "inn")["kind"] == "place"


def test_a_workplace_with_a_list_of_its_people_is_not_hard_to_trace() -> None:
    assert "office" not in levels(zoned(trail=[was("office", "21T08:00", "21T18:00", kind="work")]))


def test_passing_through_closes_nothing() -> None:
    assert "inn" not in levels(zoned(trail=[was("inn", "21T18:00", "21T18:14")]))
    assert "inn" in levels(zoned(trail=[was("inn", "21T18:00", "21T18:15")]))


def test_a_place_whose_people_are_known_is_not_hard_to_trace() -> None:
    small: list[Row] = [
        {"place": "inn", "kind": "restaurant", "unit": "k2", "capacity": 20},
        {"place": "home", "kind": "household", "unit": "k1"},
    ]
    evening: dict[str, Any] = {"first": "21T18:00", "last": "21T20:00"}
    assert "inn" in levels(zoned(trail=[was("inn", **evening, met=9)], places=small))
    assert "inn" not in levels(zoned(trail=[was("inn", **evening, met=10)], places=small))


def test_the_open_air_makes_no_zone() -> None:
    for rules in (EIGHT, NINE):
        assert "park" not in levels(zoned(rules=rules, trail=[was("park", "21T08:00", "21T18:00", kind="outdoors")]))


def test_the_ninth_edition_asks_how_often_and_not_whether_people_can_be_traced() -> None:
    found = zoned(
        rules=NINE,
        trail=[
            was("inn", "21T18:00", "21T20:00"),
            was("village-inn", "21T18:00", "21T19:59"),
            was("office", "21T18:00", "21T18:05", kind="work"),
        ],
    )  # fmt: skip
    assert levels(found) == {"inn": "high", "k1": "high", "village-inn": "mid", "office": "mid", "I71": "low"}


def test_a_short_visit_on_two_days_is_often() -> None:
    visit = {**was("inn", "21T23:30", "22T00:30"), "minutes": 60.0}
    assert levels(zoned(rules=NINE, trail=[visit]))["inn"] == "high"


def test_a_place_visited_before_the_days_that_count_is_open() -> None:
    early = was("inn", "19T18:00", "19T20:00")
    assert "inn" not in levels(zoned(trail=[early]))
    assert "inn" in levels(zoned(trail=[was("inn", "19T22:00", "20T00:30")]))


def test_a_place_inside_a_sealed_compound_is_not_bound_twice() -> None:
    inside = [lives("P0", "other")]
    assert levels(zoned(residences=inside, trail=[was("inn", "21T18:00", "21T20:00")]), "control") == {
        "k2": "sealed", "I71": "precaution",
    }  # fmt: skip


def test_a_case_whose_class_nobody_said_closes_nothing() -> None:
    assert zoned(case(**{"class": None})).zones.is_empty()


def test_a_zone_is_provisional_while_all_its_cases_are() -> None:
    homes = [lives("P0", "home"), lives("P1", "home")]
    suspect = case(**{"class": "suspect", "provisional": True})
    assert row(zoned(suspect), "k1", "control")["provisional"]
    assert not row(zoned(suspect, case(case="C2", person="P1"), residences=homes), "k1", "control")["provisional"]


def test_a_policy_without_zones_gives_empty_frames() -> None:
    found = zoned(rules=ZoneRules("none"))
    assert all(getattr(found, field.name).is_empty() for field in fields(found))
    assert found.zones.columns == zoned().zones.columns


def test_where_somebody_died_of_it_is_sealed_and_the_dead_are_not_counted_there() -> None:
    homes = [lives("P0", "home"), lives("N", "home")]
    found = zoned(residences=homes, traits=[{"person": "P0", "trait": "deceased", "since": "22T20:00"}])
    assert (row(found, "k1", "control")["level"], row(found, "k1", "control")["people"]) == ("sealed", 1)


def test_the_dead_hold_no_seal() -> None:
    homes = [lives("P0", "home"), lives("N", "home")]
    dead = [{"person": "N", "trait": "deceased", "since": "23T20:00"}]
    assert levels(zoned(now="2022-02-06T12:00", residences=homes, traits=dead), "control") == {}
