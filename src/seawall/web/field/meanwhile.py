"""What somebody else said of the same thing since a phone last heard: both stay, and both are shown."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from seawall.web.field.act import Act

SAID = {"answers": "answer", "done": "outcome", "followups": "seen", "specimens": "subject"}
"""The value in which two rows about one thing differ, by table."""
ABOUT = {"answers": ("person", "question"), "done": ("task",), "followups": ("person",), "specimens": ("specimen",)}
"""What makes them about one thing."""


def other(
    connection: Connection, asks: tuple[str, dict[str, str]], own: dict[str, Any], act: Act, officer: str
) -> dict[str, Any] | None:
    """The last row of another officer about the same, entered since the phone last heard, that says something else.

    None: there is none. A row that was corrected since does not count.
    """
    table, subject = asks
    value = SAID[table]
    where = " AND ".join(f'f."{name}" = :{name}' for name in ABOUT[table])
    found = connection.execute(
        text(
            f'SELECT f.recorded_by AS by, f.recorded_at AS at, f."{value}" AS said FROM facts.{table} f '  # noqa: S608 - our own words
            f"WHERE {where} AND f.batch > :known AND f.recorded_by <> :officer "
            f"AND NOT EXISTS (SELECT FROM facts.{table} c WHERE c.corrects = f.row) ORDER BY f.batch DESC LIMIT 1"
        ),
        {**subject, "known": act.known, "officer": officer},
    ).one_or_none()
    if found is None or found.said == own.get(value):
        return None
    return {"by": found.by, "at": _text(found.at), "said": found.said, "mine": own.get(value)}


def _text(at: datetime) -> str:
    return at.isoformat()
