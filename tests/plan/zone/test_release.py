"""When an area is released, condition by condition, and what follows."""

from dataclasses import replace
from typing import Any

import pytest

from seawall import flow
from seawall.plan.trace import FrameMeetings
from seawall.plan.zone import Zoned
from seawall.policy import load
from tests.given import Row, local
from tests.plan.zone.land import EIGHT, NINE, TWENTY, case, contact, facts_of, levels, lives, row, was, zoned

BOTH = [lives("P0", "home"), lives("N", "home")]


def conditions(found: Zoned, subject: str, axis: str) -> list[tuple[Any, str]]:
    rows = found.releases.filter(subject=subject, axis=axis)
    return [
        (when and when.astimezone(local("22T00:00").tzinfo), state)
        for when, state in rows.select("met_on", "state").iter_rows()
    ]


def swab(person: str, taken: str, result: str = "negative", **more: Any) -> dict[str, Any]:
    specimen = {"specimen": f"s-{person}-{taken}", "subject_kind": "person", "subject": person, "taken": taken, **more}
    return {
        "specimens": [specimen],
        "results": [{"specimen": specimen["specimen"], "laboratory": "L", "result": result, "at": taken}],
    }


def test_a_sealed_compound_waits_fourteen_whole_days_after_the_last_positive() -> None:
    found = row(zoned(), "k1", "control")
    assert (found["from"], found["until"]) == (local("22T10:00"), local("2022-02-06T00:00"))


def test_a_day_whose_hour_is_unknown_counts_as_that_day() -> None:
    found = row(zoned(case(positive="2022-01-22")), "k1", "control")
    assert found["until"] == local("2022-02-06T00:00")


def test_a_find_of_which_the_day_alone_is_known_stands_from_its_beginning_whenever_it_is_asked_for() -> None:
    begins = {
        row(zoned(case(positive="2022-01-22"), now=now), "k1", "control")["from"] for now in ("22T10:00", "24T09:00")
    }
    assert begins == {local("22T00:00")}
    assert row(zoned(case(positive="22T08:00 ..")), "k1", "control")["from"] == local("22T08:00")
    assert row(zoned(case(positive=".. 22T08:00")), "k1", "control")["from"] == local("22T08:00")


def test_an_area_stands_from_its_first_find_on() -> None:
    homes = [lives("P0", "home"), lives("P1", "home")]
    found = zoned(case(), case(case="C2", person="P1", positive="25T09:00"), residences=homes, now="26T12:00")
    assert row(found, "k1", "control")["from"] == local("22T10:00")


def test_a_condition_is_met_from_its_instant_on() -> None:
    found = zoned(now="2022-02-06T00:00", residences=BOTH)
    assert (local("2022-02-06T00:00"), "met") in conditions(found, "k1", "control")


def test_an_exposure_that_is_presumed_to_go_on_counts_to_now() -> None:
    found = zoned(now="25T12:00", residences=BOTH, contacts=[contact("N", "28T09:00")])
    assert row(found, "k1", "control")["until"] == local("2022-02-09T00:00")


def test_a_close_contact_exposed_later_holds_the_compound() -> None:
    found = zoned(now="25T12:00", residences=BOTH, contacts=[contact("N", "24T09:00")])
    assert row(found, "k1", "control")["until"] == local("2022-02-08T00:00")
    assert conditions(found, "k1", "control") == [
        (local("2022-02-06T00:00"), "open"), (local("2022-02-08T00:00"), "open"), (local("2022-02-08T00:00"), "open"),
    ]  # fmt: skip


@pytest.mark.parametrize("held", [contact("N", "24T09:00", ring="secondary"), contact("X", "24T09:00")])
def test_a_contact_who_is_not_close_or_does_not_live_there_does_not(held: Row) -> None:
    found = zoned(now="25T12:00", residences=BOTH, contacts=[held])
    assert row(found, "k1", "control")["until"] == local("2022-02-06T00:00")


def test_a_contact_exposed_at_a_sealed_place_holds_the_place() -> None:
    found = zoned(
        now="25T12:00", trail=[was("inn", "21T18:00", "21T20:00")], contacts=[contact("X", "24T09:00", place="inn")]
    )
    assert row(found, "inn")["until"] == local("2022-02-08T00:00")
    assert row(found, "k1", "control")["until"] == local("2022-02-06T00:00")


