"""What a server that runs does by itself: it signs the journal's root once a day has ended, and sends what the journal
took to where the log goes (sending.py).

Of an entry its place, time, kind, actor and purpose leave the machine; the rest only of kinds that tell of officers
and the desk, for what tells of people stays. No hash of an entry leaves, nor a root: whoever knows all that was hashed
but the number of a person would find it by trying all numbers. Of a root its digest leaves, which is held against the
line in `journal.roots`, and whoever has the lines sees a place that is missing.
"""

import json
import logging
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Protocol

from sqlalchemy import Connection, text

from seawall.desk.opening import Desk
from seawall.store import journal, seal
from seawall.store.account import ServerError
from seawall.store.database import transaction
from seawall.store.journal import stamp
from seawall.store.seal import Root
from seawall.web.sending import MOST, State

EVERY = 5.0
"""Seconds between two ticks."""
WHOLE = ("sign_in", "grant", "key")
"""Kinds of entries that leave whole."""
AT_ONCE = 1_000
"""Entries that are sent in one tick."""
LOG = logging.getLogger(__name__)

_FIRST_UNSEALED = text(
    "SELECT at FROM journal.entries WHERE index = (SELECT coalesce(max(size), 0) FROM journal.roots)"
)
_NEW = text(
    "SELECT index, at, kind, actor, purpose, subject, body FROM journal.entries "
    "WHERE index >= :place ORDER BY index LIMIT :most"
)


def _told(root: Root) -> dict[str, object]:
    return {"at": stamp(root.at), "home": root.home, "size": root.size, "sha256": root.digest()}


class Sends(Protocol):
    """What sends lines away (sending.py)."""

    def state(self) -> State:
        """How it goes."""

    def send(self, at: datetime, kind: str, said: str) -> None:
        """Sends a line soon."""


class Ticking:
    """The ticks of one server: entries are sent from those on that come after it was made, roots from the last."""

    def __init__(self, desk: Desk, sending: Sends | None = None) -> None:
        self.desk, self.sending = desk, sending
        with transaction(desk.server, "auditor") as connection:
            self._place = journal.size(connection)  # of the entry that is sent next
            self._sealed = max((root.size - 1 for root in seal.roots(connection, desk.home)), default=0)
        self._ending = Event()
        self._thread = Thread(target=self._run, name="ticks", daemon=True)

    def start(self) -> None:
        """Begins to tick."""
        self._thread.start()

    def stop(self) -> None:
        """Ends with the tick that goes on, if one does."""
        self._ending.set()
        self._thread.join(EVERY)

    def tick(self, now: datetime) -> None:
        """Signs a root where entries of a day that has ended are under none; sends what is new. Raises ServerError."""
        with transaction(self.desk.server, "auditor") as connection:
            since = connection.scalar(_FIRST_UNSEALED)
        if since is not None and since.astimezone(self.desk.zone).date() < now.astimezone(self.desk.zone).date():
            seal.seal(self.desk.server, self.desk.home, now)
        if self.sending is not None and self.sending.state().waiting < MOST // 2:  # until then it waits in the journal
            with transaction(self.desk.server, "auditor") as connection:
                self._send(connection, self.sending, now)

    def _send(self, connection: Connection, sending: Sends, now: datetime) -> None:
        for row in connection.execute(_NEW, {"place": self._place, "most": AT_ONCE}):
            told = {"entry": row[0], "kind": row.kind, "by": row.actor, "for": row.purpose}
            rest = {"about": row.subject, "body": json.loads(row.body)} if row.kind in WHOLE else {}
            sending.send(row.at, "entry", json.dumps(told | rest))
            self._place = row[0] + 1
        for root in seal.roots(connection, self.desk.home, self._sealed):
            sending.send(now, "root", json.dumps(_told(root)))
            self._sealed = root.size

    def _run(self) -> None:
        while not self._ending.wait(EVERY):
            try:
                self.tick(datetime.now(UTC))
            except ServerError:  # every page says so
                continue
            except Exception:  # what comes in the next tick may go well
                LOG.exception("a tick went wrong")
                self._ending.wait(60)
