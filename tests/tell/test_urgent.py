"""What an officer must see first: Gaotang's own plan with a result, a shortage and a reserve."""

from dataclasses import replace

import polars as pl

from seawall.plan.screen.rules import FOUND
from seawall.tell.terminal import plan_summary
from seawall.tell.urgent import MOST, urgent
from tests.drill.plans import planned
from tests.given import SHANGHAI
from tests.tell.terminals import seen

PLAN = planned("23T16:00")


def found(*persons: str) -> pl.DataFrame:
    row = {"change": "open_case", "becomes": "screened_positive", "specimen": "S", "why": "w", "clause": "c"}
    return pl.DataFrame([{"person": person, **row} for person in persons], schema=FOUND)


def with_found(*persons: str) -> list[tuple[str, str]]:
    return urgent(replace(PLAN, screened=replace(PLAN.screened, found=found(*persons))))


def test_a_positive_without_a_case_is_said_first_and_in_both_languages() -> None:
    zh, en = with_found("p006")[0]
    assert zh == "p006 阳性（样本 S），尚无病例：按 初筛阳性 开立，再出方案"
    assert en == "p006 tested positive (specimen S) and has no case: open one as screened positive and plan again"


def test_many_are_named_in_part_and_counted_whole() -> None:
    told = [en for _, en in with_found(*(f"p{n}" for n in range(MOST + 2)))]
    assert [line.split()[0] for line in told[: MOST + 1]] == [*(f"p{n}" for n in range(MOST)), "2"]


def test_what_is_missing_and_which_reserve_opens_is_said() -> None:
    opened = pl.DataFrame([("R", 100, 94, "w")], schema=PLAN.isolated.opened.schema, orient="row")
    short = pl.DataFrame([("rooms", 163, 160, 3, "w")], schema=PLAN.isolated.shortage.schema, orient="row")
    plan = replace(PLAN, isolated=replace(PLAN.isolated, opened=opened, shortage=short))
    assert urgent(plan) == [
        ("缺：房间 3（需 163）", "missing: rooms 3 of 163"),
        ("启用备用点 R（100 间，入住 94 人）", "reserve site R opens: 94 people into its 100 rooms"),
    ]


def test_the_terminal_says_it_before_the_clock() -> None:
    lines = seen(plan_summary(PLAN, SHANGHAI, "en"), 120)
    first = next(n for n, line in enumerate(lines) if line.startswith("! "))
    assert first < next(n for n, line in enumerate(lines) if line.startswith("Found"))