def test_a_contact_who_was_at_a_sealed_place_counts_there_whatever_else_makes_them_a_contact() -> None:
    there = {"place": "inn", "came": "21T18:00", "left": "21T20:00"}
    facts = facts_of(
        "23T12:00",
        cases=[{"case": "C1", "person": "P0", "incident": "I", "opened": "22T12:00"}],
        classifications=[{"case": "C1", "class": "confirmed", "at": "22T12:00"}],
        specimens=[{"specimen": "S", "subject_kind": "person", "subject": "P0", "taken": "22T08:00"}],
        results=[{"specimen": "S", "laboratory": "L", "result": "positive", "at": "22T10:00"}],
        relations=[{"person": "P0", "other": "N", "kind": "household"}],
        residences=BOTH,
        stays=[{"person": who, **there} for who in ("P0", "N")],
    )
    meetings = FrameMeetings(facts["stays"], facts["places"])
    plan = flow.plan(facts, load("covid19-cn-8"), "I", local("23T12:00"), meetings, history=True)
    strongest = plan.traced.contacts.filter(person="N")["place"].to_list()
    assert strongest == [None]
    assert (local("2022-02-05T00:00"), "open") in conditions(plan.zoned, "inn", "control")


def test_an_exposure_nobody_can_date_leaves_the_end_open() -> None:
    found = zoned(residences=BOTH, contacts=[contact("N", None)])
    assert row(found, "k1", "control")["until"] is None
    assert (None, "cannot_tell") in conditions(found, "k1", "control")


def test_a_sealed_compound_is_over_only_when_all_inside_were_negative_in_the_last_two_days() -> None:
    on: dict[str, Any] = {"now": "2022-02-06T12:00", "residences": BOTH}
    untested = zoned(**on)
    assert row(untested, "k1", "control")["until"] == local("2022-02-07T00:00")
    assert (local("2022-02-07T00:00"), "open") in conditions(untested, "k1", "control")
    assert levels(zoned(**on, **swab("N", "2022-02-04T00:00")), "control") == {}
    early = zoned(**on, **swab("N", "2022-02-03T23:59"))
    assert levels(early, "control")["k1"] == "sealed"


def test_a_swab_that_may_be_too_early_releases_nobody() -> None:
    found = zoned(now="2022-02-06T12:00", residences=BOTH, **swab("N", "2022-02-03T20:00 .. 2022-02-04T10:00"))
    assert levels(found, "control")["k1"] == "sealed"


def test_a_result_that_is_not_there_yet_releases_nobody() -> None:
    swabbed = swab("N", "2022-02-05T10:00")
    later = {**swabbed, "results": [{**swabbed["results"][0], "at": "2022-02-06T18:00"}]}
    assert "k1" in levels(zoned(now="2022-02-06T12:00", residences=BOTH, **later), "control")


def test_a_case_and_somebody_in_a_room_need_no_swab_at_home() -> None:
    gone = [{"person": "N", "site": "Q", "at": "23T10:00"}]
    assert levels(zoned(now="2022-02-06T12:00", residences=BOTH, admissions=gone), "control") == {}
    back = [{**gone[0], "until": "2022-01-30T10:00"}]
    assert "k1" in levels(zoned(now="2022-02-06T12:00", residences=BOTH, admissions=back), "control")


def test_who_is_to_enter_a_site_is_still_at_home_and_who_is_to_leave_one_is_not_yet() -> None:
    ahead = [{"person": "N", "site": "Q", "at": "2022-02-20T10:00"}]
    assert "k1" in levels(zoned(now="2022-02-06T12:00", residences=BOTH, admissions=ahead), "control")
    planned = [{"person": "N", "site": "Q", "at": "23T10:00", "until": "2022-02-20T10:00"}]
    assert levels(zoned(now="2022-02-06T12:00", residences=BOTH, admissions=planned), "control") == {}


def test_a_quarantine_long_over_keeps_no_home_out_of_a_zone() -> None:
    homes = [lives("P0", "home"), lives("N", "other")]
    before = [{"person": "N", "site": "Q", "at": "2021-12-01T10:00", "until": "2021-12-10T10:00"}]
    found = zoned(now="26T12:00", residences=homes, admissions=before, **swab("N", "25T09:00", "positive"))
    assert row(found, "k2")["level"] == "sealed"


def test_somebody_moved_from_site_to_site_was_isolated_when_they_entered_the_first() -> None:
    homes = [lives("P0", "home"), lives("N", "other")]
    moved = [{"person": "N", "site": "Q", "at": "15T10:00"}, {"person": "N", "site": "H", "at": "24T10:00"}]
    found = zoned(now="26T12:00", residences=homes, admissions=moved, **swab("N", "25T09:00", "positive"))
    assert "k2" not in levels(found, "control")


