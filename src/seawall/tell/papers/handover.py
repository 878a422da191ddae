"""The hand-over of a shift on one page: what happened, what is late, what waits, who is there, what comes next."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from seawall.tell.papers.brief import Brief
from seawall.tell.papers.figures import FIGURES, measure
from seawall.tell.papers.paper import Cell, Field, Form, Mark, Paper, Section, Sheet, Table, Text, Wall
from seawall.tell.papers.tongue import Tongue
from seawall.tell.urgent import urgent

MOST, FEW = 5, 2
"""Rows of a list, and of one whose rows are long, so that all stays on one page; what is more is counted."""
TOLD = ("cumulative", "active", "asym_stock", "suspects", "close", "secondary", "observed", "deaths")
STATES = {
    "late": "late", "silent": "late", "late_last": "late", "silent_last": "late", "called": "open", "seen": "open",
    "next": "cannot_tell", "on_duty": "met",
}  # fmt: skip
AT_DUTY = {"late": "duty.late", "late_last": "duty.late_last", "silent_last": "duty.silent_last"}
"""Officers' states that the clock, or nobody, has a word for."""
"""The shape of an officer's state."""


def handover(brief: Brief, tongue: Tongue) -> Paper:
    """One sheet, set small. It stays inside the desk: its figures are exact."""
    sections = [
        Section(tongue("出了什么事", "What happened"), [_wall(brief, tongue), *_happened(brief, tongue)]),
        *_urgent(brief, tongue),
        Section(tongue("什么超时了，是谁的", "What is late, and whose"), _late(brief, tongue), half=True),
        Section(tongue("接下来到期的", "Due next"), _due(brief, tongue), half=True),
        Section(tongue("等谁签", "What waits for a signature"), _waits(brief, tongue)),
        Section(tongue("谁在岗", "Who is on duty"), _duty(brief, tongue)),
        Section(tongue("还没问清的", "Open questions"), _questions(brief, tongue)),
        Section(tongue("扣住不能签的", "Held back"), _held(brief, tongue)),
        Section("", [_signed(tongue)]),
    ]
    title = tongue("交接班", "Shift hand-over")
    return Paper(title, [Sheet(f"{title} {tongue.minute(brief.plan.now)}", sections)], tight=True)


def _wall(brief: Brief, tongue: Tongue) -> Wall:
    first = brief.plan.clock.filter(kind="first_time").select("step", "state").iter_rows()
    return Wall([(state, tongue.clock(step), tongue.clock(state)) for step, state in first])


def _happened(brief: Brief, tongue: Tongue) -> list[Text]:
    figures = brief.plan.bulletin.figures
    told = [f"{tongue(*FIGURES[name])} {figures[name]:,}" for name in TOLD if figures.get(name)]
    course = brief.plan.bulletin.course
    names = {"positive": ("首次检出阳性", "First positive"), "concluded": ("首例判定", "First conclusion")}
    when = [f"{tongue(*names[what])} {tongue.when(at.earliest, at.latest)}" for what, at in course.items()]
    text = tongue("；", "; ").join([*when, *told])
    return [Text([text or tongue("还没有病例。", "No case yet.")])]


def _urgent(brief: Brief, tongue: Tongue) -> list[Section]:
    """What results ask for and what is missing; nothing, no section."""
    told = tongue("；", "; ").join(tongue(zh, en) for zh, en in urgent(brief.plan))
    return [Section(tongue("要立即处理的", "What cannot wait"), [Text([told], "short")])] if told else []


def _late(brief: Brief, tongue: Tongue) -> list[Table | Text]:
    late = brief.plan.clock.filter(state="late").sort("due_until", nulls_last=True)
    rows = [_step(step, tongue) for step in late.iter_rows(named=True)]
    return _short(_heads(tongue, ("环节", "Step"), ("截止", "Due"), ("责任", "Whose"), ("状态", "State")), rows, tongue)


