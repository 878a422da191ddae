"""The incident clock: each step with its limit, its due, when it was done, and whether that was in time."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.command.reading import Happened, happened, unfinished_team
from seawall.plan.command.rooms import RINGS, Judged, Rooms, judged, rooms
from seawall.plan.command.rules import CommandRules, Step
from seawall.tables.facts import Facts
from seawall.tables.limit import CANNOT_TELL, MET, OPEN, by, due, last, span, state
from seawall.tables.moment import Moment
from seawall.tables.schema import UTC_MOMENT
from seawall.tables.shown import hours, shown

SCHEMA = pl.Schema(
    {
        "step": pl.String(),
        "kind": pl.String(),
        "target": pl.String(),
        "due_from": UTC_MOMENT,
        "due_until": UTC_MOMENT,
        "done_from": UTC_MOMENT,
        "done_until": UTC_MOMENT,
        "state": pl.String(),
        "owner": pl.String(),
        "why": pl.String(),
        "clause": pl.String(),
    }
)
SAID = {
    "emergence": "the first onset",
    "notified": "the request that named the person",
    "found": "the person was found",
    "screened": "the first positive",
    "confirmed": "the conclusion",
}
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def clock(
    facts: Facts, episodes: pl.DataFrame, contacts: pl.DataFrame, rules: CommandRules, now: datetime
) -> pl.DataFrame:
    """One row a step, in the policy's order: what must be done after what, until when, and how it stands at `now`.

    met, late, open (not done and not yet due, or what it waits for has not happened: then without a due), or
    cannot_tell: the facts allow both, or the policy says that the rule is missing. A step without a limit is met by
    being done. The response of 7-1-7 is complete when the last of its steps has begun. `why` gives the time it took,
    with both ends.
    """
    when = happened(facts, episodes)
    ringed = {step: rooms(facts, contacts, ring, now) for step, ring in RINGS.items() if when.get(step) is None}
    begun = {**when, **{step: found.begun for step, found in ringed.items()}}
    when["respond"] = last(begun.get(step) for step in rules.responses)
    rows = [_row(step, facts, when, ringed.get(step.name), now) for step in rules.steps]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _row(step: Step, facts: Facts, when: Happened, found: Rooms | None, now: datetime) -> dict[str, Any]:
    start, done = when.get(step.start), when.get(DONE_BY.get(step.name, step.name))
    until, done, stands = _judged(step, start, done, found, now, facts.zone)
    return {
        "step": step.name,
        "kind": step.kind,
        "target": _target(step),
        "due_from": until and until.earliest,
        "due_until": until and until.latest,
        "done_from": done and done.earliest,
        "done_until": done and done.latest,
        "state": stands,
        "owner": (unfinished_team(facts, step.name) if done is None else None) or step.owner,
        "why": _why(step, start, done, found, facts.zone),
        "clause": step.clause,
    }


DONE_BY = {"detect": "found", "notify": "screened"}


def _judged(
    step: Step, start: Moment | None, done: Moment | None, found: Rooms | None, now: datetime, zone: ZoneInfo
) -> Judged:
    if found is not None:
        return judged(step, start, found, now, zone)
    if step.missing is not None:
        return None, done, CANNOT_TELL
    if step.limit is None:
        return None, done, MET if done is not None else OPEN
    until = start and due(start, step.limit, zone)
    return until, done, state(until, done and by(done, now), now)


def _target(step: Step) -> str:
    if step.missing is not None:
        return step.missing
    after = SAID.get(step.start, step.start)
    if step.limit is None:
        return f"after {after}; no text seen sets a limit"
    length = step.limit.length
    words = f"{length / DAY:g} d" if step.limit.whole_days else f"{length / HOUR:g} h"
    named = ", or after being named if that is later" if step.name in RINGS else ""
    return f"{words} after {after}{named}"


def _why(step: Step, start: Moment | None, done: Moment | None, found: Rooms | None, zone: ZoneInfo) -> str:
    counted = [f"{found.inside:,} of {found.people:,} {RINGS[step.name]} contacts here are in a room"] if found else []
    begun = SAID.get(step.start, step.start)
    if start is None:
        told = [f"{begun}: nothing says that it happened"]
    elif done is None:
        told = [f"{begun} {shown(start, zone)}; nothing says that it is done"]
    else:
        told = [f"{begun} {shown(start, zone)}, done {shown(done, zone)}: {hours(span(start, done))}"]
    if start is None and done is not None:
        told = [f"done {shown(done, zone)}; {told[0]}"]
    return "; ".join(told + counted)