def test_where_more_people_live_than_are_known_nobody_can_tell_whether_all_were_tested() -> None:
    units = [{"unit": "k1", "level": "compound", "name": "k1", "population": 900, "parent": "I71"},
             {"unit": "I71", "level": "county", "name": "I71"}]  # fmt: skip
    home = [{"place": "home", "kind": "household", "unit": "k1"}]
    held: dict[str, Any] = {"units": units, "places": home, "residences": BOTH, **swab("N", "2022-02-05T10:00")}
    before, after = zoned(**held), zoned(now="2022-02-06T12:00", **held)
    assert (local("2022-02-06T00:00"), "cannot_tell") in conditions(before, "k1", "control")
    assert (row(after, "k1", "control")["until"], row(after, "k1", "control")["people"]) == (None, 900)


def test_a_new_positive_inside_begins_the_count_again() -> None:
    tested = swab("N", "25T09:00", "positive")
    found = zoned(now="26T12:00", residences=BOTH, **tested)
    assert row(found, "k1", "control")["until"] == local("2022-02-09T00:00")


def test_a_positive_of_somebody_already_in_a_room_does_not() -> None:
    away = [{"person": "N", "site": "Q", "at": "22T20:00"}]
    found = zoned(now="26T12:00", residences=BOTH, admissions=away, **swab("N", "25T09:00", "positive"))
    assert row(found, "k1", "control")["until"] == local("2022-02-06T00:00")


def test_a_positive_whose_case_was_excluded_does_not() -> None:
    out = case(case="C2", person="N", excluded=True, open=False, positive="25T09:00")
    found = zoned(case(), out, now="26T12:00", residences=BOTH, **swab("N", "25T09:00", "positive"))
    assert row(found, "k1", "control")["until"] == local("2022-02-06T00:00")


def test_a_positive_tube_of_several_is_nobodys_positive() -> None:
    found = zoned(now="26T12:00", residences=BOTH, **swab("N", "25T09:00", "positive", pool="tube"))
    assert row(found, "k1", "control")["until"] == local("2022-02-06T00:00")


def test_an_antibody_or_another_kind_of_specimen_neither_draws_nor_releases() -> None:
    apart = [lives("P0", "home"), lives("N", "other")]

    def said(name: str, target: str | None, kind: str, at: str = "25T09:00") -> dict[str, Any]:
        taken = swab("N", at, name, kind=kind)
        return {**taken, "results": [{**taken["results"][0], "target": target}]}

    for target, kind in (
        ("IgG", "nasopharyngeal"),
        ("IgG/IgM", "nasopharyngeal"),
        ("总抗体", "throat"),
        ("N", "blood"),
    ):
        found = zoned(now="26T12:00", residences=apart, **said("positive", target, kind))
        assert "k2" not in levels(found, "control")
        late = zoned(now="2022-02-06T12:00", residences=BOTH, **said("negative", target, kind, "2022-02-05T10:00"))
        assert "k1" in levels(late, "control")
    assert "k2" in levels(zoned(now="26T12:00", residences=apart, **said("positive", "N", "throat")), "control")


def test_a_swab_that_another_laboratory_found_indeterminate_releases_nobody() -> None:
    taken = swab("N", "2022-02-05T10:00")
    both = [*taken["results"], {**taken["results"][0], "laboratory": "B", "result": "indeterminate"}]
    assert levels(zoned(now="2022-02-06T12:00", residences=BOTH, **taken), "control") == {}
    found = zoned(now="2022-02-06T12:00", residences=BOTH, specimens=taken["specimens"], results=both)
    assert "k1" in levels(found, "control")


def test_a_positive_without_a_case_closes_a_home_provisionally() -> None:
    found = zoned(
        now="26T12:00", residences=[lives("P0", "home"), lives("N", "other")], **swab("N", "25T09:00", "positive")
    )
    assert (row(found, "k2")["level"], row(found, "k2")["provisional"], row(found, "k2")["cases"]) == (
        "sealed",
        True,
        [],
    )


def test_a_controlled_place_is_a_precaution_area_for_seven_days_more() -> None:
    stay = [was("shop", "21T17:00", "21T17:30", kind="shop")]
    assert row(zoned(trail=stay), "shop")["until"] == local("2022-01-30T00:00")
    after = row(zoned(trail=stay, now="30T00:00"), "shop")
    assert (after["level"], after["from"], after["until"]) == (
        "precaution",
        local("30T00:00"),
        local("2022-02-06T00:00"),
    )
    assert "shop" not in levels(zoned(trail=stay, now="2022-02-06T00:00"))


