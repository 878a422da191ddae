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
    """The same, of an open home. It is asked again when a day, a fact or a name has come since."""
    rules, today = rules_of(desk, now), now.astimezone(desk.zone).date()
    key = (str(desk.server.urls["owner"]), desk.home, today, rules, stored.state(desk.server))
    if key not in _HELD:
        found = _due(desk, now, rules.days)
        _HELD.clear()
        _HELD[key] = found
        return Due(rules, found)
    return Due(rules, _HELD[key])


_HELD: dict[tuple[object, ...], pl.DataFrame] = {}


def _due(desk: Desk, now: datetime, days: int) -> pl.DataFrame:
    """Where no names are as old as the term nothing else is asked."""
    oldest = stored.first(desk.server)
    if oldest is None or oldest + timedelta(days=days) > now:
        return pl.DataFrame(schema={"person": pl.String, "incident": pl.String, "since": pl.Date})
    with reading.together():
        facts = known(reading.read(desk.server, term.READ, known_at=now, intimate=True).frames, now, desk.zone)
        return term.due(facts, stored.last(desk.server), days)


def rules_of(desk: Desk, now: datetime) -> Rules:
    """The rules of the term on that day, with what the home lays over them. Raises RuleMissing."""
    rules = rules_at(desk, DESK, now)
    days, notice, acts = (rules.need(f"names.term{each}") for each in ("", ".notice", ".acts"))
    return Rules(days.days(), notice.timedelta(), acts.yes(), days.clause, rules.version)
