"""The call sheet: what is said to each kind of person, then whom each team calls, in order."""

from typing import Any

import polars as pl

from seawall.tell.papers.brief import Brief
from seawall.tell.papers.paper import Box, Cell, Paper, Section, Sheet, Table, Text
from seawall.tell.papers.scripts import WHOM, parts
from seawall.tell.papers.tongue import Tongue

WIDTHS = (5, 17, 11, 9, 44, 14)


def callsheet(brief: Brief, tongue: Tongue) -> Paper:
    """One sheet a kind of person with the script, then one a team with its calls.

    Not which case somebody is a contact of: what the caller does not hold cannot be said. The reason is the public
    one, which calls whatever is intimate everyday contact.
    """
    calls = brief.plan.calls
    kinds = [whom for whom in WHOM if whom in set(calls["whom"])] or list(WHOM)
    told = [_script(whom, tongue) for whom in kinds]
    called = [_team(team, rows, brief, tongue) for (team,), rows in _by_team(calls)]
    return Paper(tongue("首次电话单", "Call sheet"), [*told, *called])


def _by_team(calls: pl.DataFrame) -> list[tuple[tuple[str | None], pl.DataFrame]]:
    """Whoever is on duty first, then the teams by name; each its calls in order."""
    ordered = calls.sort("team", "nth", nulls_last=False)
    return list(ordered.group_by("team", maintain_order=True))


def _script(whom: str, tongue: Tongue) -> Sheet:
    labels, said = zip(*parts(whom, tongue.lang), strict=True)
    title = tongue(f"首次电话怎么说：{tongue.word(whom)}", f"What to say in the first call: {tongue.word(whom)}")
    about = tongue.note("call")
    return Sheet(title, [Section("", [Text(said, "spoken", labels)])], about)


def _team(team: str | None, rows: pl.DataFrame, brief: Brief, tongue: Tongue) -> Sheet:
    who = team or tongue("值班人员", "whoever is on duty")
    title = tongue(f"由 {who} 拨打", f"To be called by {who}")
    about = f"{tongue.people(rows.height)}{tongue('，', '. ')}{tongue.note('call_list')}"
    heads = [tongue(*each) for each in HEADS]
    reasons = _reasons(brief)
    table = Table(heads, [_row(row, reasons, brief, tongue) for row in rows.iter_rows(named=True)], widths=WIDTHS)
    return Sheet(title, [Section("", [table])], about)


HEADS = (
    ("序", "No."),
    ("姓名、电话、编号", "Name, phone, number"),
    ("圈层，随访至", "Ring, followed until"),
    ("需要", "Needs"),
    ("公开理由（可念给本人）", "Public reason (may be read to them)"),
    ("结果", "Result"),
)


def _row(row: dict[str, Any], reasons: dict[tuple[str, str], str], brief: Brief, tongue: Tongue) -> list[Cell]:
    person, whom = str(row["person"]), str(row["whom"])
    until = tongue.end(row["followed_until"])
    reason = reasons.get((person, str(row["case"])))
    return [
        str(row["nth"]),
        _who(person, brief, tongue),
        ", ".join(each for each in (tongue.word(whom), until) if each),
        needs(row["needs"], tongue),
        tongue.half(reason) if reason and whom != "case" else None,
        [Box(tongue(*each)) for each in RESULTS],
    ]


RESULTS = (("接通", "reached"), ("未接，再拨", "no answer; again"), ("换号", "other number"))


def _who(person: str, brief: Brief, tongue: Tongue) -> str:
    """Name and phone over the number; lines to write on where they may not be seen."""
    name, phone = brief.called(person, tongue)
    return f"{name or '________'} {phone or '____________'} {person}"


def needs(found: object, tongue: Tongue) -> str | None:
    """Traits as a call has them, in words."""
    return "、".join(tongue.word(each) for each in str(found).split(", ")) if found else None


def _reasons(brief: Brief) -> dict[tuple[str, str], str]:
    """The public reason of each (person, case)."""
    rows = brief.plan.traced.contacts.select("person", "case", "why_public").iter_rows()
    return {(person, case): reason for person, case, reason in rows}
