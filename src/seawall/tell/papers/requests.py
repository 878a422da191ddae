"""协查: a letter to each other place about people of ours who live there, and answers to what it asked of us."""

from typing import Any

import polars as pl

from seawall.tell.papers.brief import Brief
from seawall.tell.papers.paper import Cell, Field, Form, Mark, Paper, Part, Section, Sheet, Table, Text
from seawall.tell.papers.tongue import Tongue

SHAPES = {"to_send": "open", "sent": "cannot_tell", "received": "met", "answered": "met"}


def requests(brief: Brief, tongue: Tongue) -> Paper:
    """One sheet an other place, those still to be written to first."""
    ours, theirs = brief.plan.traced.requests, _theirs(brief)
    units = [*ours.sort(pl.col("state") != "to_send", "unit")["unit"], *theirs.sort("unit")["unit"]]
    sheets = [
        _letter(unit, ours.filter(unit=unit), theirs.filter(unit=unit), brief, tongue) for unit in dict.fromkeys(units)
    ]
    title = tongue("协查函", "Requests to and from other places")
    none = Sheet(
        title,
        [Section("", [Text([tongue("没有要发出或答复的协查。", "There is nothing to ask and nothing to answer.")])])],
    )
    return Paper(title, sheets or [none])


def _theirs(brief: Brief) -> pl.DataFrame:
    return brief.facts["requests"].filter(pl.col("direction").cast(pl.String) == "in").sort("unit", "request")


def _letter(unit: str, ours: pl.DataFrame, theirs: pl.DataFrame, brief: Brief, tongue: Tongue) -> Sheet:
    name = tongue.name(brief.unit(unit)) or unit
    sections = []
    if not ours.is_empty():
        told: list[Part] = [Text([tongue.note("request")]), _asked(ours, tongue)]
        sections.append(Section(tongue("请贵地协查", "What we ask"), told))
    if not theirs.is_empty():
        sections.append(Section(tongue("贵地请我们协查", "What you asked of us"), [_answers(theirs, tongue)]))
    sections.append(Section(tongue("落款与回执", "Signature and receipt"), [_receipt(tongue)]))
    return Sheet(tongue(f"致 {name}", f"To {name}"), sections)


def _asked(ours: pl.DataFrame, tongue: Tongue) -> Table:
    heads = (
        ("编号", "Number"),
        ("姓名、电话", "Name, phone"),
        ("圈层", "Ring"),
        ("随访至", "Followed until"),
        ("状态", "State"),
        ("结果", "Result"),
    )
    rows: list[list[Cell]] = [
        [
            row["person"],
            None,
            tongue.word(row["ring"]),
            tongue.end(row["followed_until"]),
            _state(row, tongue),
            row["answer"],
        ]
        for row in ours.sort("person").iter_rows(named=True)
    ]
    return Table([tongue(*each) for each in heads], rows, widths=(9, 25, 13, 15, 24, 14))


def _state(row: dict[str, Any], tongue: Tongue) -> Mark:
    """How far it got, with the time of the receipt or else of the sending."""
    state = str(row["state"])
    at = "received" if state in ("received", "answered") else "sent"
    when = tongue.when(row[f"{at}_from"], row[f"{at}_until"])
    return Mark(SHAPES[state], " ".join(each for each in (tongue.word(state), when) if each))


def _answers(theirs: pl.DataFrame, tongue: Tongue) -> Table:
    heads = (
        ("来函", "Request"),
        ("编号", "Number"),
        ("发出", "Sent"),
        ("收到", "Received"),
        ("我们的答复", "Our answer"),
    )
    rows = [
        [
            row["request"],
            row["person"],
            tongue.when(row["sent_from"], row["sent_until"]),
            tongue.when(row["received_from"], row["received_until"]),
            row["answer"],
        ]
        for row in theirs.iter_rows(named=True)
    ]
    return Table([tongue(*each) for each in heads], rows, widths=(18, 14, 18, 18, 32))


def _receipt(tongue: Tongue) -> Form:
    labels = (
        ("发函单位", "Sent by"),
        ("联系人、电话", "Contact, phone"),
        ("发出时间", "Sent at"),
        ("签发", "Signed"),
        ("收函单位", "Received by"),
        ("收到时间", "Received at"),
        ("收函人", "Recipient"),
        ("签名", "Signature"),
    )
    return Form([Field(tongue(*each)) for each in labels])
