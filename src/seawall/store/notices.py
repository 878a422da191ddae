"""What officers are told of their own account: sign-ins that broke the glass, tries that were refused, and changes of
what opens it. They are entries of the journal, and so is that their officer looked at them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from seawall.store import journal

LOOKED = "own account looked at"
KEPT = timedelta(days=90)
"""How far back is looked."""
CHANGES = (
    "password given", "password changed", "passkey registered", "passkey revoked", "sign-in linked",
    "sign-in unlinked", "invited",
)  # fmt: skip
"""Of what is given and taken away (kind `grant`), what opens an account."""


class Notice(NamedTuple):
    """One of these entries: its place, when, who did what, the rest, and whether the officer has not looked at it."""

    place: int
    at: datetime
    actor: str
    purpose: str
    refused: bool
    body: dict[str, Any]
    new: bool


def of(connection: Connection, officer: str, now: datetime, most: int = 200) -> list[Notice]:
    """At most so many of an officer's, the newest first. Asked as the role auditor."""
    given = {"officer": officer, "since": now - KEPT, "most": most, "changes": list(CHANGES), **_WORDS}
    return [
        Notice(row[0], row.at.astimezone(UTC), row.actor, row.purpose, row.refused, json.loads(row.body), row.new)
        for row in connection.execute(_OF, given)
    ]


def look(connection: Connection, officer: str, place: int, now: datetime) -> None:
    """Says in the journal that an officer looked at all theirs, up to the entry of a place."""
    journal.append(connection, "sign_in", officer, LOOKED, officer, {"entry": place}, now)


_WORDS = {"looked": LOOKED, "glass": '%"break_glass":true%'}  # as canonical() writes it
_OF = text("""
SELECT e.index, e.at, e.actor, e.purpose, e.kind = 'refusal' AS refused, e.body, e.index > coalesce((
    SELECT (l.body::json ->> 'entry')::bigint FROM journal.entries l
    WHERE l.subject = :officer AND l.actor = :officer AND l.kind = 'sign_in' AND l.purpose = :looked
    ORDER BY l.index DESC LIMIT 1), -1) AS new
FROM journal.entries e
WHERE e.subject = :officer AND e.at >= :since AND (
    e.kind = 'sign_in' AND e.purpose = 'sign in' AND e.body LIKE :glass
    OR e.kind = 'refusal' AND e.purpose IN ('sign in', 'change password', 'type password')
    OR e.kind = 'grant' AND e.purpose = ANY(:changes))
ORDER BY e.index DESC LIMIT :most
""")
