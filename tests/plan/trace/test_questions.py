"""What is unknown, ranked by how many people the answer would move."""

from dataclasses import replace
from typing import Any

import polars as pl

from seawall.plan.trace import FrameMeetings, trace
from tests.given import Row, given, local
from tests.plan.trace.drawn import BOTH, ROOM, RULES, episodes, relation, stay

EARLY = [stay("P0", "19T10:00", "19T12:00"), *(stay(name, "19T10:00", "19T12:00") for name in "ABC")]


WORDS = ("question", "if_answered", "who_can_answer")


def asked(*cases: Row, rules: Any = RULES, now: str = "28T12:00", **facts: Any) -> pl.DataFrame:
    """The questions, in English."""
    return _asked(cases, rules, now, facts, "last")


def asked_in_chinese(*cases: Row, rules: Any = RULES, now: str = "28T12:00", **facts: Any) -> list[tuple[str, ...]]:
    """The three texts of every question, in Chinese."""
    return _asked(cases, rules, now, facts, "first").select(WORDS).rows()


def _asked(cases: Any, rules: Any, now: str, facts: Any, half: str) -> pl.DataFrame:
    found = given(at=now, **{"places": [ROOM], **facts})
    meetings = FrameMeetings(found["stays"], found["places"])
    said = trace(episodes(*cases), found, rules, local(now), meetings).questions
    return said.with_columns(pl.col(name).str.split(" / ").list.get(0 if half == "first" else -1) for name in WORDS)


def moves(frame: pl.DataFrame) -> list[tuple[str, int, int, int]]:
    return frame.select("if_answered", "gains", "loses", "moves").rows()


def test_an_onset_two_days_earlier_would_add_three() -> None:
    found = asked({"onset": "2022-01-22"}, stays=EARLY)
    assert moves(found) == [("onset two days earlier", 3, 0, 3)]
    assert found["question"].to_list() == ["Did the onset begin before 2022-01-22?"]


def test_who_would_stay_a_contact_is_not_moved() -> None:
    assert asked({"onset": "2022-01-22"}, relations=[relation("P0", "A")]).is_empty()


def test_where_nobody_asked_for_symptoms_an_onset_before_the_sample_is_tried() -> None:
    found = asked({"sample": "2022-01-22"}, stays=EARLY)
    assert moves(found) == [("onset two days before 2022-01-22", 3, 0, 3)]
    assert "Nobody has asked" in found["question"][0]


def test_who_was_asked_and_had_no_symptom_is_not_asked_again() -> None:
    assert asked({"sample": "2022-01-22", "asymptomatic": True}, stays=EARLY).is_empty()


def test_an_onset_of_several_days_would_lose_whom_its_last_day_leaves_out() -> None:
    found = asked({"onset": "2022-01-20 .. 2022-01-22"}, stays=EARLY)
    assert ("onset at the latest, 2022-01-23 00:00", 0, 3, 3) in moves(found)


def test_a_sample_of_unknown_day_is_asked_of_who_took_it() -> None:
    found = asked({"sample": "2022-01-20 .. 2022-01-22", "asymptomatic": True}, stays=EARLY)
    assert found["who_can_answer"].to_list() == ["who took the sample"]
    assert found["loses"].to_list() == [3]


def test_an_unknown_isolation_is_tried_as_soon_as_the_positive() -> None:
    met = [stay("P0", "24T10:00", "24T12:00"), stay("A", "24T10:00", "24T12:00")]
    found = asked({"onset": "2022-01-22", "positive": "23T20:00"}, stays=met)
    assert moves(found) == [("since 2022-01-23 20:00", 0, 1, 1)]


def test_an_isolation_of_some_width_is_tried_at_its_earliest() -> None:
    met = [stay("P0", "24T10:00", "24T12:00"), stay("A", "24T10:00", "24T12:00")]
    assert asked({"onset": "2022-01-22", "isolated": "2022-01-24"}, stays=met)["loses"].to_list() == [1]


def test_a_known_isolation_is_not_asked_for() -> None:
    assert asked({"onset": "2022-01-22", "isolated": "24T11:00"}, relations=[relation("P0", "A")]).is_empty()


def test_an_unclassified_case_says_how_many_relations_wait_for_it() -> None:
    found = asked(
        {"class": None, "opened": "2022-01-22", "opens_stays": False}, relations=[relation("P0", "A")], stays=EARLY
    )
    assert found.select("question", "gains").rows() == [
        ("What is the case? It is not classified and is not traced.", 1)
    ]


