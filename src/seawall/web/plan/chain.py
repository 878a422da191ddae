"""The chain of reasons of one row: order, clause, why this unit, facts, what would change it, the public reason."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language, half
from seawall.web import plans
from seawall.web.kept import Kept
from seawall.web.plan import clauses, evidence, units
from seawall.web.plan.clauses import Clause
from seawall.web.plan.evidence import Fact
from seawall.web.plan.rows import Row
from seawall.web.plan.shown import Shown
from seawall.web.plan.units import Unit
from seawall.web.whys import asks, why

_FACTS = Kept[list[Fact]](256)
LISTED = 200
"""People of a group that are listed by their numbers; the rest are counted."""


class Person(NamedTuple):
    """One of a group: who, until when, and why they and not another."""

    subject: str
    until: Any
    why: str


class Question(NamedTuple):
    """What is unknown, the answer that would move people, how many, and who can give it."""

    asked: str
    answer: str
    gains: int
    loses: int
    whom: str


class Chain(NamedTuple):
    """Everything a row rests on. `units` are of an area alone; `example` is the one of many whose reason it is."""

    row: Row
    clauses: list[Clause]
    units: list[Unit]
    why: str
    facts: list[Fact]
    unseen: int
    questions: list[Question]
    ends: str
    public: str
    people: list[Person]
    more: int


def chain(shown: Shown, row: Row, lang: Language) -> Chain:
    """The reasons of a row. Of a group the facts and the public reason are those of its first."""
    made, first = shown.made, row.members.row(0, named=True)
    cited = clauses.cited(shown.desk, first["clause"], made.plan.policy, made.plan.now, lang)
    rows = [] if row.verb == "inform" else list(first["evidence"] or [])
    key = (*plans.key(shown.desk, made), lang, tuple(rows))
    facts = _FACTS.get(key, lambda: evidence.facts(made, shown.desk.server, rows, lang))
    people = list(_people(row, made, lang)) if row.members.height > 1 else []
    return Chain(
        row, cited, units.units(made, first["subject"], lang) if row.verb == "zone" else [],
        why(row.group, made, lang), facts, len(rows) - len(facts), _questions(made, first, lang),
        str(first["ends"] or ""), half(first["why_public"], lang), people, max(0, row.members.height - LISTED),
    )  # fmt: skip


def _people(row: Row, made: Made, lang: Language) -> Iterator[Person]:
    met = made.plan.traced.contacts.sort("person", "case").unique("person", keep="first", maintain_order=True)
    wanted = ("ring", "via", "setting", "event", "place", "first_exposure", "last_exposure", "minutes")
    joined = row.members.head(LISTED).drop("ring", strict=False).join(
        met.select(pl.col("person").alias("subject"), *wanted), on="subject", how="left", maintain_order="left"
    )  # fmt: skip
    for each in joined.iter_rows(named=True):
        yield Person(each["subject"], each["until"], why(each, made, lang))


def _questions(made: Made, first: dict[str, Any], lang: Language) -> list[Question]:
    """Questions about the cases that the row rests on, those first whose answer moves most people."""
    asked = made.plan.traced.questions.filter(pl.col("case").is_in(list(first["cases"] or []))).head(3)
    return [
        Question(
            asks(each["question"], made, lang),
            half(each["if_answered"], lang), each["gains"] or 0, each["loses"] or 0, half(each["who_can_answer"], lang),
        )
        for each in asked.iter_rows(named=True)
    ]  # fmt: skip
