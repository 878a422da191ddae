"""The log beside the journal: what was let and to whom, and what tried to get round what guards.

A line is one object of JSON: whatever somebody sends begins none. What was typed to find, and what opens anything,
stands in none.
"""

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from litestar.connection import ASGIConnection

from seawall.web.access import Subject
from seawall.web.signin.limits import Limit

LOG = logging.getLogger(__name__)
MINUTE = timedelta(minutes=1)
TRIES = 20
"""Lines of one kind of try in a minute; one more says that others are not written, so that nobody fills the disk."""
_LONGEST = 200

Asked = ASGIConnection[Any, Any, Any, Any]


class Noticed:
    """What one application wrote within the last minute."""

    def __init__(self) -> None:
        self.lets, self.tries = Limit(1, MINUTE), Limit(TRIES, MINUTE)


def let(connection: Asked, subject: Subject, asked: str) -> None:
    """Writes that somebody was let do what they asked: of the same at the same address one line a minute, for a page
    that stands open, or in which somebody types, asks again and again."""
    noticed: Noticed = connection.app.state.noticed
    now, path = datetime.now(UTC), connection.url.path
    if noticed.lets.count(f"{subject.officer} {asked} {path}", now) == 1:
        _write(logging.INFO, "let", now, connection, officer=subject.officer, asked=asked)


def tried(connection: Asked, what: str) -> None:
    """Writes what somebody tried who was stopped before it was known who they are."""
    noticed: Noticed = connection.app.state.noticed
    now = datetime.now(UTC)
    count = noticed.tries.count(what, now)
    if count <= TRIES:
        _write(logging.WARNING, what, now, connection)
    elif count == TRIES + 1:
        LOG.warning(json.dumps({"at": now.isoformat(), "what": what, "more": "not written for a minute"}))


def _write(level: int, what: str, now: datetime, connection: Asked, **more: str) -> None:
    where = connection.client.host if connection.client else "nowhere"
    path = quote(connection.url.path)[:_LONGEST]
    method = connection.scope.get("method", "")
    LOG.log(
        level, json.dumps({"at": now.isoformat(), "what": what, "from": where, "method": method, "path": path, **more})
    )
