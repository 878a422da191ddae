"""What the journal says, read as the auditor reads it."""

import json
from typing import Any, NamedTuple

from sqlalchemy import text

from seawall.desk.opening import Desk
from seawall.store.database import transaction


class Said(NamedTuple):
    """An entry without its place and time."""

    actor: str
    purpose: str
    subject: str
    body: dict[str, Any]


def journal(desk: Desk, kind: str) -> list[Said]:
    """The entries of a kind, oldest first."""
    with transaction(desk.server, "auditor") as connection:
        query = text("SELECT actor, purpose, subject, body FROM journal.entries WHERE kind = :kind ORDER BY index")
        found = connection.execute(query, {"kind": kind})
        return [Said(row.actor, row.purpose, row.subject, json.loads(row.body)) for row in found]