def test_a_positive_surface_makes_a_controlled_place_a_sealed_one() -> None:
    surface = swab("shop", "25T09:00", "positive")
    surface["specimens"] = [{**surface["specimens"][0], "subject_kind": "place"}]
    found = zoned(now="26T12:00", trail=[was("shop", "21T17:00", "21T17:30", kind="shop")], **surface)
    assert (row(found, "shop")["level"], row(found, "shop")["until"]) == ("sealed", local("2022-02-09T00:00"))


def test_a_controlled_place_says_what_a_positive_would_make_of_it() -> None:
    found = zoned(trail=[was("shop", "21T17:00", "21T17:30", kind="shop")])
    said = found.releases.filter(subject="shop")["if_positive"][0]
    assert said == "becomes sealed; all counts begin again: 14 days from the day it is found"


def test_a_high_risk_compound_is_seven_days_high_then_three_days_mid_then_low() -> None:
    alone: dict[str, Any] = {"rules": NINE, "residences": [lives("P0", "home")]}
    high = zoned(**alone, now="29T23:59")
    assert (row(high, "k1")["level"], row(high, "k1")["until"]) == ("high", local("30T00:00"))
    mid = zoned(**alone, now="30T00:00")
    assert (row(mid, "k1")["level"], row(mid, "k1")["until"]) == ("mid", local("2022-02-02T00:00"))
    assert row(mid, "k1")["from"] == local("30T00:00")
    assert zoned(**alone, now="2022-02-02T00:00").zones.is_empty()


def test_the_ninth_edition_needs_negatives_of_the_seventh_day() -> None:
    on: dict[str, Any] = {"rules": NINE, "now": "30T12:00", "residences": BOTH}
    assert row(zoned(**on, **swab("N", "28T23:59")), "k1")["level"] == "high"
    assert row(zoned(**on, **swab("N", "29T00:00")), "k1")["level"] == "mid"
    late = row(zoned(**on, **swab("N", "30T09:00")), "k1")
    assert (late["from"], late["until"]) == (local("30T09:00"), local("2022-02-03T00:00"))


def test_a_positive_in_the_days_after_makes_it_high_again() -> None:
    found = zoned(
        case(),
        case(case="C2", person="N", positive="30T09:00", sample="30T08:00"),
        rules=NINE,
        now="31T12:00",
        residences=BOTH,
    )
    assert (row(found, "k1")["level"], row(found, "k1")["until"]) == ("high", local("2022-02-07T00:00"))


def test_the_twenty_measures_release_after_five_days_to_low() -> None:
    assert row(zoned(rules=TWENTY, now="27T12:00"), "b1-1")["until"] == local("28T00:00")
    assert zoned(rules=TWENTY, now="28T00:00").zones.is_empty()


def test_the_rest_of_the_county_waits_for_the_last_area() -> None:
    found = zoned(rules=NINE, trail=[was("office", "21T18:00", "21T18:05", kind="work")])
    assert row(found, "I71")["until"] == local("2022-02-02T00:00")


def test_a_street_is_mid_risk_for_fourteen_days_after_its_last_confirmed_case() -> None:
    found = row(zoned(now="2022-02-05T23:59"), "s1")
    assert (found["level"], found["until"]) == ("mid", local("2022-02-06T00:00"))
    assert "s1" not in levels(zoned(now="2022-02-06T00:00"))


def test_a_later_case_that_does_not_count_does_not_hold_the_street() -> None:
    homes = [lives("P0", "home"), lives("P1", "home")]
    later = case(case="C2", person="P1", positive="25T09:00", **{"class": "asymptomatic"})
    assert row(zoned(case(), later, residences=homes, now="26T12:00"), "s1")["until"] == local("2022-02-06T00:00")


def test_a_case_found_in_a_room_leaves_its_street_out() -> None:
    assert "s1" not in levels(zoned(case(isolated="19T20:00")))


def test_a_street_with_more_than_fifty_cases_and_a_cluster_is_high_risk() -> None:
    def street(cases: int, new: int) -> str:
        found = [
            case(
                case=f"C{n}", person=f"P{n}", positive="2022-02-10T10:00" if n < new else "22T10:00", sample="22T08:00"
            )
            for n in range(cases)
        ]
        homes = [lives(f"P{n}", "home") for n in range(cases)]
        return levels(zoned(*found, now="2022-02-11T12:00", residences=homes))["s1"]

    assert (street(51, 2), street(50, 2), street(51, 1)) == ("high", "mid", "mid")


def test_a_policy_silent_on_release_has_no_end() -> None:
    axis = EIGHT.axes[0]
    endless = replace(axis, levels=(replace(axis.levels[0], release=None),))
    assert row(zoned(rules=replace(EIGHT, axes=(endless,))), "k1", "control")["until"] is None