def _due(brief: Brief, tongue: Tongue) -> list[Table | Text]:
    soon = brief.plan.clock.filter(pl.col("state") == "open", pl.col("due_until").is_not_null()).sort("due_until")
    rows = [_step(step, tongue) for step in soon.iter_rows(named=True)]
    return _short(_heads(tongue, ("环节", "Step"), ("截止", "Due"), ("责任", "Whose"), ("状态", "State")), rows, tongue)


def _step(step: dict[str, Any], tongue: Tongue) -> list[Cell]:
    due = tongue.when(step["due_from"], step["due_until"])
    owner, state = step["owner"], str(step["state"])
    return [
        tongue.clock(str(step["step"])),
        due,
        tongue.clock(str(owner)) if owner else None,
        Mark(state, tongue.clock(state)),
    ]


def _waits(brief: Brief, tongue: Tongue) -> list[Table | Text]:
    waiting = (
        brief.plan.differences.group_by("sign", "verb", "scope", maintain_order=True)
        .agg(pl.len().alias("n"), pl.col("signatures").max(), pl.col("from").min(), pl.col("provisional").any())
        .sort("verb", "scope", "sign")
    )
    rows: list[list[Cell]] = [
        [
            measure(row["scope"], tongue),
            f"{tongue.word('sign.' + row['sign'])} {row['n']:,}",
            str(row["signatures"]),
            tongue.word("provisional") if row["provisional"] else "",
        ]
        for row in waiting.iter_rows(named=True)
    ]
    heads = _heads(tongue, ("措施", "Measure"), ("多少", "How many"), ("需签名", "Signatures"), ("附注", "Note"))
    return _short(heads, rows, tongue)


def _duty(brief: Brief, tongue: Tongue) -> list[Table | Text]:
    rows: list[list[Cell]] = [
        [
            str(row["rank"]),
            f"{row['officer']}, {tongue.word(row['role'])}, {row['organisation']}",
            Mark(STATES.get(row["state"], "open"), tongue.word(AT_DUTY.get(row["state"], row["state"]))),
            tongue.end(row["called"]),
            tongue.end(row["until"]),
        ]
        for row in brief.plan.duty.iter_rows(named=True)
    ]
    heads = _heads(
        tongue, ("序", "No."), ("谁", "Who"), ("状态", "State"), ("呼叫于", "Called"), ("转下一个", "Passes on")
    )
    return _short(heads, rows, tongue)


def _questions(brief: Brief, tongue: Tongue) -> list[Table | Text]:
    found = brief.plan.traced.questions.select("case", "question", "moves", "who_can_answer")
    rows: list[list[Cell]] = [
        [case, tongue.half(question), "" if moves is None else str(moves), tongue.half(who)]
        for case, question, moves, who in found.iter_rows()
    ]
    heads = _heads(
        tongue, ("病例", "Case"), ("问题", "Question"), ("牵动人数", "People moved"), ("谁能答", "Who can answer")
    )
    return _short(heads, rows, tongue, FEW)


def _held(brief: Brief, tongue: Tongue) -> list[Text]:
    told = [tongue.half(each) for each in brief.plan.notices]
    more = len(told) - FEW
    lines = told[:FEW] + ([tongue(f"另有 {more} 条，见方案。", f"{more} more, in the plan.")] if more > 0 else [])
    return [Text(lines or [tongue("无。", "Nothing.")], "note short")]


def _short(
    heads: Sequence[str], rows: Sequence[Sequence[Cell]], tongue: Tongue, most: int = MOST
) -> list[Table | Text]:
    if not rows:
        return [Text([tongue("无。", "Nothing.")], "note")]
    more = len(rows) - most
    rest = [Text([tongue(f"另有 {more} 项，见方案。", f"{more} more, in the plan.")], "note")] if more > 0 else []
    return [Table(heads, rows[:most]), *rest]


def _heads(tongue: Tongue, *heads: tuple[str, str]) -> list[str]:
    return [tongue(*each) for each in heads]


def _signed(tongue: Tongue) -> Form:
    return Form([Field(tongue("交班", "Handed over by")), Field(tongue("接班", "Taken over by"))])
