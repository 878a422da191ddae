"""The snapshot: what is counted, what is new, what was wrong, and when a bulletin is refused."""

import json
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from seawall.plan.inform import InformRules
from seawall.tell.bulletin import markdown
from tests.given import Row, local
from tests.inform.giving import cases, contacts, held, signed, told
from tests.slow import inform as slow


def test_cases_are_the_confirmed_and_clinical_and_the_asymptomatic_are_told_apart() -> None:
    conclusions = [
        held("A", "confirmed", "22T10:00", origin="local"),
        held("B", "clinical", "22T10:00", origin="imported"),
        held("C", "asymptomatic", "22T10:00"),
        held("D", "suspect", "22T10:00"),
        held("E", "screened_positive", "22T10:00"),
        held("F", "carrier", "22T10:00"),
    ]
    figures = told("23T00:00", cases=cases(*"ABCDEF"), classifications=conclusions).figures
    assert (figures["cumulative"], figures["active"], figures["asym_stock"], figures["suspects"]) == (2, 2, 2, 1)
    assert (figures["new_local"], figures["new_imported"], figures["new_undetermined"]) == (1, 1, 0)


def test_what_became_of_a_case_is_told_and_somebody_lost_from_sight_is_still_ill() -> None:
    outcomes = [
        {"case": "A", "outcome": "discharged", "at": "22T10:00"},
        {"case": "A", "outcome": "lost", "at": "22T12:00"},
        {"case": "B", "outcome": "died_of", "at": "22T10:00"},
        {"case": "C", "outcome": "lost", "at": "22T10:00"},
        {"case": "D", "outcome": "died_with", "at": "22T10:00"},
    ]
    conclusions = [held(case, "confirmed", "20T10:00") for case in "ABCD"]
    figures = told("23T00:00", cases=cases(*"ABCD"), classifications=conclusions, outcomes=outcomes).figures
    assert (figures["active"], figures["cured"], figures["deaths"], figures["cumulative"]) == (1, 1, 2, 4)


FIRST: dict[str, Any] = {
    "cases": cases("A", "B"),
    "classifications": [held("A", "asymptomatic", "22T10:00"), held("B", "confirmed", "22T10:00")],
}


def later(*conclusions: Row) -> dict[str, Any]:
    return {**FIRST, "classifications": [*FIRST["classifications"], *conclusions]}


def test_what_is_new_is_new_since_the_bulletin_before() -> None:
    before = told("22T12:00", **FIRST)
    assert (before.since, before.figures["new"], before.figures["asym_new"]) == (None, 1, 1)
    more = later(held("C", "confirmed", "22T18:00"))
    after = told("23T00:00", **{**more, "cases": cases("A", "B", "C")}, **signed(before))
    assert (after.since, after.figures["new"], after.figures["cumulative"]) == (local("22T12:00"), 1, 2)


def test_a_conversion_is_a_transition_and_corrects_nothing() -> None:
    before = told("22T12:00", **FIRST)
    after = told("23T00:00", **later(held("A", "confirmed", "22T20:00", follows="classifications-0")), **signed(before))
    assert (after.figures["asym_converted"], after.figures["asym_stock"], after.figures["new"]) == (1, 0, 1)
    assert after.figures["asym_cumulative"] == 1
    assert after.corrections == ()


def test_an_exclusion_takes_a_published_case_back_and_says_so() -> None:
    before = told("22T12:00", **FIRST)
    after = told("23T00:00", **later(held("B", "excluded", "22T20:00")), **signed(before))
    assert (after.figures["corrections"], after.figures["cumulative"], after.figures["new"]) == (1, 0, 0)
    (wrong,) = after.corrections
    assert (wrong.figure, wrong.was, wrong.is_, wrong.published) == ("cumulative", 1, 0, local("22T12:00"))


def test_one_case_taken_back_and_one_new_are_both_told() -> None:
    before = told("22T12:00", **FIRST)
    more = later(held("B", "excluded", "22T20:00"), held("C", "confirmed", "22T20:00"))
    after = told("23T00:00", **{**more, "cases": cases("A", "B", "C")}, **signed(before))
    assert (after.figures["cumulative"], after.figures["new"], after.figures["corrections"]) == (1, 1, 1)
    assert [each.figure for each in after.corrections] == ["cumulative"]


