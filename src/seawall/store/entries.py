"""Entries of the journal as somebody looks for them: by who, what, about what and when, the newest first."""

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, text


class Wanted(NamedTuple):
    """What is looked for; "" and None ask for nothing. `until` is not included."""

    actor: str = ""
    kind: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


class Entry(NamedTuple):
    """An entry: its place in the tree, when, what, by whom, what for, about what, the rest, and the batch whose rows it
    tells of (None: of none)."""

    place: int
    at: datetime
    kind: str
    actor: str
    purpose: str
    subject: str
    body: dict[str, Any]
    batch: int | None = None


CONDITIONS = {
    "actor": "actor = :actor",
    "kind": "kind = :kind",
    "subject": "subject = :subject",
    "since": "at >= :since",
    "until": "at < :until",
}


_BETWEEN = "(SELECT * FROM journal.entries WHERE at >= :since AND at < :until OFFSET 0) between_"


def find(connection: Connection, wanted: Wanted, before: int | None, most: int) -> list[Entry]:
    """At most so many entries below a place (None: from the newest on). Asked as the role auditor."""
    asked = {name: value for name, value in wanted._asdict().items() if value}
    conditions = [CONDITIONS[name] for name in asked] + ([] if before is None else ["index < :before"])
    where = " AND ".join(conditions) or "true"
    # Between two days these are few: they are read first, where the planner would count back from the newest.
    from_ = _BETWEEN if {"since", "until"} <= asked.keys() else "journal.entries"
    query = (
        f"SELECT index, at, kind, actor, purpose, subject, body, batch FROM {from_} "  # noqa: S608 - our own conditions
        f"WHERE {where} ORDER BY index DESC LIMIT :most"
    )
    found = connection.execute(text(query), {**asked, "before": before, "most": most})
    return [_entry(row) for row in found]


def _entry(row: Row[Any]) -> Entry:
    at, body = row.at.astimezone(UTC), json.loads(row.body)
    return Entry(row[0], at, row.kind, row.actor, row.purpose, row.subject, body, row.batch)
