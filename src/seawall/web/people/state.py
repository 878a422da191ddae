"""What holds for one person at a time: case or contact, orders, room, tests, and the reason in public words."""

from datetime import datetime
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tables.ring import nearness
from seawall.tell.terminal.language import Language, half
from seawall.tell.terminal.moments import exact
from seawall.web.names import names
from seawall.web.people import samples
from seawall.web.people.cells import Cell, cells
from seawall.web.people.known import SHORT
from seawall.web.people.lists import LISTS
from seawall.web.words import say


class Order(NamedTuple):
    """An order in force, or one that waits for a signature: what it asks, until when, and by which row it is known."""

    scope: str
    until: datetime
    waits: bool
    row: str


class State(NamedTuple):
    """`what` they are, in words; the case they are, or are a contact of; orders; room; the reasons in public words."""

    what: list[str]
    cases: list[str]
    orders: list[Order]
    room: str
    until: str
    why: list[str]
    tests: list[list[Cell]]


def state(made: Made, person: str, lang: Language) -> State:
    """What holds for somebody."""
    plan = made.plan
    case = plan.episodes.filter(pl.col("person") == person)
    contact = plan.traced.contacts.filter(pl.col("person") == person).sort(nearness(), "case")
    orders = _orders(made, person, lang)
    room, until = _room(made, person, lang)
    reasons = [half(each, lang) for each in contact["why_public"].unique(maintain_order=True)]
    mine = samples.of_person(made, person)
    return State(
        _what(case, contact, lang), [*case["case"], *contact["case"].unique(maintain_order=True)], orders, room, until,
        reasons or _public(made, person, lang), list(cells(LISTS["samples"].columns[2:], mine, made, lang)),
    )  # fmt: skip


def _what(case: pl.DataFrame, contact: pl.DataFrame, lang: Language) -> list[str]:
    """The class of their open case, else their strongest ring."""
    open_ = case.filter("open")
    if open_.height:
        return [say(each or "unclassified", lang) for each in open_["class"]]
    return [say(each, lang) for each in contact["ring"].head(1)]


def _orders(made: Made, person: str, lang: Language) -> list[Order]:
    about, binds = pl.col("subject") == person, pl.col("verb").cast(pl.String).is_in(["trace", "confirm"])
    stands = made.plan.standing.filter(about).filter(binds)
    waits = made.plan.differences.filter(about).filter(binds, pl.col("sign") != "-")
    return [
        *(_order(row, row["row"][-SHORT:], lang, waits=False) for row in stands.iter_rows(named=True)),
        *(_order(row, "", lang, waits=True) for row in waits.iter_rows(named=True)),
    ]


def _order(row: dict[str, Any], known: str, lang: Language, *, waits: bool) -> Order:
    provisional = f"{say('provisional', lang)}{' ' if lang == 'en' else ''}" if row["provisional"] else ""
    return Order(provisional + say(row["scope"], lang), row["until"], waits, known)


def _room(made: Made, person: str, lang: Language) -> tuple[str, str]:
    """The site and the room that the plan has for them, and until when."""
    rooms = made.plan.isolated.rooms.filter(pl.col("person") == person)
    if rooms.is_empty():
        return "", ""
    row, called = rooms.row(0, named=True), names(made.facts, lang)
    site = row["site"] and called.get(row["site"], row["site"])
    where = " ".join(each for each in (site, row["room"]) if each)
    return where, "" if row["until"] is None else exact(row["until"], made.zone, lang, ends=True)


def _public(made: Made, person: str, lang: Language) -> list[str]:
    """For whoever is no contact: what their orders say."""
    said = [each.filter(pl.col("subject") == person)["why_public"] for each in (
        made.plan.standing, made.plan.differences)]  # fmt: skip
    return [half(each, lang) for each in pl.concat(said).unique(maintain_order=True)]
