"""Making a plan: read the facts as known, open the door to the stays, call flow, write it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

import polars as pl

from seawall import flow, policy
from seawall.desk.incidents import incident_of, incidents, policy_of
from seawall.desk.opening import Desk, TimeError, instant, opened
from seawall.desk.stays import Source, StoredMeetings, journalled, stated
from seawall.store import checkins, reading, sight
from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError
from seawall.tables.facts import Facts, known, merges, without
from seawall.tell import files

READ = tuple(name for name in TABLES if name != "stays")
"""The tables a plan reads whole; stays come through their door."""


class NothingKnownError(SeawallError):
    """A plan was asked for a time before anything was recorded."""


DESK = "seawall-desk"
"""The policy that says how long check-ins are kept, and how long who does not check out is taken to stay."""


class Read(NamedTuple):
    """Up to which batch facts were read, and up to which check-ins; 0: there were none."""

    facts: int
    checkins: int


@dataclass(frozen=True)
class Made:
    """A plan and what it was made from: what was `read`, in a history what was recorded by its time.

    `asked` is the policy that was asked for, an id or a file; None: the incident's own.
    """

    plan: flow.Plan
    facts: Facts
    zone: ZoneInfo
    read: Read
    history: bool
    asked: str | None

    @property
    def beside(self) -> dict[str, bytes]:
        """The files beside plan.json, by name. They are as large as the plan, and not kept."""
        return files.texts(self.plan, self.zone)

    @cached_property
    def digest(self) -> str:
        """The digest of plan.json: what is signed. It alone is kept of a document as large as the plan."""
        return self.document.digest

    @property
    def document(self) -> files.Document:
        """The plan as plan.json, byte for byte the same for the same facts."""
        return self.documented(self.beside)

    def documented(self, beside: dict[str, bytes]) -> files.Document:
        """The same, of the files beside it where they are at hand."""
        read = {"batch": self.read.facts, "checkins": self.read.checkins}
        known = {**read, "history": self.history, "asked": self.asked}
        return files.as_document(self.plan, known, self.zone, beside)


def plan(path: Path | None, at: str | None, incident: str | None, policy_id: str | None = None) -> Made:
    """The plan for one incident of a home, as known `at`."""
    desk = opened(path)
    return make(desk, known_by(desk, at), incident, policy_id)


def known_by(desk: Desk, at: str | None) -> datetime:
    """The time up to which what is known is asked. Raises TimeError for one to come, MomentError."""
    now = instant(at, desk.zone)
    if not desk.home.history and now > datetime.now(UTC):
        raise TimeError("--at {at} lies in the future; what is known is counted, so allowed is now or earlier", at=at)
    return now


def beside(path: Path | None, made: Made, policy_id: str) -> flow.Plan:
    """The plan of the same facts at the same time under another policy."""
    return make(opened(path), made.plan.now, made.plan.incident, policy_id, made.read).plan


def write(made: Made, out: Path) -> list[Path]:
    """Writes the plan's files into `out`."""
    beside = made.beside
    return files.write(beside, made.documented(beside), out)


def make(
    desk: Desk, now: datetime, incident: str | None, policy_id: str | None = None, again: Read | None = None,
    *, amended: bool = True, rules: policy.Policy | None = None, hidden: Mapping[str, pl.Series] | None = None,
) -> Made:  # fmt: skip
    """The plan for `incident` at `now`, from what was recorded by then; `again` repeats an earlier reading.

    Without being `amended` it is what the facts alone ask for, under `rules` what they would ask for under rules that
    no file has to state, without the `hidden` rows (by table) what they ask for once those are taken back; such a plan
    is looked at, and never signed.

    1. Read what was known. 2. Find the incident, and the policy it is handled under at that time. 3. Call flow.
    """
    with reading.together():
        facts, batch = _facts(desk, now, again and again.facts, hidden)
        read = Read(batch, checkins.highest(desk.server, now) if again is None else again.checkins)
        facts = facts if amended else without(facts, "amendments")
        chosen = incident_of(facts, incident)
        rules = rules or rules_at(desk, policy_id or policy_of(facts, chosen), now)
        opening = journalled(desk.server, chosen, now) if not desk.home.history else None
        noted: list[str] = []
        door = StoredMeetings(facts["places"], list(sources(desk, facts, read, noted)), opening)
        plan = flow.plan(
            facts, rules, chosen, now, door, history=desk.home.history, softer=softer_than(desk, rules, now)
        )
    told = replace(plan, notices=(*plan.notices, *noted))
    return Made(told, facts, desk.zone, read, desk.home.history, policy_id)


