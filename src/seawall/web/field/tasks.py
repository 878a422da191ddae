"""My tasks: first calls, visits, seals and what teams were asked, as far as they are somebody's own."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tables.decided import FINAL
from seawall.tables.facts import Facts
from seawall.tables.living import holding
from seawall.web import area
from seawall.web.access import Subject
from seawall.web.field.teams import houses_of, interviews, on_duty, teams_of

Task = dict[str, Any]


class Mine(NamedTuple):
    """An officer's part of a plan: their teams, and the people of the area that they may look at (None: everywhere)."""

    subject: Subject
    made: Made
    teams: list[str]
    people: set[str] | None


def mine(subject: Subject, made: Made) -> Mine:
    """What of a plan is for somebody."""
    units = area.units_of(subject, made.facts)
    people = None if units is None else set(area.people_of(units, made.facts))
    return Mine(subject, made, teams_of(subject, made.facts), people)


def tasks(own: Mine) -> list[Task]:
    """In the order in which they are done: calls as they are called, then visits, seals, and what was asked."""
    calls = list(_calls(own)) if interviews(own.subject) else []
    called = {each["person"] for each in calls}
    visits = [each for each in _visits(own) if each["person"] not in called] if interviews(own.subject) else []
    return [*calls, *visits, *_seals(own), *_asked(own)]


def _calls(own: Mine) -> Iterator[Task]:
    open_to_all = on_duty(own.subject, own.made.facts)
    for row in own.made.plan.calls.sort("nth").iter_rows(named=True):
        ours = row["team"] in own.teams or (row["team"] is None and open_to_all)
        if ours and _within(own, row["person"]):
            kind = "interview" if row["whom"] == "case" else "call"
            needs = row["needs"].split(", ") if row["needs"] else []
            yield {
                "id": f"call:{row['person']}", "kind": kind, "person": row["person"], "about": row["whom"],
                "team": row["team"], "needs": needs, "due": None, "state": "open",
            }  # fmt: skip


def _visits(own: Mine) -> Iterator[Task]:
    shares = own.made.plan.shares.filter(pl.col("team").is_in(own.teams)).unique("person", keep="first")
    waiting = own.made.plan.visits.filter(pl.col("state") != "done").join(
        shares.select("person", "team"), on="person", maintain_order="left"
    )
    rings = dict(own.made.plan.traced.contacts.select("person", "ring").unique("person", keep="first").iter_rows())
    for row in waiting.iter_rows(named=True):
        if _within(own, row["person"]):
            yield {
                "id": f"visit:{row['person']}", "kind": "visit", "person": row["person"],
                "about": rings.get(row["person"]), "team": row["team"], "needs": [],
                "due": _due(row["due_from"], row["due_until"]), "state": row["state"],
            }  # fmt: skip


def _seals(own: Mine) -> Iterator[Task]:
    """Areas that were signed to be sealed, in the units that the officer's teams work in, and are not known to be."""
    facts, plan = own.made.facts, own.made.plan
    put = [task.removeprefix("seal:") for task in _final(facts)["task"]]
    signed = plan.standing.filter(pl.col("verb").cast(pl.String) == "zone", pl.col("scope") == "seal")
    ours = sealed(facts, signed, own.teams).filter(~pl.col("order").is_in(put))
    for row in ours.sort("from", "order").iter_rows(named=True):
        care = plan.care.filter(pl.col("under") == row["subject"]).select("person", "need", "carer")
        yield {
            "id": f"seal:{row['order']}", "kind": "seal", "order": row["order"], "unit": row["subject"],
            "team": row["team"], "needs": [], "due": _due(None, row["until"]), "state": "open",
            "care": care.to_dicts(), "incident": plan.incident,
        }  # fmt: skip


def sealed(facts: Facts, orders: pl.DataFrame, teams: list[str]) -> pl.DataFrame:
    """Orders about the units that these teams work in, or units inside of them, each with its `team`."""
    units = facts["teams"].filter(pl.col("team").is_in(teams)).select("team", above="unit").drop_nulls()
    inside = holding(facts).join(units, on="above").unique("unit", keep="first").select("unit", "team")
    return orders.join(inside, left_on="subject", right_on="unit", how="inner")


def _final(facts: Facts) -> pl.DataFrame:
    """What was said of tasks after which nobody goes back."""
    return facts["done"].filter(pl.col("outcome").cast(pl.String).is_in(FINAL))


def _asked(own: Mine) -> Iterator[Task]:
    facts = own.made.facts
    waiting = facts["tasks"].filter(
        pl.col("incident") == own.made.plan.incident, pl.col("team").is_in(houses_of(own.subject, facts)),
        pl.col("step").is_not_null(),
        ~pl.col("task").str.starts_with("seal:"),  # those are asked for as long as their order stands
    ).join(_final(facts), on="task", how="anti", maintain_order="left")  # fmt: skip
    for row in waiting.unique("task", keep="last", maintain_order=True).iter_rows(named=True):
        yield {
            "id": row["task"], "kind": "task", "about": row["step"], "team": row["team"], "needs": [],
            "due": _due(row["due_from"], row["due_until"]), "state": "open",
        }  # fmt: skip


def _within(own: Mine, person: str) -> bool:
    return own.people is None or person in own.people


def _due(first: datetime | None, last: datetime | None) -> dict[str, str | None]:
    return {name: at.isoformat() if at else None for name, at in (("from", first), ("until", last))}
