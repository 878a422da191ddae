"""Circles round the homes of cases, for diseases that mosquitoes carry."""

from pathlib import Path
from typing import Any

import pytest

from seawall.plan.zone import Circles, ZoneRules
from seawall.policy import load
from seawall.policy.zone import zone_rules
from tests.given import Row, local
from tests.plan.zone.land import case, levels, lives, row, zoned

RULE = Circles(("home",), 100, "test zone.core [memory]", 200, "test zone.alert [memory]", 25, "test outbreak.over")
RULES = ZoneRules("test", circles=RULE, posts_levels=(), frequent_minutes=120)
METRE = 1 / 111_195.08


def home(place: str, north: float = 0, datum: str = "WGS84", unit: str | None = "v1") -> Row:
    return {"place": place, "kind": "household", "unit": unit, "lat": north * METRE, "lon": 110, "datum": datum}


PLACES = [
    home("home"),
    home("near", 99.9),
    home("over", 100.1),
    home("beyond", 299),
    home("out", 301),
    home("gcj", 5, "GCJ02"),
]
PEOPLE = [lives("P0", "home"), *(lives(place, place) for place in ("near", "over", "beyond", "out", "gcj"))]


def test_a_case_has_a_core_and_an_alert_round_its_home() -> None:
    found = zoned(rules=RULES, places=PLACES, residences=PEOPLE)
    assert levels(found) == {"core-home": "core", "alert-home": "alert"}
    assert found.zones["kind"].unique().to_list() == ["shape"]
    assert found.shapes.select("shape", "radius_m", "datum").sort("radius_m").rows() == [
        ("core-home", 100.0, "WGS84"), ("alert-home", 300.0, "WGS84"),
    ]  # fmt: skip


def test_who_lives_inside_is_counted_in_metres_and_in_one_datum() -> None:
    found = zoned(rules=RULES, places=PLACES, residences=PEOPLE)
    assert (row(found, "core-home")["people"], row(found, "alert-home")["people"]) == (2, 2)


def test_metres_to_the_east_shrink_with_the_latitude() -> None:
    def at(east: float) -> Row:
        return {**home("near"), "lat": 60.0, "lon": 110 + east * METRE * 2}

    for east, people in ((99.0, 2), (101.0, 1)):
        found = zoned(rules=RULES, places=[{**home("home"), "lat": 60.0}, at(east)], residences=PEOPLE[:2])
        assert row(found, "core-home")["people"] == people


def test_circles_end_when_no_case_inside_was_found_for_the_days_of_the_policy() -> None:
    cases = (case(), case(case="C2", person="near", positive="25T09:00"))
    found = zoned(*cases, rules=RULES, places=PLACES, residences=PEOPLE, now="26T12:00")
    assert row(found, "core-home")["until"] == local("2022-02-20T00:00")
    assert row(found, "core-near")["until"] == local("2022-02-20T00:00")
    assert zoned(rules=RULES, places=PLACES, residences=PEOPLE, now="2022-02-17T00:00").zones.is_empty()


def test_a_home_without_coordinates_makes_its_unit_the_core() -> None:
    found = zoned(rules=RULES, residences=[lives("P0", "farm")])
    assert (levels(found), row(found, "v1")["kind"]) == ({"v1": "core"}, "unit")


def test_cases_of_one_unit_without_coordinates_share_its_core() -> None:
    homes = [lives("P0", "farm"), lives("P1", "village-inn")]
    cases = (case(), case(case="C2", person="P1", positive="25T09:00"))
    found = row(zoned(*cases, rules=RULES, residences=homes, now="26T12:00"), "v1")
    assert (found["cases"], found["until"]) == (["C1", "C2"], local("2022-02-20T00:00"))


def test_a_workplace_is_a_centre_where_the_policy_says_so() -> None:
    work: dict[str, Any] = {
        "occupations": [{"person": "P0", "employer": "near"}],
        "places": PLACES,
        "residences": PEOPLE,
    }
    rules = ZoneRules("test", circles=Circles(("home", "workplace"), 100, "test"))
    assert set(levels(zoned(rules=rules, **work))) == {"core-home", "core-near"}
    assert "core-near" not in levels(zoned(rules=RULES, **work))


@pytest.mark.parametrize("policy", ["dengue-cn-2014", "dengue-cn-2025", "chikungunya-cn-2025"])
def test_a_policy_that_lists_its_circles_as_missing_makes_none_and_says_so(policy: str) -> None:
    rules = zone_rules(load(policy))
    assert rules.circles is None
    assert any("zone.core" in gap for gap in rules.gaps)
    assert zoned(rules=rules).zones.is_empty()


def test_an_overlay_may_state_a_doubtful_circle_and_every_clause_carries_the_doubt(tmp_path: Path) -> None:
    overlay = tmp_path / "city.toml"
    overlay.write_text(
        'schema = "seawall-policy/1"\n[policy]\nid = "city"\ntitle = { zh = "市", en = "City" }\npathogen = "DENV"\n'
        'jurisdiction = "CN-44"\nlevel = "incident"\nextends = "dengue-cn-2014"\n[rules."zone.core"]\n'
        'value = { shape = "circle", centre = ["home"], radius_m = 100 }\nunit = "m"\nsource = ["mem"]\n'
        'confidence = "memory"\n'
    )
    rules = zone_rules(load(overlay))
    found = zoned(rules=rules, places=PLACES, residences=PEOPLE)
    assert row(found, "core-home")["clause"] == "city zone.core [memory]"
    (ends,) = found.releases.to_dicts()
    assert (ends["met_on"], ends["state"]) == (None, "cannot_tell")
    assert "outbreak.over" in ends["condition"]
    assert row(found, "core-home")["until"] is None
