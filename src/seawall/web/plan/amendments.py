"""What officers want otherwise of a plan: each with its reason, what the facts alone ask, and what may be wanted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.amending import Room, amendable, room
from seawall.plan.orders.rules import KEY
from seawall.tell.terminal.language import Language, say
from seawall.web import area, plans
from seawall.web.names import names
from seawall.web.plan.rows import Group, Row, grouped, summed
from seawall.web.plan.shown import Shown


class Amendment(NamedTuple):
    """One amendment, or several of one kind: of what, what is wanted instead, by whom, why, and what became of it.

    `asked` is the end that the facts ask for now; None: nothing of the kind is proposed any more. `stands`: when the
    order in force ends, of what was left out; None: there is none, or there are several. `rows` are its facts.
    """

    what: str
    change: str
    state: str
    until: datetime | None
    unit: str
    proposed: datetime
    asked: datetime | None
    stands: datetime | None
    why: str
    officer: str
    role: str
    organisation: str
    rows: list[str]


class Amended(NamedTuple):
    """What was amended, and people and person-days as the facts ask and as amended; of the open row what may be wanted.

    `room` is None where the row cannot be amended: it releases somebody, tells the public, or there is none.
    """

    all: list[Amendment]
    asked: tuple[int, float]
    wanted: tuple[int, float]
    room: Room | None
    units: list[tuple[str, str]]


def amended(shown: Shown, groups: Sequence[Group], row: Row | None, lang: Language) -> Amended:
    """What the page says of amendments; costs a second plan only where one holds."""
    told = _told(shown, lang)
    wanted = _cost(groups)
    asked = _cost(_facts_alone(shown, lang)) if any(each.state == "holds" for each in told) else wanted
    free = row is not None and amendable(row.members)
    left = room(shown.desk, shown.made, row.members) if row is not None and free else None
    called = names(shown.made.facts, lang)
    return Amended(told, asked, wanted, left, [(each, called.get(each, each)) for each in (left.units if left else [])])


def _told(shown: Shown, lang: Language) -> list[Amendment]:
    """Those of one officer, order, end and reason in one line."""
    by = ("verb", "scope", "change", "state", "until", "unit", "asked", "proposed", "why", "officer")
    stated = area.among(shown.made.plan.amended, shown.units, shown.made.facts).sort("recorded_at", *KEY)
    return [_amendment(each.to_dicts(), shown, lang) for each in stated.partition_by(by, maintain_order=True)]


def _amendment(rows: list[dict[str, Any]], shown: Shown, lang: Language) -> Amendment:
    first, called = rows[0], names(shown.made.facts, lang)
    scope = say(f"scope.{first['scope']}" if first["verb"] in ("zone", "isolate") else first["scope"], lang)
    of = called.get(first["subject"], first["subject"]) + (f" … {len(rows)}" if len(rows) > 1 else "")
    unit = called.get(first["unit"] or "", first["unit"] or "")
    what = f"{scope[0].upper()}{scope[1:]} {of}"
    return Amendment(
        what, first["change"], first["state"], first["until"], unit, first["proposed"], first["asked"],
        _stands(rows, shown), first["why"], first["officer"], first["role"], first["organisation"],
        [each["row"] for each in rows],
    )  # fmt: skip


def _stands(rows: list[dict[str, Any]], shown: Shown) -> datetime | None:
    first, subjects = rows[0], [each["subject"] for each in rows]
    if first["change"] != "leave_out":
        return None
    orders = shown.made.plan.standing.filter(verb=first["verb"], scope=first["scope"])
    ends = orders.filter(pl.col("subject").is_in(subjects))["until"]
    return ends[0] if ends.len() == len(rows) and ends.n_unique() == 1 else None


def _facts_alone(shown: Shown, lang: Language) -> Sequence[Group]:
    """The differences that the plan would have without anybody's amendment."""
    plan = shown.made.plan
    alone = plans.Asked(plan.incident, plan.now, shown.made.asked, amended=False)
    return grouped(Shown(shown.desk, plans.made(shown.desk, alone, shown.made.read), units=shown.units), lang)


def _cost(groups: Sequence[Group]) -> tuple[int, float]:
    people, days = summed([row for group in groups for row in group.rows])
    return people or 0, days or 0.0
