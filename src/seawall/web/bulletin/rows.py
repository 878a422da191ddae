"""The rows that a figure of the draft counts, for whoever may look at people."""

from typing import NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.web import area
from seawall.web.access import Subject, decide
from seawall.web.bulletin import words
from seawall.web.errors import AskedError

PEOPLE = frozenset(
    {"close", "close_local", "close_elsewhere", "secondary", "secondary_local", "secondary_elsewhere", "observed",
     "tested", "tested_positive", "roomed"}
)  # fmt: skip
"""Figures that count people; sites and rooms count themselves, all others cases."""
THINGS = frozenset({"sites_open", "rooms"})
MOST = 500
"""Rows that a page lists; how many there are it says in any case."""


class Row(NamedTuple):
    """A row: its id, and whose it is; "" where it is nobody's."""

    id: str
    person: str


class Rows(NamedTuple):
    """The rows of a figure that somebody may see, the first MOST of them; how many they are, and of how many."""

    name: str
    there: list[Row]
    many: int
    of: int


def may(who: Subject | None) -> bool:
    """Whether somebody may see them at all; what is printed everybody of the room sees."""
    return decide(who, "look", "people")


def rows(made: Made, name: str, who: Subject | None) -> Rows:
    """The rows of a figure. Raises AskedError for a figure that there is not."""
    ids = made.plan.bulletin.rows.get(name)
    if ids is None:
        raise AskedError(
            "figure={name!r} is none of the bulletin; allowed: {allowed}", name=name, allowed=", ".join(words.FIGURES)
        )
    every = _whose(made, name, sorted(ids))
    seen = area.within(every, area.units_of(who, made.facts), made.facts)
    there = [Row(row["id"], row["person"] or "") for row in seen.head(MOST).to_dicts()]
    return Rows(name, there, seen.height, every.height)


def _whose(made: Made, name: str, ids: list[str]) -> pl.DataFrame:
    """(id, person)."""
    frame = pl.DataFrame({"id": ids}, schema={"id": pl.String})
    if name in THINGS:
        return frame.with_columns(pl.lit(None, dtype=pl.String).alias("person"))
    if name in PEOPLE:
        return frame.with_columns(pl.col("id").alias("person"))
    cases = made.plan.episodes.select(pl.col("case").cast(pl.String).alias("id"), pl.col("person").cast(pl.String))
    return frame.join(cases.unique("id"), on="id", how="left", maintain_order="left")
