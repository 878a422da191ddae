"""Rows of a list that somebody ticked: a box says, sealed for who sees it, which row it is and how it stood."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from seawall.store.home import Home
from seawall.web.errors import AskedError
from seawall.web.people.tasks import SHAPE
from seawall.web.sealed import opened, sealed

BOX = "tick-"
"""How the boxes of a form are called, each with a number after it."""
_LETTERS = 16


class Tick(NamedTuple):
    """A row of the list of tasks: what it is, the task or the person it is about, and a digest of all that it said."""

    what: str
    about: str
    stood: str


class Ticked(NamedTuple):
    """Rows that somebody ticked on a list, in place of what it is filtered by."""

    name: str
    ticks: tuple[Tick, ...]

    @property
    def having(self) -> Mapping[str, str]:
        """They are filtered by nothing."""
        return {}

    @property
    def q(self) -> str:
        """Nothing is typed to find them."""
        return ""


class Box(NamedTuple):
    """A box beside a row: what the row is, the task or the person, and what a form says where it is ticked."""

    what: str
    about: str
    value: str


def boxes(shown: pl.DataFrame, concerned: pl.DataFrame, whose: str, home: Home) -> list[Box | None]:
    """A box for each row that a page shows, None where no act is for it; `concerned` are the rows that acts are for."""
    keys = [name for name in ("what", "person", "task") if name in shown.columns]
    near = concerned.join(shown.select(keys).unique(), on=keys, how="semi", nulls_equal=True)
    ticks = {tick[:2]: tick for tick in map(tick_of, near.iter_rows(named=True))}
    found = (ticks.get((row["what"], _about(row))) for row in shown.iter_rows(named=True))
    return [tick and Box(tick.what, tick.about, sealed(json.dumps(tick), "row", home, whose)) for tick in found]


def ticked(data: Mapping[str, str], whose: str, home: Home) -> tuple[Tick, ...]:
    """What a form ticks. Raises AskedError for what no page showed to this account."""
    said = [opened(value, "row", home, whose) for name, value in sorted(data.items()) if name.startswith(BOX)]
    known = [each for each in said if each is not None]
    if len(known) < len(said):
        raise AskedError("a ticked row was not shown to you: open the list again, and tick it there")
    return tuple(dict.fromkeys(Tick(*json.loads(each)) for each in known))


def standing(ticks: tuple[Tick, ...], rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Tick]]:
    """The rows that stand as they were ticked, and what of the ticks stands so no more."""
    about = [each.about for each in ticks]
    near = rows.filter(pl.coalesce("task", "person").is_in(about))
    there = [tick_of(row) for row in near.iter_rows(named=True)]
    wanted, found = set(ticks), set(there)
    kept = near.filter(pl.Series([each in wanted for each in there], dtype=pl.Boolean))
    return kept, [each for each in ticks if each not in found]


def tick_of(row: Mapping[str, Any]) -> Tick:
    """What a row of the list of tasks is ticked as."""
    said = json.dumps([row[name] for name in SHAPE], default=str)
    return Tick(row["what"], _about(row), hashlib.sha256(said.encode()).hexdigest()[:_LETTERS])


def _about(row: Mapping[str, Any]) -> str:
    return row.get("task") or row["person"] or ""
