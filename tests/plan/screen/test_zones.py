"""Test days of zones: who lives there, from the day it began; its places; the last day before release."""

from dataclasses import replace
from typing import Any

from seawall.plan.screen import ZoneTests
from tests.given import Row
from tests.plan.screen.giving import RULES, asked, contact, entered, result, screened, swab, zone

UNITS = [
    {"unit": "U", "level": "compound", "name": "U"},
    {"unit": "B", "parent": "U", "level": "building", "name": "B"},
    {"unit": "V", "level": "compound", "name": "V"},
]
PLACES = [{"place": "H1", "kind": "household", "unit": "B"}, {"place": "H2", "kind": "household", "unit": "V"}]


def home(person: str, place: str, kind: str = "current", **more: str) -> Row:
    return {"person": person, "place": place, "kind": kind, **more}


LIVES = [home("A", "H1"), home("Z", "H2")]
CITY: dict[str, Any] = {"units": UNITS, "places": PLACES, "residences": LIVES}


def who(*contacts: Row, **more: Any) -> set[tuple[str, str]]:
    """Subject and month-day of every test."""
    given = {"zones": [zone()], **CITY, **more}
    return {(row["subject"], row["day"][5:]) for row in asked(*contacts, **given)}


def test_residents_are_tested_from_the_day_the_zone_began() -> None:
    assert who() == {("A", "01-22"), ("A", "01-25"), ("A", "01-28")}
    row = asked(zones=[zone()], **CITY)[0]
    assert (row["subject_kind"], row["kind"], row["clause"]) == ("person", "PCR nasopharyngeal", "zone days")
    assert row["why"] == "day 1 of the sealed unit U, from 2022-01-22"


def test_the_day_the_zone_began_is_the_local_one() -> None:
    assert ("A", "01-23") in who(zones=[zone(since="23T00:30")])


def test_a_zone_that_began_before_any_of_its_cases_was_known_is_tested_from_then_on() -> None:
    cases = [{"case": f"C{n}", "person": f"P{n}", "incident": "I", "recorded": f"2{n}T10:00"} for n in (3, 4)]
    found = who(zones=[zone(cases=["C3", "C4"])], cases=cases, now="24T12:00")
    assert found == {("A", "01-23"), ("A", "01-26"), ("A", "01-29")}


def test_a_zone_that_is_a_place_holds_those_who_live_in_it() -> None:
    found = who(zones=[zone("H2", "place")])
    assert {subject for subject, _ in found} == {"Z", "H2"}


def test_a_zone_that_is_a_shape_holds_nobody_here() -> None:
    assert who(zones=[zone("U", "shape")]) == set()


def test_a_level_without_tests_asks_for_none() -> None:
    assert who(zones=[zone(level="controlled")]) == set()


def test_a_day_after_the_zones_end_never_comes_and_the_last_is_a_test_day() -> None:
    ended = who(zones=[zone(until="2022-01-27T00:00")])
    assert ended == {("A", "01-22"), ("A", "01-25"), ("A", "01-26")}
    row = asked(zones=[zone(until="2022-01-27T00:00")], **CITY)[-1]
    assert (row["day"], row["clause"]) == ("2022-01-26", "zone release")
    assert row["why"] == "last day of the sealed unit U: its release takes a negative test of all"


def test_a_release_without_a_test_of_all_adds_no_day() -> None:
    zones = {"sealed": replace(RULES.zones["sealed"], release="")}
    rules = replace(RULES, zones=zones)
    for last in ("2022-01-27T00:00", "2022-01-26T00:00"):
        assert who(zones=[zone(until=last)], rules=rules) == {("A", "01-22"), ("A", "01-25")}
    assert who(zones=[zone(until="2022-01-25T00:00")], rules=rules) == {("A", "01-22")}


def test_a_level_with_only_a_release_has_only_the_last_day() -> None:
    rules = replace(RULES, zones={"high": ZoneTests(None, "PCR oropharyngeal", "high release")})
    assert who(zones=[zone(level="high", until="2022-01-29T00:00")], rules=rules) == {("A", "01-28")}


def test_who_is_a_case_in_a_site_or_to_have_a_room_is_not_there() -> None:
    case = {"case": "C2", "person": "A", "incident": "I"}
    assert who(cases=[case]) == set()
    assert who(admissions=[entered("A", "22T10:00")]) == set()
    assert who(admissions=[entered("A", "22T10:00", until="22T11:00")]) != set()
    assert who(admissions=[entered("A", "22T13:00")]) != set()
    assert who(admissions=[{"person": "A", "site": "Q1"}]) == set()
    assert who(admissions=[entered("A", "20T10:00"), entered("A", "21T10:00", until="22T11:00")]) != set()
    assert who(rooms=[{"person": "A", "site": "Q1", "room": "1"}]) == set()
    assert who(rooms=[{"person": "A", "site": None, "room": None}]) != set()