def test_a_sum_of_contacts_that_falls_is_a_correction_and_one_that_grows_is_not() -> None:
    before = told("22T12:00", contacts(*[(f"P{i}", "close") for i in range(9)]), **FIRST)
    fewer = told("22T18:00", contacts(*[(f"P{i}", "close") for i in range(8)]), **FIRST, **signed(before))
    assert [(each.figure, each.was, each.is_) for each in fewer.corrections] == [("close", 9, 8)]
    more = told("22T18:00", contacts(*[(f"P{i}", "close") for i in range(10)]), **FIRST, **signed(before))
    assert more.corrections == ()


def test_only_what_was_signed_was_published() -> None:
    before = told("22T12:00", **FIRST)
    unsigned = {"orders": signed(before)["orders"]}
    assert told("23T18:00", **FIRST, **signed(before)).since == local("22T12:00")
    assert told("23T18:00", **FIRST, **unsigned).since is None
    assert told("23T18:00", **FIRST, **signed(before, signatures=2)).since is None


def test_while_nothing_changes_the_published_bulletin_stands_for_the_rest_of_its_day() -> None:
    before = told("22T12:00", **FIRST)
    assert told("22T18:00", **FIRST, **signed(before)).content == before.content
    next_day = told("23T08:00", **FIRST, **signed(before))
    assert next_day.content != before.content
    assert (next_day.figures["new"], next_day.since) == (0, local("22T12:00"))


def test_a_bulletin_ends_with_its_local_day_and_one_of_midnight_with_the_day_that_begins() -> None:
    assert told("22T12:00", **FIRST).until == local("23T00:00")
    assert told("23T00:00", **FIRST).until == local("24T00:00")


def test_the_digest_changes_with_any_figure_and_with_the_time_and_with_nothing_else() -> None:
    one = told("22T12:00", **FIRST)
    assert told("22T12:00", **FIRST).digest == one.digest
    assert told("22T12:01", **FIRST).digest != one.digest
    assert told("22T12:00", contacts(("P9", "close")), **FIRST).digest != one.digest


def test_the_digest_hides_small_figures_behind_the_ids_of_the_cases() -> None:
    kept = json.loads(told("22T12:00", **FIRST).content)
    assert kept["counted"]["asym_stock"] == ["A"]


def test_a_published_figure_that_was_tampered_with_is_refused_and_the_plan_goes_on() -> None:
    before = told("22T12:00", **FIRST)
    orders = signed(before)
    wrong = before.content.replace('"cumulative":1', '"cumulative":2')
    assert wrong != before.content
    order = {**orders["orders"][0], "evidence": json.dumps({"content": wrong})}
    bulletin = told("23T08:00", **FIRST, orders=[order], signatures=orders["signatures"])
    assert any("cumulative[t] = cumulative[t-1]" in each for each in bulletin.refused)
    for text in (markdown(bulletin, "zh"), markdown(bulletin, "en")):
        assert "cumulative[t]" in text
        assert bulletin.digest not in text


def test_close_contacts_elsewhere_are_those_handed_over() -> None:
    requests = [{"request": "R", "direction": "out", "unit": "X", "person": "P1"}]
    people = contacts(("P1", "close"), ("P2", "close"), ("P2", "secondary"), ("P3", "secondary"))
    figures = told("22T12:00", people, requests=requests, **FIRST).figures
    assert (figures["close"], figures["close_local"], figures["close_elsewhere"]) == (2, 1, 1)
    assert (figures["secondary"], figures["observed"]) == (1, 3)


def test_a_contact_who_is_an_open_case_is_not_under_observation() -> None:
    assert told("22T12:00", contacts(("P-A", "close"), ("P9", "close")), **FIRST).figures["observed"] == 1


def test_whose_term_is_over_is_not_observed_and_still_counted() -> None:
    figures = told("22T12:00", contacts(("P9", "close"), until="21T00:00"), **FIRST).figures
    assert (figures["observed"], figures["close"]) == (0, 1)


def swab(number: int, pool: str | None = None) -> Row:
    return {"specimen": f"S{number}", "subject_kind": "person", "subject": f"P{number}", "taken": "22", "pool": pool}