def test_a_class_the_policy_does_not_trace_is_asked_about_even_if_it_moves_nobody() -> None:
    found = asked({"class": "clinical", "opened": "2022-01-22"})
    assert found.select("question", "moves").rows() == [("What is the case? It is clinical and is not traced.", 0)]


def test_an_excluded_case_is_asked_about_no_more() -> None:
    assert asked({"class": "excluded", "excluded": True, "onset": "2022-01-22"}, stays=EARLY).is_empty()


def test_closed_stays_come_first_and_are_not_counted() -> None:
    found = asked(
        {"onset": "2022-01-22"},
        {"case": "C2", "person": "P1", "onset": "2022-01-22", "opens_stays": False},
        stays=EARLY,
    )
    assert found.select("rank", "case", "moves").rows() == [(1, "C2", None), (2, "C1", 3)]
    assert "two people of two organisations" in found["question"][0]


def test_what_the_policy_leaves_open_is_the_first_question() -> None:
    found = asked(rules=replace(RULES, gaps=("policy test names no contacts",)))
    assert found.select("rank", "case", "question").rows() == [(1, None, "policy test names no contacts")]


def test_an_assumed_leaving_says_how_many_it_alone_makes_contacts() -> None:
    stays = [stay("P0", "21T10:00", None), stay("A", "21T11:00", "21T12:00"), stay("B", "21T12:00", "21T13:00")]
    found = asked({"onset": "2022-01-22"}, stays=stays).filter(pl.col("question").str.contains("at this place"))
    assert moves(found) == [("left on arriving", 0, 2, 2)]


def test_a_change_of_ring_moves_a_person_without_gain_or_loss() -> None:
    places = [ROOM, {"place": "hall", "kind": "hall"}]
    stays = [
        stay("P0", "21T10:00", "21T11:00", "hall"), stay("A", "21T10:00", "21T11:00", "hall"),
        stay("P0", "19T10:00", "19T12:00"), stay("A", "19T10:00", "19T12:00"),
    ]  # fmt: skip
    assert moves(asked({"onset": "2022-01-22"}, rules=BOTH, places=places, stays=stays)) == [
        ("onset two days earlier", 0, 0, 1)
    ]


def test_the_most_people_come_first() -> None:
    met = [stay("P0", "24T10:00", "24T12:00"), stay("D", "24T10:00", "24T12:00")]
    found = asked({"onset": "2022-01-22", "positive": "23T20:00"}, stays=[*EARLY, *met])
    assert found.select("rank", "moves").rows() == [(1, 3), (2, 1)]


INTERVIEW = "病例或家属，面访"


def test_every_sentence_of_a_question_is_chinese_and_english() -> None:
    found = asked_in_chinese({"onset": "2022-01-22"}, stays=EARLY)
    assert found == [("发病是否早于2022-01-22？", "发病早两天", INTERVIEW)]
    assert asked_in_chinese({"sample": "2022-01-22"}, stays=EARLY) == [
        ("是否有过症状，从何时起？还没人问过。", "发病早于2022-01-22两天", INTERVIEW)
    ]
    wide = {"sample": "2022-01-20 .. 2022-01-22", "asymptomatic": True}
    assert asked_in_chinese(wide, stays=EARLY) == [
        (
            "首次阳性采样究竟在何时？只知道是2022-01-20 00:00至2022-01-23 00:00。",
            "首次阳性采样最晚为2022-01-23 00:00",
            "采样单位",
        )
    ]
    left = [stay("P0", "21T10:00", None), stay("A", "21T11:00", "21T12:00")]
    assert asked_in_chinese({"onset": "2022-01-22"}, stays=left) == [
        ("病例何时离开room？现按通常时长估计。", "到达即离开", INTERVIEW)
    ]
    met = [stay("P0", "24T10:00", "24T12:00"), stay("A", "24T10:00", "24T12:00")]
    assert asked_in_chinese({"onset": "2022-01-22", "positive": "23T20:00"}, stays=met) == [
        ("该病例从何时起被隔离？已知：不详。", "自2022-01-23 20:00起", "收治或隔离该病例的场所")
    ]
    assert asked_in_chinese({"class": "clinical", "opened": "2022-01-22"})[0][0] == (
        "该病例属于哪一类？现为临床诊断病例，不作流调。"
    )