def test_somebody_lives_at_the_likeliest_home_that_was_not_left() -> None:
    two = [home("A", "H2", "registered"), home("A", "H1")]
    assert {subject for subject, _ in who(residences=two)} == {"A"}
    moved = [home("A", "H2", "registered"), home("A", "H1", until="20T10:00")]
    assert who(residences=moved) == set()


def test_who_moves_into_a_zone_later_is_not_tested_for_it_yet() -> None:
    later = [home("A", "H1"), home("A", "H2", since="2022-03-01T00:00", recorded="21T00:00")]
    assert {subject for subject, _ in who(residences=later)} == {"A"}


def test_the_dead_are_not_tested_and_their_homes_are_sampled() -> None:
    dead = [{"person": "A", "trait": "deceased"}]
    assert who(traits=dead) == set()
    ill = [{"case": "C2", "person": "A", "incident": "I"}]
    assert who(traits=dead, cases=ill, zones=[zone(cases=["C2"])]) == {("H1", "01-22")}


def test_a_contact_at_home_in_a_zone_has_one_row_a_day_with_both_reasons() -> None:
    rows = asked(contact(last="2022-01-21", begins="22T09:00"), zones=[zone()], **CITY)
    first = rows[0]
    assert len({(row["subject"], row["day"]) for row in rows}) == len(rows)
    assert first["clause"] == "site days; zone days"
    assert first["why"].endswith("; day 1 of the sealed unit U, from 2022-01-22")


def test_two_zones_that_ask_by_one_rule_name_it_once() -> None:
    row = asked(zones=[zone(), zone("B")], **CITY)[0]
    assert row["clause"] == "zone days"
    assert row["why"] == "day 1 of the sealed unit U, from 2022-01-22; day 1 of the sealed unit B, from 2022-01-22"


def test_a_place_that_is_sealed_is_sampled() -> None:
    rows = [row for row in asked(zones=[zone("H2", "place")], **CITY) if row["subject_kind"] == "place"]
    assert [(row["subject"], row["day"], row["kind"], row["clause"]) for row in rows] == [
        ("H2", "2022-01-22", "PCR surface", "surfaces")
    ]


def test_in_a_unit_the_homes_of_its_cases_are_sampled() -> None:
    cases = [{"case": "C2", "person": "A", "incident": "I"}, {"case": "C3", "person": "Z", "incident": "I"}]
    found = who(zones=[zone(cases=["C2", "C3"])], cases=cases)
    assert found == {("H1", "01-22")}


def test_specimens_of_the_place_or_an_object_in_it_do_its_test() -> None:
    for kind in ("place", "object"):
        taken = [{**swab("S1", "22T09:00", "H2", kind="surface"), "subject_kind": kind}]
        rows = asked(zones=[zone("H2", "place")], specimens=taken, results=[result("S1")], **CITY)
        assert [row["state"] for row in rows if row["subject"] == "H2"] == ["done"]


def test_levels_the_desk_does_not_sample_have_no_specimens_of_places() -> None:
    assert not [s for s, _ in who(zones=[zone("H2", "place", level="precaution")]) if s == "H2"]
    rules = replace(RULES, environment=None)
    assert not [s for s, _ in who(zones=[zone("H2", "place")], rules=rules) if s == "H2"]


def test_a_tree_that_runs_in_a_circle_ends() -> None:
    circle = [{"unit": "U", "parent": "B", "level": "compound", "name": "U"},
              {"unit": "B", "parent": "U", "level": "building", "name": "B"}]  # fmt: skip
    assert {subject for subject, _ in who(units=circle)} == {"A"}


def test_without_zones_nobody_is_tested_for_one() -> None:
    assert screened(**CITY).tests.is_empty()


def units(**more: Any) -> list[tuple[str, str, str]]:
    """Day, state and reason of the tests whose subject is a unit."""
    given = {**CITY, **more}
    rows = [row for row in asked(**given) if row["subject_kind"] == "unit"]
    assert {(row["subject"], row["kind"]) for row in rows} <= {("U", "PCR nasopharyngeal")}
    return [(row["day"][5:], row["state"], row["why"]) for row in rows]


def test_a_unit_of_more_people_than_are_known_by_name_has_a_row_a_round_of_its_own() -> None:
    found = units(zones=[zone(people=860)])
    assert [(day, state) for day, state, _ in found] == [("01-22", "due"), ("01-25", "planned"), ("01-28", "planned")]
    assert found[0][2] == "day 1 of the sealed unit U, from 2022-01-22; 860 residents, 1 by name, 0 of them done"


def test_a_unit_whose_people_are_all_known_or_unknown_in_number_has_none() -> None:
    assert units(zones=[zone(people=1)]) == []
    assert units(zones=[zone()]) == []
    assert units(zones=[zone(level="controlled", people=860)]) == []


