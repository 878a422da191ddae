"""The clock and the orders in force as tables."""

from datetime import timedelta

import polars as pl
import pytest

from seawall.plan.command import CommandRules, duty
from seawall.tell.terminal import Language, clock_table, duty_table, orders_table
from seawall.tell.terminal.language import limit
from tests.given import SHANGHAI, given, local
from tests.tell.terminals import clock, seen, widest


def test_the_clock_has_a_row_a_step_with_its_state_in_a_word() -> None:
    steps = clock(
        {"state": "cannot_tell", "done": "2022-01-22", "due": "22T10:00"},
        {"state": "late", "due": "26T00:00", "owner": None},
    )
    shown = seen(clock_table(steps, SHANGHAI, "en"), 120)
    assert shown[2] == "Eight first times"
    assert shown[3].split("  ")[0] == "Found"
    assert "22 Jan (hour unknown)" in shown[3]
    assert "▨? cannot tell" in shown[3]
    assert "25 Jan 24:00" in shown[4]
    assert "▲! late" in shown[4]


def test_a_limit_is_said_in_the_language() -> None:
    assert limit("2 h after the conclusion", "en") == "2 h after the conclusion"
    assert limit("2 h after the conclusion", "zh") == "判定后2小时"
    assert (
        limit("8 h after the first positive, or after being named if that is later", "zh")
        == "首个阳性后8小时（或得知其人后）"
    )
    assert limit("after the first positive; no text seen sets a limit", "zh") == "无时限"


WHY = (
    "Close contact of case C1 (confirmed), infectious from 20 Jan (a clause): both at place room; counts as meal. More."
)


def in_force(*subjects: str) -> pl.DataFrame:
    order = {"verb": "trace", "scope": "observation", "until": local("30T00:00"), "recorded_by": "wang"}
    said = {
        "why": WHY,
        "why_public": "同餐。 / A meal.",
        "clause": "measure.close.central",
        "signed_at": local("23T04:00"),
    }
    return pl.DataFrame([{**order, **said, "subject": subject} for subject in subjects])


def test_areas_batches_and_the_public_are_orders_and_no_people() -> None:
    verbs = {"village": ("zone", "seal"), "q1:P1": ("isolate", "transfer"), "public": ("inform", "publication")}
    others = [
        in_force(subject).with_columns(verb=pl.lit(verb), scope=pl.lit(scope))
        for subject, (verb, scope) in verbs.items()
    ]
    shown = seen(orders_table(pl.concat([in_force("P1", "P2"), *others]), "flu", SHANGHAI, "en"), 100)
    assert shown[0] == "flu: 5 orders in force, 2 people"


def test_the_orders_in_force_stand_under_one_head_each_with_its_own_reason_and_signature() -> None:
    assert seen(orders_table(in_force("P1", "P2"), "flu", SHANGHAI, "en"), 100) == [
        "flu: 2 orders in force, 2 people",
        "",
        "2  observation until 29 Jan 24:00",
        "   measure.close.central",
        "   P1  both at place room · signed 23 Jan 04:00, wang",
        "   P2  both at place room · signed 23 Jan 04:00, wang",
    ]


def test_in_chinese_an_order_says_what_its_subject_reads() -> None:
    shown = seen(orders_table(in_force("P1"), "flu", SHANGHAI, "zh"), 100)
    assert shown[-1] == "   P1  同餐。 · 签署于 1月23日 04:00, wang"


def test_no_line_is_wider_than_the_terminal() -> None:
    assert widest(orders_table(in_force("P1", "P2"), "flu", SHANGHAI, "en"), 40) <= 40


def test_more_orders_of_one_kind_than_anybody_reads_are_counted() -> None:
    many = orders_table(in_force(*[f"P{nth:03}" for nth in range(203)]), "flu", SHANGHAI, "en")
    assert seen(many)[-1] == "   … 3"


def test_no_orders_is_a_sentence() -> None:
    assert seen(orders_table(in_force(), "flu", SHANGHAI, "en")) == ["flu: no orders in force"]


@pytest.mark.parametrize(
    ("lang", "waits", "alone"),
    [("en", "153 orders wait", "nobody is left to call"), ("zh", "153 条命令待签", "已无人可呼")],
)
def test_the_duty_table_says_what_waits_and_that_nobody_is_left(lang: Language, waits: str, alone: str) -> None:
    officer = {
        "officer": "wang",
        "role": "commander",
        "organisation": "hq",
        "rank": 1,
        "recorded_at": local("22T08:00"),
    }
    facts = given(at="23T03:20", persons=[{"person": "A", "recorded_at": local("23T03:00")}], duties=[officer])
    rules = CommandRules((), visit_days=1, answer_limit=timedelta(minutes=15), sign_limit=timedelta(minutes=30))
    shown = " ".join(seen(duty_table(duty(facts, 153, "I", rules, local("23T03:20")), SHANGHAI, lang), 120))
    assert waits in shown
    assert alone in shown