def _facts(desk: Desk, now: datetime, batch: int | None, hidden: Mapping[str, pl.Series] | None) -> tuple[Facts, int]:
    """As facts_at; what a plan that is held was made from is not read again for another incident or policy."""
    if hidden:
        return facts_at(desk, now, batch, hidden)
    upto = reading.upto(desk.server, batch)
    key = (desk.home, now, upto, sight.areas())
    if (facts := _HELD.get(key)) is None:
        facts, _ = facts_at(desk, now, upto)
        _HELD[key] = facts
    return facts, upto


_HELD = WeakValueDictionary[tuple[object, ...], Facts]()


def sources(desk: Desk, facts: Facts, read: Read, noted: list[str]) -> Iterator[Source]:
    """Where a home keeps stays: the facts, and the record of check-ins where there is any.

    Nothing of either is read before it is asked for. `noted` takes what of the record could not be read then.
    """
    same = merges(facts["same_person"])
    yield stated(desk.server, facts["places"], facts.known_at, read.facts, same)
    if read.checkins:

        @cache
        def live() -> Source:
            from seawall.desk import living  # the kernels take a second to load, and few homes have check-ins

            rules = rules_at(desk, DESK, facts.known_at)
            return living.source(living.seen(desk, rules, facts["places"], read.checkins, same, noted), desk)

        yield Source(lambda *asked: live().by_person(*asked), lambda *asked: live().by_place(*asked))


def rules_at(desk: Desk, policy_id: str, now: datetime) -> policy.Policy:
    """The policy as it is on that day, under the overlays that this home lays over it: policies/ID/*.toml."""
    overlays = sorted((desk.home.path / "policies" / policy_id).glob("*.toml"))
    return policy.load(policy_id, at=now.astimezone(desk.zone).date(), overlays=overlays)


def softer_than(desk: Desk, rules: policy.Policy, now: datetime) -> policy.Policy | None:
    """The next softer policy, where the one in force names it."""
    named = rules.get("harm.softer")
    return rules_at(desk, named.words()[0], now) if named else None


def facts_at(
    desk: Desk, now: datetime, batch: int | None = None, hidden: Mapping[str, pl.Series] | None = None
) -> tuple[Facts, int]:
    """The facts known at `now`, less the `hidden` rows, and the batch up to which they were read.

    Raises NothingKnownError, naming the earliest recorded_at, for a time before anything was.
    """
    read = reading.read(desk.server, READ, known_at=now, batch=batch, intimate=True)
    if all(frame.is_empty() for frame in read.frames.values()):
        _refuse(desk, now)
    gone = hidden or {}
    frames = {
        name: frame.filter(~pl.col("row").is_in(gone[name].implode())) if name in gone else frame
        for name, frame in read.frames.items()
    }
    return known(frames, now, desk.zone), read.batch


def _refuse(desk: Desk, now: datetime) -> None:
    earliest = reading.earliest(desk.server)
    if earliest is None:
        raise NothingKnownError("{home} holds no facts yet; `seawall import` brings them in", home=desk.home.path)
    asked, first = (each.astimezone(desk.zone) for each in (now, earliest))
    raise NothingKnownError(
        "nothing was known at {asked}; the earliest recorded_at is {first}", asked=asked, first=first
    )


def plans(desk: Desk, now: datetime, incident: str | None) -> Sequence[Made]:
    """The plans of the named incident, or of those at hand at `now`."""
    facts, _ = _facts(desk, now, None, None)
    wanted = [incident_of(facts, incident)] if incident else incidents(facts).at_hand
    return [make(desk, now, each) for each in wanted]