def test_a_unit_says_how_many_of_its_people_by_name_were_tested() -> None:
    taken: dict[str, Any] = {"specimens": [swab("S1", "22T09:00")], "results": [result("S1")]}
    day, state, why = units(zones=[zone(people=860)], **taken)[0]
    assert (day, state) == ("01-22", "due")
    assert why.endswith("860 residents, 1 by name, 1 of them done")


def report(swabbed: int, present: int | None, at: str = "22T10:00", team: str = "T1", **more: Any) -> Row:
    return {"unit": "U", "team": team, "at": at, "swabbed": swabbed, "present": present, **more}


def reported(*reports: Row, now: str = "22T12:00", **more: Any) -> list[tuple[str, str]]:
    """State of each round of the unit, and what its reason says after the people by name."""
    found = units(zones=[zone(people=860)], rounds=reports, now=now, **more)
    return [(state, why.split("of them done")[1]) for _, state, why in found]


def test_a_round_of_a_unit_is_done_when_everybody_present_was_swabbed_and_the_day_is_over() -> None:
    assert reported(report(857, 857), now="23T00:00")[0] == ("done", "; 857 of 857 present swabbed")
    assert reported(report(857, 857), now="23T00:00")[1:] == [("planned", ""), ("planned", "")]


def test_before_its_day_is_over_a_round_is_done_only_where_everybody_who_lives_there_was_swabbed() -> None:
    first = ("due", "; 30 of 30 present swabbed, 30 of 860 residents reported so far")
    assert reported(report(30, 30))[0] == reported(report(30, 30), now="22T23:59")[0] == first
    assert reported(report(30, 30), report(830, 830, team="T2"))[0] == ("done", "; 860 of 860 present swabbed")
    assert reported(report(30, 30), report(829, 830, team="T2"))[0][0] == "due"


def test_a_round_of_a_unit_says_how_many_are_missing_and_stays_due_overdue_or_lost() -> None:
    for now, state in (("22T12:00", "due"), ("23T12:00", "overdue"), ("25T12:00", "lost")):
        assert reported(report(850, 857), now=now)[0] == (state, "; 850 of 857 present swabbed, 7 missing")


def test_a_report_of_nobody_present_or_of_a_number_nobody_counted_does_no_round() -> None:
    assert reported(report(0, 0), now="23T12:00")[0] == ("overdue", "; 0 of 0 present swabbed")
    assert reported(report(850, None))[0] == ("due", "; 850 swabbed, nobody counted of how many present")
    assert reported(report(400, 400), report(9, None, team="T2"))[0][0] == "due"


def test_of_a_team_its_latest_report_counts_and_several_teams_are_added() -> None:
    over = "23T12:00"
    assert reported(report(400, 857), report(857, 857, at="22T11:00"), now=over)[0][0] == "done"
    assert reported(report(857, 857), report(400, 857, at="22T09:00"), now=over)[0][0] == "done"
    two = reported(report(400, 400), report(450, 457, team="T2"))[0]
    assert two == ("due", "; 850 of 857 present swabbed, 7 missing")
    again = reported(report(400, 400), report(450, 457, team="T2"), report(7, 0, at="22T11:30", team="T3"), now=over)[0]
    assert again == ("done", "; 857 of 857 present swabbed")


def test_a_report_does_the_last_round_that_had_begun_for_certain() -> None:
    late = reported(report(857, 857, at="24T10:00"), now="25T12:00")
    assert [state for state, _ in late] == ["done", "due", "planned"]
    both = reported(report(850, 857), report(860, 860, at="25T10:00"), now="25T12:00")
    assert [state for state, _ in both] == ["lost", "done", "planned"]
    for unsure in (".. 22T11:00", "21T10:00", "22T13:00"):
        assert reported(report(857, 857, at=unsure))[0] == ("due", "")
    assert reported(report(860, 860, at="2022-01-22"))[0][0] == "done"


def test_a_report_that_was_corrected_counts_no_more_and_one_of_another_unit_never_did() -> None:
    wrong, right = report(857, 857), report(807, 857, corrects="rounds-0")
    assert reported(wrong, right)[0] == ("due", "; 807 of 857 present swabbed, 50 missing")
    assert reported({**report(857, 857), "unit": "B"})[0] == ("due", "")


def test_swabs_of_people_by_name_are_told_and_not_added_to_what_a_team_reports() -> None:
    taken: dict[str, Any] = {"specimens": [swab("S1", "22T09:00")], "results": [result("S1")]}
    _, state, why = units(zones=[zone(people=860)], rounds=[report(856, 857)], **taken)[0]
    assert state == "due"
    assert why.endswith("1 by name, 1 of them done; 856 of 857 present swabbed, 1 missing")
