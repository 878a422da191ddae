"""The event report: initial, progress, closing; and nobody can be found in it."""

from dataclasses import replace
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seawall.plan.inform.identities import Checked
from seawall.tell.papers.event import stage
from tests.inform.giving import signed
from tests.tell.papers.giving import TABLES, drawn, seen, tables, told


def orders(at: str) -> dict[str, Any]:
    """The bulletin of an earlier time, published."""
    return signed(told(at).plan.bulletin)


def test_it_is_initial_until_something_is_published_and_closing_when_no_case_is_open() -> None:
    assert stage(told()) == "initial"
    assert stage(told(**orders("23T04:30"))) == "progress"
    assert stage(told(outcomes=[{"case": "C1", "outcome": "discharged", "at": "23T04:30"}])) == "closing"
    assert stage(told(cases=[], classifications=[])) == "initial"


def test_the_title_names_area_disease_and_kind() -> None:
    assert drawn("event-report", told(), "zh").sheets[0].title == "示范县新冠肺炎疫情初次报告"
    assert drawn("event-report", told(), "en").sheets[0].title == "Model County: COVID-19, initial report"


def figures(**tables_: Any) -> dict[str, str]:
    rows = tables(drawn("event-report", told(**tables_)))[0].rows
    return {str(row[at]): str(row[at + 1]) for row in rows for at in (0, 2)}


def test_figures_are_those_the_bulletin_prints_and_small_ones_are_not_told() -> None:
    found = figures()
    assert found["Confirmed cases so far"] == "1"
    assert found["Close contacts so far"] == found["Under medical observation"] == "fewer than 5"


def measures(**tables_: Any) -> dict[str, list[str]]:
    rows = tables(drawn("event-report", told(**tables_)))[1].rows
    return {str(row[0]): [str(each) for each in row[1:]] for row in rows}


def test_measures_that_bind_too_few_people_are_not_told_and_no_part_gives_them_away() -> None:
    assert measures()["observation (people)"] == ["not told"] * 4
    many = [{"person": "A", "other": f"R{n}", "kind": "household"} for n in range(9)]
    assert measures(relations=many, stays=[])["observation (people)"] == ["0", "9", "0", "0"]


def test_a_few_changed_among_many_hide_the_whole_measure() -> None:
    brief = told(relations=[{"person": "A", "other": f"R{n}", "kind": "household"} for n in range(9)], stays=[])
    two = pl.col("subject").is_in(["R0", "R1"])
    few = brief.plan.differences.with_columns(pl.when(two).then(pl.lit("~")).otherwise("sign").alias("sign"))
    rows = tables(drawn("event-report", replace(brief, plan=replace(brief.plan, differences=few))))[1].rows
    assert [row[1:] for row in rows if row[0] == "observation (people)"] == [("not told",) * 4]


def test_a_hidden_ring_hides_the_observed() -> None:
    close = [{"person": "A", "other": f"R{n}", "kind": "household"} for n in range(9)]
    second = [{"person": "R0", "other": "S", "kind": "household"}]
    with_one = told(relations=[*close, *second], stays=[])
    assert with_one.plan.bulletin.printed["observed"] is None
    assert measures(relations=[*close, *second], stays=[])["observation (people)"] == ["not told"] * 4


def test_isolation_is_told_like_the_cases_but_not_when_somebody_is_only_suspected() -> None:
    assert measures()["isolation (people)"] == ["0", "1", "0", "0"]
    suspected = [{"case": "C1", "class": "suspect", "at": "23T04:00"}]
    assert measures(classifications=suspected)["isolation (people)"] == ["not told"] * 4


def test_the_next_steps_are_what_is_late_or_open_the_earliest_due_first() -> None:
    steps = tables(drawn("event-report", told()))[3].rows
    assert steps[0][0] == "Transferred"
    assert {getattr(row[2], "state", None) for row in steps} == {"late", "open"}


def test_figures_that_contradict_one_another_are_not_told() -> None:
    brief = told()
    wrong = replace(brief.plan.bulletin, identities=(Checked("cases", holds=False, left=3, right=2),))
    text = seen("event-report", replace(brief, plan=replace(brief.plan, bulletin=wrong)))
    assert "The figures contradict one another" in text
    assert "Confirmed cases so far" not in text


WORDS = st.text("鸿鹄曌淼龘QXZJ0123456789", min_size=6, max_size=9)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, min_size=12, max_size=12, unique=True))
def test_nothing_that_identifies_a_person_a_place_or_a_team_stands_in_it(words: list[str]) -> None:
    a, b, d, case, work, home, team, officer, laboratory, village, employer, by = words
    planted = told(
        persons=[{"person": a, "birth": "1980-05-01", "sex": "female"}],
        cases=[{"case": case, "person": a, "incident": "I", "opened": "22T12:00"}],
        classifications=[{"case": case, "class": "confirmed", "at": "23T04:00", "by": by, "organisation": employer}],
        units=[*TABLES["units"][:2], {"unit": village, "level": "village", "name": village, "parent": "U"}],
        places=[{"place": work, "kind": "work", "unit": village, "name": work},
                {"place": home, "kind": "household", "unit": village, "name": home}],
        residences=[{"person": each, "place": home, "kind": "current"} for each in (a, b)],
        occupations=[{"person": a, "employer": employer, "group": "农民"}],
        symptoms=[{"person": a, "kind": "fever", "onset": "2022-01-21"}],
        specimens=[{"specimen": "S1", "subject_kind": "person", "subject": a, "taken": "22T08:00"}],
        results=[{"specimen": "S1", "laboratory": laboratory, "result": "positive", "at": "22T12:00"}],
        relations=[{"person": a, "other": b, "kind": "household"}],
        stays=[{"person": a, "place": work, "came": "21T08:00", "left": "21T10:00"},
               {"person": d, "place": work, "came": "21T09:00", "left": "21T12:00"}],
        teams=[{"team": team, "kind": "tracing", "lead": officer}],
        tasks=[{"task": "T", "incident": "I", "team": team, "step": "isolated"}],
        duties=[{"officer": officer, "role": "commander", "organisation": employer, "rank": 1}],
    )  # fmt: skip
    assert not planted.plan.traced.contacts.is_empty()
    both = seen("event-report", planted, "zh") + seen("event-report", planted, "en")
    hidden = both.replace(planted.digest, "")
    assert [word for word in words if word in hidden] == []
    for told_of in ("女", "female", "1980", "41", "农民"):
        assert told_of not in hidden


def test_what_the_measures_cost_people_stands_beside_them() -> None:
    page = seen("event-report", told())
    assert "What they cost people: " in page
    assert "contacts restricted, " in page
    assert "0 people bound and never exposed" in page
