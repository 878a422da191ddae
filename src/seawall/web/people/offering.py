"""The acts on many rows as a page offers them: to which rows, what waits for a second person, what was done last."""

from typing import Any, NamedTuple
from uuid import UUID

import polars as pl

from seawall.desk import undoing
from seawall.desk.planning import Made, rules_at
from seawall.desk.undoing import Batch
from seawall.web import area
from seawall.web.access import Subject, granting
from seawall.web.exports.waiting import Export, Exports
from seawall.web.looking import Looking
from seawall.web.people.acts import ACTS, Act
from seawall.web.people.asking import Asked
from seawall.web.people.concerned import WHATS, every
from seawall.web.people.ticks import Ticked, boxes

SOURCE = "many at once: "


class Offered(NamedTuple):
    """An act that may be done to rows of a list: its word, what it may be told, which rows it is for, and how many of
    these the list shows."""

    act: str
    choices: list[str]
    what: str
    rows: int


class Waits(NamedTuple):
    """An act that waits for a second person: its number, act, what it was told, rows, who asks, why; whether its rows
    were `ticked`; `mine`."""

    number: str
    act: str
    told: str
    rows: int
    officer: str
    why: str
    ticked: bool
    mine: bool


def offered(looking: Looking, made: Made, want: Asked, rows: pl.DataFrame, here: pl.DataFrame) -> dict[str, Any]:
    """What the page says of acts: those that are offered for `rows`, which the list shows, with a box for each that is
    `here` on the page; those that wait, those done last, and the policy's number."""
    who = acting(looking)
    if want.name not in WHATS or not looking.live or not who.roles:
        return {"acts": [], "boxes": [], "acts_wait": [], "acts_done": [], "alone": 0}
    many = dict(_theirs(looking, who, made, rows)["what"].value_counts().iter_rows())
    there = [
        Offered(name, choices, act.what, many[act.what])
        for name, act in acts_of(want.name).items() if act.what in many and (choices := act.choices(made))
    ]  # fmt: skip
    whats = [each.what for each in there]
    near = every(looking.desk, who, made, want.name, looking.language).filter(pl.col("what").is_in(whats))
    done = [each for each in undoing.batches(looking.desk) if of_ours(each)]
    return {
        "acts": there, "boxes": boxes(here, near, str(who.account), looking.desk.home), "acts_wait": _waits(looking),
        "acts_done": done[:10], "alone": alone(looking, made),
    }  # fmt: skip


def _theirs(looking: Looking, who: Subject, made: Made, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that somebody may act on, of those that they see."""
    if who.roles == granting(looking.request.scope["state"]["subject"], "look", "people"):
        return rows
    return area.within(rows, area.units_of(who, made.facts), made.facts)


def acts_of(name: str) -> dict[str, Act]:
    """The acts of a list."""
    return {word: act for word, act in ACTS.items() if act.what in WHATS[name]}


def acting(looking: Looking) -> Subject:
    """Who signed in, with those of their roles in which they may act."""
    who: Subject = looking.request.scope["state"]["subject"]
    return Subject(who.account, who.officer, granting(who, "interview", "tasks"))


def alone(looking: Looking, made: Made) -> int:
    """How many rows one person may act on: the policy's number of a bulk action."""
    return int(rules_at(looking.desk, made.plan.policy, made.plan.now).need("order.bulk.people").number())


def bulks(looking: Looking) -> Exports:
    """The acts that wait."""
    kept: Exports = looking.request.app.state.bulks
    return kept


def of_ours(batch: Batch) -> bool:
    """Whether a batch was done to many rows at once."""
    return batch.source.startswith(SOURCE)


def _waits(looking: Looking) -> list[Waits]:
    own = acting(looking).account
    return [wait(each, own) for each in bulks(looking).every() if each.agreed is None]


def wait(each: Export, own: UUID) -> Waits:
    """An act that waits, for the account that looks."""
    act, _, told = each.wanted.as_.partition(":")
    ticked = isinstance(each.wanted.want, Ticked)
    return Waits(each.number, act, told, each.wanted.rows, each.by.officer, each.why, ticked, each.by.account == own)
