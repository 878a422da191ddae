"""Contacts and their rooms: who is in one, since when, who is not, and whether each went in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.command.rules import Step
from seawall.tables.facts import Facts
from seawall.tables.inside import OURS, stays
from seawall.tables.limit import CANNOT_TELL, LATE, MET, OPEN, by, due, first, last, state
from seawall.tables.moment import Moment
from seawall.tables.named import named
from seawall.tables.schema import UTC_MOMENT

RINGS = {"isolated": "close", "secondary_in_site": "secondary"}
Judged = tuple[Moment | None, Moment | None, str]


@dataclass(frozen=True)
class Rooms:
    """How many of a ring's people are in a room, and when all of them were; None while one is not."""

    people: int
    inside: int
    done: Moment | None
    waiting: tuple[tuple[Moment, Moment | None], ...]
    """Named and entered, once for each different pair; no `entered`: not in a room."""

    @property
    def begun(self) -> Moment | None:
        """When the first of them entered one."""
        return first(entered for _, entered in self.waiting)


def rooms(facts: Facts, contacts: pl.DataFrame, ring: str, now: datetime) -> Rooms:
    """The people of a ring whom the rule restricts here, and their rooms.

    People who were handed over to another place (an outgoing request) are that place's to isolate. A contact is named
    when the last row it rests on was recorded; where a stay is among them, some time after its other rows.
    """
    people = named(_here(facts, contacts, ring), facts).join(_entered(facts, now), on="person", how="left")
    pairs = people.group_by("named_from", "named_until", "inside", "at_from", "at_until").len().sort(pl.all())
    waiting = tuple(
        (Moment(start, end), Moment(entered, until) if inside else None)
        for start, end, inside, entered, until, _ in pairs.iter_rows()
    )
    inside = people["inside"].drop_nulls().len()
    return Rooms(people.height, inside, last(entered for _, entered in waiting), waiting)


def judged(step: Step, start: Moment | None, found: Rooms, now: datetime, zone: ZoneInfo) -> Judged:
    """(due, done, state) of a ring: each person's limit runs from the start or from being named, the later.

    Late as soon as one person is. While somebody is not in a room the due is that person's, else the last one's.
    """
    if start is None or step.limit is None or not found.people:
        return None, found.done, _unlimited(step, start, found)
    each = [(due(_later(start, told), step.limit, zone), entered) for told, entered in found.waiting]
    states = [(state(until, entered and by(entered, now), now), entered is None) for until, entered in each]
    undone = [until for until, entered in each if entered is None]
    shown = min(undone, key=_order) if undone else max((until for until, _ in each), key=_order)
    return shown, found.done, _worst(states)


def _here(facts: Facts, contacts: pl.DataFrame, ring: str) -> pl.DataFrame:
    away = facts["requests"].filter(pl.col("direction").cast(pl.String) == "out").select("person").drop_nulls()
    mine = contacts.filter((pl.col("ring").cast(pl.String) == ring) & pl.col("restricted"))
    return mine.join(away, on="person", how="anti").select("person", "evidence")


def _entered(facts: Facts, now: datetime) -> pl.DataFrame:
    entered = stays(facts, now).filter(pl.col("kind").is_in(OURS))
    start = pl.when(pl.col("at_from").is_null().any()).then(None).otherwise(pl.col("at_from").min())
    return entered.group_by("person").agg(
        start.cast(UTC_MOMENT).alias("at_from"), pl.col("at_until").min(), pl.lit(value=True).alias("inside")
    )


def _later(start: Moment, told: Moment) -> Moment:
    both = last([start, told])
    return both if both is not None else start


def _unlimited(step: Step, start: Moment | None, found: Rooms) -> str:
    if step.missing is not None or (found.done is not None and start is None and step.limit is not None):
        return CANNOT_TELL
    return MET if found.done is not None else OPEN


def _worst(states: Iterable[tuple[str, bool]]) -> str:
    """Late if one is; else, while somebody waits, as it stands for those who wait; else as for those inside."""
    listed = list(states)
    if any(each == LATE for each, _ in listed):
        return LATE
    counted = {each for each, waits in listed if waits} or {each for each, _ in listed}
    return CANNOT_TELL if CANNOT_TELL in counted else OPEN if OPEN in counted else MET


def _order(until: Moment) -> tuple[bool, datetime | None]:
    bound = until.earliest or until.latest
    return bound is None, bound
