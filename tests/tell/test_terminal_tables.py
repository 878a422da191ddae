"""The clock and the orders in force as tables."""

import polars as pl

from seawall.plan.orders.rules import PROPOSAL
from seawall.tell.terminal import clock_table, orders_table
from seawall.tell.terminal.language import limit
from tests.given import SHANGHAI, local
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
        == "首个阳性后8小时(或得知其人后)"
    )
    assert limit("after the first positive; no text seen sets a limit", "zh") == "无时限"


def test_the_orders_in_force_are_counted_and_each_says_why() -> None:
    order = {"verb": "trace", "subject": "P1", "scope": "observation", "until": local("30T00:00")}
    said = {"why": "a meal", "why_public": "同餐。 / A meal.", "clause": "measure.close.central"}
    standing = pl.DataFrame([{**dict.fromkeys(PROPOSAL.names()), **order, **said}], schema=PROPOSAL)
    shown = seen(orders_table(standing, "flu", SHANGHAI, "en"), 100)
    assert shown[0] == "flu: 1 orders in force, 1 people"
    assert [part.strip() for part in shown[3].split("  ") if part] == [
        "P1", "observation", "29 Jan 24:00", "a meal", "measure.close.central",
    ]  # fmt: skip
    assert "同餐。" in seen(orders_table(standing, "flu", SHANGHAI, "zh"), 100)[3]
    assert widest(orders_table(standing, "flu", SHANGHAI, "zh"), 60) <= 60


def test_no_orders_is_a_sentence() -> None:
    assert seen(orders_table(pl.DataFrame(schema=PROPOSAL), "flu", SHANGHAI, "en")) == ["flu: no orders in force"]
