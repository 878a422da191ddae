"""The names of a home: whose are past their term."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import polars as pl

from seawall.desk import term
from seawall.desk.opening import Desk, opened
from seawall.desk.planning import DESK, rules_at
from seawall.store import reading
from seawall.store import term as stored
from seawall.tables.facts import known


class Rules(NamedTuple):
    """How many `days` names are kept, how long before a server destroys them it says so, and whether it does; the
    clause of the term, and the version of the desk's own rules that say it."""

    days: int
    notice: timedelta
    acts: bool
    clause: str
    version: str


class Due(NamedTuple):
    """Whose names are past their term, by the incident that held them last (None: none did): how many people, and since
    which day."""

    rules: Rules
    people: pl.DataFrame

    def by_incident(self) -> list[tuple[str | None, int, str]]:
        """Each incident with how many people, and the first day since which any of them is."""
        counted = self.people.group_by("incident").agg(pl.len().alias("people"), pl.col("since").min())
        rows = counted.sort("since", "incident").iter_rows()
        return [(incident, people, since.isoformat()) for incident, people, since in rows]


def due(path: Path | None, now: datetime) -> Due:
    """Whose names in a home are past their term at a time. Raises ServerError, RuleMissing."""
    return due_at(opened(path), now)


def due_at(desk: Desk, now: datetime) -> Due:
    """The same, of an open home. Where no names are as old as the term nothing else is asked."""
    rules, oldest = rules_of(desk, now), stored.first(desk.server)
    nothing = pl.DataFrame(schema={"person": pl.String, "incident": pl.String, "since": pl.Date})
    if oldest is None or oldest + timedelta(days=rules.days) > now:
        return Due(rules, nothing)
    with reading.together():
        facts = known(reading.read(desk.server, term.READ, known_at=now).frames, now, desk.zone)
        return Due(rules, term.due(facts, stored.last(desk.server), rules.days))


def rules_of(desk: Desk, now: datetime) -> Rules:
    """The rules of the term on that day, with what the home lays over them. Raises RuleMissing."""
    rules = rules_at(desk, DESK, now)
    days, notice, acts = (rules.need(f"names.term{each}") for each in ("", ".notice", ".acts"))
    return Rules(days.days(), notice.timedelta(), acts.yes(), days.clause, rules.version)
