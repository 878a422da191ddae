"""An act becomes facts: all of its rows or none, once however often it comes, and never without an answer."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl

from seawall.desk.importing import StoredBooks
from seawall.desk.opening import Desk
from seawall.feeds import duplicates
from seawall.store import facts, journal, sight
from seawall.store.database import transaction
from seawall.store.register import open_register
from seawall.store.wall import FactsError
from seawall.tables.schema import UTC_MOMENT
from seawall.web.access import Subject, decide
from seawall.web.field import meanwhile
from seawall.web.field.act import Act, Telling, Told, read_act
from seawall.web.field.kinds import KINDS
from seawall.web.field.numbering import frame, numbered, stored
from seawall.web.field.said import Fault
from seawall.web.field.whom import Whom

Answer = dict[str, Any]
NOTHING = Fault("of", "nothing is known here yet", "people and tasks of an incident that was opened")


def entered(desk: Desk, whom: Whom | None, subject: Subject, said: object, now: datetime) -> Answer:
    """What became of one act: stored, already, conflict (stored, and somebody else says otherwise), or refused."""
    act, of, faults = read_act(said, dict(KINDS), now)
    if act is None:
        return refused(said, faults)
    kind = KINDS[act.kind]
    if not decide(subject, kind.grant, "tasks"):
        _note(desk, subject, f"{kind.grant} tasks")
        return refused(said, [Fault("kind", act.kind, "what your roles may do")])
    told = kind.rows(of, Telling(desk, subject.account, subject.officer, act, now))
    of.ended()
    strange = [] if faults else whom.faults(told) if whom else [NOTHING]
    if strange:
        _note(desk, subject, "look people")
    if faults or strange:
        return refused(said, [*faults, *strange])
    return _kept(desk, subject, act, told, now)


def refused(said: object, faults: Sequence[Fault]) -> Answer:
    """Why an act cannot go in. The phone keeps it to be mended."""
    number = said.get("id") if isinstance(said, dict) else None
    return {"id": number, "state": "refused", "faults": [each._asdict() for each in faults]}


def _kept(desk: Desk, subject: Subject, act: Act, told: Told, now: datetime) -> Answer:
    rows = numbered(desk, subject.account, act, told.rows)
    there = stored(desk, {table: [row["row"] for row in made] for table, made in rows.items()})
    at = next((row["recorded_at"] for found in there.values() for row in found), now) if desk.home.history else None
    source = f"field: {act.kind}, written {act.made.astimezone(desk.zone).isoformat(timespec='minutes')}"
    frames = {table: frame(table, made, at) for table, made in rows.items()}
    try:
        done = facts.append_all(desk.server, desk.home, frames, subject.officer, source)
    except FactsError as error:
        return refused({"id": act.id}, [Fault("of", str(error), "what the tables allow")])
    _named(desk, subject, told, source, now)
    found = _other(desk, subject, act, told)
    state = "conflict" if found else "stored" if done.new else "already"
    return {"id": act.id, "state": state, "other": found}


def _named(desk: Desk, subject: Subject, told: Told, source: str, now: datetime) -> None:
    """Names go to the register, and whom the new ones may be the same as is asked in the queue of duplicates."""
    if not told.people:
        return
    people = pl.DataFrame(told.people, schema_overrides=dict.fromkeys(("person", "name", "phone"), pl.String))
    open_register(desk.home, desk.server).keep(people)
    books = StoredBooks(desk, subject.officer)
    alike, _ = duplicates.possible(books, people.select("person"), people)
    if alike.height:
        recorded = pl.lit(now if desk.home.history else None, UTC_MOMENT).alias("recorded_at")
        books.enter("same_person", alike.with_columns(recorded), source)


@sight.whole()  # about somebody whom they may see, or just made known
def _other(desk: Desk, subject: Subject, act: Act, told: Told) -> Answer | None:
    if told.asks is None:
        return None
    table, _ = told.asks
    with transaction(desk.server) as connection:
        return meanwhile.other(connection, told.asks, told.rows[table][0], act, subject.officer)


def _note(desk: Desk, subject: Subject, asked: str) -> None:
    with transaction(desk.server) as connection:
        body = {"why": "no role of theirs may, or not there", "asked": asked, "path": "/field/acts"}
        journal.append(connection, "refusal", subject.officer, asked, "page", body, datetime.now(UTC))
