"""Whom each area needs, and which team is named for it."""

from collections.abc import Sequence

import polars as pl

from seawall.plan.zone.staffing import staffing
from seawall.plan.zone.tree import tree
from seawall.policy import load
from seawall.policy.zone import zone_rules
from tests.given import Row, given

RULES = zone_rules(load("covid19-cn-8"))
POLICE = [{"team": f"police-{n}", "kind": "police", "unit": "county", "size": 10} for n in (1, 2)]


def named(*areas: str, teams: Sequence[Row]) -> dict[tuple[str, str], str | None]:
    units = [
        {"unit": "county", "level": "county", "name": "c"},
        *({"unit": each, "parent": "county", "level": "village", "name": each} for each in areas),
    ]
    facts = given(at="28T12:00", units=units, teams=teams)
    zones = pl.DataFrame({"subject": areas, "unit": areas, "level": ["sealed"] * len(areas)})
    rows = staffing(zones, facts, RULES, tree(facts)).select("subject", "role", "named").rows()
    return {(subject, role): name for subject, role, name in rows}


def test_each_of_two_areas_gets_a_team_of_its_own_and_the_third_a_row_without_a_name() -> None:
    found = named("a", "b", "c", teams=POLICE)
    assert [found[area, "police"] for area in "abc"] == ["police-1", "police-2", None]


def test_a_team_of_the_area_itself_comes_before_one_of_the_county() -> None:
    own = {"team": "zz", "kind": "police", "unit": "a", "size": 10}
    assert named("a", "b", teams=[*POLICE, own])["a", "police"] == "zz"


def test_a_team_of_another_area_or_kind_is_not_named() -> None:
    beside = {"team": "t", "kind": "police", "unit": "b", "size": 10}
    assert named("a", teams=[beside, {**POLICE[0], "kind": "patrol"}])["a", "police"] is None
