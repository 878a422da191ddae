"""The hand-over: one page with what is late, what waits, who is there and what comes next."""

from dataclasses import replace

import polars as pl

from seawall.tell.papers.brief import Brief
from tests.tell.papers.giving import drawn, seen, tables, told

OFFICERS = [
    {"officer": f"o{rank}", "role": "commander", "organisation": "hq", "rank": rank, "recorded": "22T08:00"}
    for rank in (1, 2)
]


def test_what_is_late_stands_with_whose_it_is_and_what_is_due_next_after_it() -> None:
    late, due = tables(drawn("handover", told()))[:2]
    assert [(row[0], row[2]) for row in late.rows][:2] == [
        ("Transferred", "hospital"),
        ("Core of the track", "tracing"),
    ]
    assert due.rows[0][:3] == ["Responded", "23 Jan 06:00", "CDC"]


def test_what_waits_for_a_signature_is_counted_by_measure() -> None:
    waits = tables(drawn("handover", told()))[2]
    assert ["observation (people)", "new 2", "1", ""] in [list(row) for row in waits.rows]


def test_who_is_on_duty_called_or_silent_is_named() -> None:
    late = {"recorded": "23T04:00"}
    of_duty = told(duties=OFFICERS, persons=[{"person": "A", **late}])
    assert of_duty.plan.duty["state"].to_list() == ["silent", "silent_last"]
    rows = tables(drawn("handover", of_duty))[3].rows
    assert [(row[1], getattr(row[2], "word", None)) for row in rows] == [
        ("o1, commander, hq", "silent: called, did not answer in time"),
        ("o2, commander, hq", "silent: nobody is left to call"),
    ]


def test_a_seal_that_is_held_back_and_an_open_question_are_told() -> None:
    held = noticed(told(), "the seal of V cannot be signed: no carer is named for A (dialysis)")
    assert "the seal of V cannot be signed" in seen("handover", held)


def test_an_open_question_is_asked_in_the_language_of_the_page() -> None:
    row = {
        "rank": 1,
        "case": "C1",
        "question": "何时离开？ / When did they leave?",
        "who_can_answer": "病例 / the case",
    }
    brief = told()
    asked = pl.DataFrame([row], schema=brief.plan.traced.questions.schema)
    open_ = replace(brief, plan=replace(brief.plan, traced=replace(brief.plan.traced, questions=asked)))
    assert "C1 何时离开？ 病例" in seen("handover", open_, "zh")
    assert "C1 When did they leave? the case" in seen("handover", open_, "en")


def test_what_does_not_fit_is_counted() -> None:
    crowded = noticed(told(), *(f"notice {n}" for n in range(9)))
    assert "7 more, in the plan." in seen("handover", crowded)
    assert "notice 8" not in seen("handover", crowded)


def noticed(brief: Brief, *notices: str) -> Brief:
    return replace(brief, plan=replace(brief.plan, notices=notices))