def test_people_are_tested_once_however_many_results_they_have_and_a_pool_is_nobodys_positive() -> None:
    results: list[Row] = [
        {"specimen": "S1", "result": "positive", "target": "N", "recorded": "22T10:00"},
        {"specimen": "S1", "result": "positive", "target": "ORF1ab", "recorded": "22T10:00"},
        {"specimen": "S2", "result": "positive", "recorded": "22T10:00"},
    ]
    specimens = [swab(1), swab(2, pool="T1")]
    figures = told("22T12:00", specimens=specimens, results=results, **FIRST).figures
    assert (figures["tested"], figures["tested_positive"]) == (2, 1)


def test_rooms_count_those_inside_now() -> None:
    sites: list[Row] = [
        {"site": "Q1", "kind": "quarantine", "open": True},
        {"site": "Q2", "kind": "reserve_quarantine", "open": False},
    ]
    numbers = (("Q1", "1"), ("Q1", "2"), ("Q1", "3"), ("Q2", "1"))
    rooms = [{"site": site, "room": number, "beds": 1} for site, number in numbers]
    admissions: list[Row] = [
        {"person": "P1", "site": "Q1", "at": "20T10:00", "until": "21T10:00"},
        {"person": "P2", "site": "Q1", "at": "20T10:00"},
        {"person": "P3", "site": "Q1", "at": "20T10:00"},
        {"person": "P3", "site": "H1", "at": "21T10:00"},
    ]
    figures = told("22T12:00", sites=sites, rooms=rooms, admissions=admissions, **FIRST).figures
    assert (figures["sites_open"], figures["rooms"], figures["roomed"]) == (1, 3, 1)


@pytest.mark.parametrize(("close", "printed"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_fewer_people_than_the_policy_names_are_not_printed_and_nobody_is_nought(
    close: int, printed: int | None
) -> None:
    people = contacts(*[(f"P{i}", "close") for i in range(close)])
    assert told("22T12:00", people, **FIRST).printed["close"] == printed


def test_a_part_that_is_hidden_hides_what_would_give_it_away() -> None:
    requests = [{"request": "R", "direction": "out", "unit": "X", "person": "P1"}]
    people = contacts(*[(f"P{i}", "close") for i in range(20)], ("X1", "secondary"))
    printed = told("22T12:00", people, requests=requests, **FIRST).printed
    hidden = {name for name, value in printed.items() if value is None}
    assert hidden == {
        "close_local",
        "close_elsewhere",
        "secondary",
        "secondary_local",
        "secondary_elsewhere",
        "observed",
    }
    assert printed["close"] == 20


def test_cases_and_deaths_of_the_whole_area_are_told_however_few() -> None:
    printed = told("22T12:00", **FIRST).printed
    assert (printed["cumulative"], printed["asym_stock"]) == (1, 1)


def test_without_such_a_rule_everything_is_printed() -> None:
    people = contacts(("P1", "close"))
    assert told("22T12:00", people, rules=InformRules(), **FIRST).printed["close"] == 1


KINDS = st.sampled_from(["suspect", "asymptomatic", "confirmed", "clinical", "carrier", "excluded"])
HISTORY = st.lists(KINDS, max_size=2)


@settings(max_examples=60, deadline=None)
@for_all(st.lists(st.tuples(HISTORY, HISTORY, st.booleans()), max_size=5))
def test_figures_agree_with_counting_one_case_at_a_time(drawn: list[tuple[list[str], list[str], bool]]) -> None:
    names = [f"C{i}" for i in range(len(drawn))]
    first = {name: early for name, (early, _, _) in zip(names, drawn, strict=True)}
    whole = {name: early + late for name, (early, late, _) in zip(names, drawn, strict=True)}
    over = {name for name, (_, _, ended) in zip(names, drawn, strict=True) if ended}
    conclusions = [
        held(name, kind, f"{'22' if i < len(first[name]) else '23'}T{i:02}:00")
        for name in names
        for i, kind in enumerate(whole[name])
    ]
    outcomes = [
        {"case": name, "outcome": "released", "at": "23T20:00", "recorded": "23T20:00"} for name in sorted(over)
    ]
    tables: dict[str, Any] = {"cases": cases(*names), "classifications": conclusions, "outcomes": outcomes}
    before = told("22T12:00", **tables)
    after = told("24T00:00", **tables, **signed(before))
    for bulletin, wanted in (
        (before, slow.figures(None, first, set())),
        (after, slow.figures(first, whole, over)),
    ):
        assert {name: bulletin.figures[name] for name in wanted} == wanted
    assert all(each.holds is not False for each in after.identities)
