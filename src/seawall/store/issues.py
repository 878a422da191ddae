"""What left the desk for the public: bulletins and corrections of them, which the journal keeps as they were told.

An entry of kind `issue` is the only copy of what was published. Its subject is the number of the order that published
the bulletin: 128 bits, by which the public asks for it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text

from seawall.store.database import transaction
from seawall.store.server import Server

PUBLISH, CORRECT = "publish", "correct"


class Issue(NamedTuple):
    """An entry: its place in the journal, when, who did what to the bulletin of a number, and what was told."""

    entry: int
    at: datetime
    officer: str
    did: str
    number: str
    body: Mapping[str, Any]


def after(server: Server, index: int) -> list[Issue]:
    """The entries after a place in the journal, oldest first; -1: from the beginning. Raises ServerError."""
    with transaction(server, "auditor") as connection:
        found = connection.execute(_AFTER, {"index": index, "did": [PUBLISH, CORRECT]}).all()
    return [Issue(row.entry, row.at, row.actor, row.purpose, row.subject, json.loads(row.body)) for row in found]


_AFTER = text(
    "SELECT index AS entry, at, actor, purpose, subject, body FROM journal.entries "
    "WHERE index > :index AND kind = 'issue' AND purpose = ANY (:did) ORDER BY index"
)
