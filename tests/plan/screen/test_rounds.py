"""The rounds of a whole unit: which have one, and how many of the people by name have done theirs."""

from dataclasses import replace
from typing import Any

from seawall.plan.screen import ZoneTests
from tests.given import Row
from tests.plan.screen.giving import RULES, asked, contact, entered, result, swab, zone

CITY: dict[str, Any] = {
    "units": [{"unit": "U", "level": "compound", "name": "U"}],
    "places": [{"place": "H", "kind": "household", "unit": "U"}],
    "residences": [{"person": "A", "place": "H", "kind": "current"}],
}
DONE: dict[str, Any] = {"specimens": [swab("S1", "22T09:00")], "results": [result("S1")]}


def rows(*contacts: Row, **more: Any) -> list[dict[str, Any]]:
    return asked(*contacts, **{"zones": [zone(people=860)], **CITY, **more})


def rounds(*contacts: Row, **more: Any) -> list[tuple[str, str]]:
    """Day of each round of the unit, and how many live there, by name, done."""
    found = [row for row in rows(*contacts, **more) if row["subject_kind"] == "unit"]
    return [(row["day"][5:], row["why"].rsplit("; ", 1)[1]) for row in found]


def lives(*people: str) -> list[Row]:
    return [{"person": person, "place": "H", "kind": "current"} for person in people]


def test_a_unit_of_which_nobody_is_known_by_name_has_rounds_too() -> None:
    assert rounds(residences=[])[0] == ("01-22", "860 residents, 0 by name, 0 of them done")


def test_a_sealed_place_is_no_unit_however_many_live_there() -> None:
    assert rounds(zones=[zone("H", "place", people=860)]) == []


def test_the_last_day_before_the_release_is_a_round_too() -> None:
    found = rounds(zones=[zone(people=860, until="2022-01-27T00:00")])
    assert [day for day, _ in found] == ["01-22", "01-25", "01-26"]


def test_who_was_tested_on_one_day_has_done_the_round_of_no_other() -> None:
    assert [told for _, told in rounds(**DONE)] == [
        "860 residents, 1 by name, 1 of them done",
        "860 residents, 1 by name, 0 of them done",
        "860 residents, 1 by name, 0 of them done",
    ]


def test_each_person_counts_once_whatever_number_of_kinds_of_test_they_did_that_day() -> None:
    course = replace(RULES.zones["sealed"], kind="PCR oropharyngeal")
    rules = replace(RULES, zones={"sealed": course})
    at_home = contact(last="2022-01-21", begins="22T09:00")
    both = [row for row in rows(at_home, rules=rules, **DONE) if row["subject"] == "A" and row["state"] == "done"]
    assert [row["kind"] for row in both] == ["PCR nasopharyngeal", "PCR oropharyngeal"]
    assert rounds(at_home, rules=rules, **DONE)[0][1] == "860 residents, 1 by name, 1 of them done"


def test_a_place_that_was_swabbed_is_no_person_of_that_name() -> None:
    homes = [*CITY["places"], {"place": "A", "kind": "household", "unit": "U"}]
    ill = {"person": "Z", "place": "A", "kind": "current"}
    surface = {"specimens": [{**swab("S1", "22T09:00", kind="surface"), "subject_kind": "place"}],
               "results": [result("S1")]}  # fmt: skip
    found = rounds(
        zones=[zone(people=860, cases=["C2"])], places=homes, residences=[*lives("A"), ill],
        cases=[{"case": "C2", "person": "Z", "incident": "I"}], **surface,
    )  # fmt: skip
    assert found[0][1] == "860 residents, 2 by name, 0 of them done"


def test_the_dead_and_those_who_moved_out_are_not_among_those_by_name() -> None:
    homes = [*lives("A", "D"), {"person": "M", "place": "H", "kind": "current", "until": "20T00:00"}]
    dead = [{"person": "D", "trait": "deceased"}]
    assert rounds(residences=homes, traits=dead)[0][1] == "860 residents, 1 by name, 0 of them done"


def test_the_rounds_of_a_unit_stand_after_the_tests_of_its_people() -> None:
    assert [row["subject"] for row in rows()] == ["A", "A", "A", "U", "U", "U"]


def test_who_is_in_a_site_is_known_by_name_and_has_no_test_at_home() -> None:
    found = rows(admissions=[entered("A", "22T08:00")])
    assert {row["subject"] for row in found} == {"U"}
    assert found[0]["why"].endswith("860 residents, 1 by name, 0 of them done")


def test_a_level_with_only_a_release_has_that_round_alone() -> None:
    rules = replace(RULES, zones={"sealed": ZoneTests(None, "PCR oropharyngeal", "release")})
    found = rounds(zones=[zone(people=860, until="2022-01-27T00:00")], rules=rules)
    assert [day for day, _ in found] == ["01-26"]
