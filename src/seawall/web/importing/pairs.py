"""The queue of numbers that may be one person: side by side, without names, and decided by an officer."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.importing import StoredBooks
from seawall.feeds import duplicates
from seawall.store import reading
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import in_force
from seawall.tables.moment import Moment
from seawall.tables.shown import shown
from seawall.tell.terminal.language import Language
from seawall.web.errors import AskedError
from seawall.web.importing.reasons import alike
from seawall.web.importing.shown import DATED
from seawall.web.kept import Kept, read
from seawall.web.looking import Looking
from seawall.web.origins import origin
from seawall.web.words import say

MOST = 20
"""Pairs that one page shows; all are counted."""
_WAITING = Kept[pl.DataFrame](8)


class Side(NamedTuple):
    """What is known of one number: when they were born, their sex, where they live, from whom it was learned."""

    person: str
    birth: str
    sex: str
    homes: str
    learned: str


class Pair(NamedTuple):
    """Two numbers, and what speaks for one person."""

    one: Side
    other: Side
    why: str


def waiting(looking: Looking) -> pl.DataFrame:
    """The pairs that nobody has decided."""
    desk = looking.desk

    def asked() -> pl.DataFrame:
        rows = reading.columns(desk.server, "same_person", TABLES["same_person"].column_names())
        return duplicates.waiting(in_force(rows, TABLES["same_person"]))

    return _WAITING.get((desk.home, desk.server.uri("desk"), read(desk)), asked)


def shown_pairs(looking: Looking, pairs: pl.DataFrame) -> list[Pair]:
    """The first of them, side by side."""
    few = pairs.head(MOST)
    if few.is_empty():
        return []
    numbers = [*few["person"], *few["other"]]
    known = {table: _of(looking, table, numbers) for table in ("persons", "residences")}
    return [
        Pair(_side(looking, known, one), _side(looking, known, other), _why(looking, why or ""))
        for one, other, why in few.select("person", "other", "why").iter_rows()
    ]


def _why(looking: Looking, why: str) -> str:
    return why if looking.language == "en" else alike(why)


def decide(looking: Looking, person: str, other: str, decision: str, why: str) -> None:
    """An officer's word on a pair that waits: a new row beside the question. Raises AskedError for any other."""
    pairs = waiting(looking)
    if decision not in ("same", "different"):
        raise AskedError("two numbers are decided to be the same person, or different people")
    if pairs.filter(pl.col("person") == person, pl.col("other") == other).is_empty():
        raise AskedError("these two numbers do not wait to be decided: somebody else may have done so")
    desk, officer = looking.desk, looking.officer or ""
    at = looking.span.now if desk.home.history else datetime.now(UTC)
    row = {"person": person, "other": other, "decision": decision, "by": officer, "why": why[:500] or None}
    claimed = {"recorded_at": at} if desk.home.history else {}
    StoredBooks(desk, officer).enter(
        "same_person", pl.DataFrame([row | {"at_from": at, "at_until": at} | claimed]), "import page"
    )


def _of(looking: Looking, table: str, numbers: Sequence[str]) -> pl.DataFrame:
    rows = reading.columns(looking.desk.server, table, TABLES[table].column_names())
    return in_force(rows, TABLES[table]).filter(pl.col("person").is_in(numbers)).sort("recorded_at", "row")


def _side(looking: Looking, known: dict[str, pl.DataFrame], person: str) -> Side:
    rows = known["persons"].filter(pl.col("person") == person).to_dicts()
    last = rows[-1] if rows else {}
    homes = known["residences"].filter(pl.col("person") == person)["place"].unique(maintain_order=True)
    birth = Moment(last.get("birth_from"), last.get("birth_until"))
    learned = f"{looking.when(last['recorded_at'])} {_from_whom(last, looking.language)}" if last else ""
    return Side(
        person,
        shown(birth, looking.desk.zone, DATED[looking.language]),
        last.get("sex") or "",
        ", ".join(homes),
        learned,
    )


def _from_whom(row: dict[str, Any], lang: Language) -> str:
    return f"{row['recorded_by']}{say(',', lang)}{origin(row['source'] or '', lang)}"
