"""What a server that runs does by itself: it signs the journal's root once a day has ended, destroys the names whose
term is over (desk/destroying.py), and sends what the journal took to where the log goes (sending.py).

Of an entry its place, time, kind, actor and purpose leave the machine; the rest only of kinds that tell of officers
and the desk, for what tells of people stays. No hash of an entry leaves, nor a root: whoever knows all that was hashed
but the number of a person would find it by trying all numbers. Of a root its digest leaves, which is held against the
line in `journal.roots`, and whoever has the lines sees a place that is missing.

How far they were sent stands in the home, so that a server that begins goes on from there, whatever ended the one
before; lines that one had sent since it wrote last come twice.
"""

import json
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from threading import Event, Thread
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, text

from seawall import disk
from seawall.desk import destroying
from seawall.desk.opening import Desk
from seawall.store import journal, seal
from seawall.store.account import ServerError
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.journal import stamp
from seawall.store.seal import Root

EVERY = 5.0
"""Seconds between two ticks."""
WHOLE = ("sign_in", "grant", "key")
"""Kinds of entries that leave whole."""
LAST = 1.0
"""Seconds that the last tick may take when the server ends."""
AT_ONCE = 1_000
"""Entries that are under way to the host; what comes after them waits in the journal."""
SENT = "journal.sent"
"""The file of a home that says how far the journal was sent."""
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

    def send(self, at: datetime, kind: str, said: str, *, taken: Callable[[], None]) -> None:
        """Sends a line soon, and calls `taken` once it was sent."""


class Place(NamedTuple):
    """The entry that is sent next, and over how many entries the last root is that was told of."""

    entry: int
    root: int


class Ticking:
    """The ticks of one server: entries are sent from where the home says that the one before came to; where it says
    nothing, those that come from now on and the last root."""

    def __init__(self, desk: Desk, sending: Sends | None = None) -> None:
        self.desk, self.sending = desk, sending
        with transaction(desk.server, "auditor") as connection:
            self._sent = self._queued = _place(connection, desk.home)
        self._looked: date | None = None
        self._ending = Event()
        self._thread = Thread(target=self._run, name="ticks", daemon=True)

    def start(self) -> None:
        """Begins to tick."""
        self.keep()
        self._thread.start()

    def stop(self) -> None:
        """Ends with a last tick, or without where it takes too long."""
        self._ending.set()
        self._thread.join(LAST)

    def keep(self) -> None:
        """Writes down how far the journal was sent."""
        sent = self._sent
        if self.sending is not None and sent != _kept(self.desk.home):
            half = self.desk.home.path / f"{SENT}.half"
            disk.write(half, json.dumps(sent._asdict()) + "\n")
            half.rename(self.desk.home.path / SENT)
            disk.sync(self.desk.home.path)

    def tick(self, now: datetime) -> None:
        """Signs a root where entries of a day that has ended are under none; sends what is new; looks once a day whose
        names are past their term. Raises ServerError."""
        with transaction(self.desk.server, "auditor") as connection:
            since = connection.scalar(_FIRST_UNSEALED)
        if since is not None and since.astimezone(self.desk.zone).date() < now.astimezone(self.desk.zone).date():
            seal.seal(self.desk.server, self.desk.home, now)
        if self.sending is not None:
            with transaction(self.desk.server, "auditor") as connection:
                self._send(connection, self.sending, now)
            self.keep()
        if self._looked != (today := now.astimezone(self.desk.zone).date()):
            destroying.turn(self.desk, now)
            self._looked = today

    def _send(self, connection: Connection, sending: Sends, now: datetime) -> None:
        under_way = self._queued.entry - self._sent.entry
        for row in connection.execute(_NEW, {"place": self._queued.entry, "most": AT_ONCE - under_way}):
            told = {"entry": row[0], "kind": row.kind, "by": row.actor, "for": row.purpose}
            rest = {"about": row.subject, "body": json.loads(row.body)} if row.kind in WHOLE else {}
            sending.send(row.at, "entry", json.dumps(told | rest), taken=partial(self._took, entry=row[0] + 1))
            self._queued = self._queued._replace(entry=row[0] + 1)
        for root in seal.roots(connection, self.desk.home, self._queued.root):
            sending.send(now, "root", json.dumps(_told(root)), taken=partial(self._took, root=root.size))
            self._queued = self._queued._replace(root=root.size)

    def _took(self, **place: int) -> None:
        self._sent = self._sent._replace(**place)

    def _run(self) -> None:
        while not self._ending.wait(EVERY):
            self._once()
        self._once()

    def _once(self) -> None:
        try:
            self.tick(datetime.now(UTC))
        except ServerError:  # every page says so
            return
        except Exception:  # what comes in the next tick may go well
            LOG.exception("a tick went wrong")
            self._ending.wait(60)


def _place(connection: Connection, home: Home) -> Place:
    """Where to go on; in a home whose database is an older one than it was, at its end."""
    size, last = journal.size(connection), max((root.size for root in seal.roots(connection, home)), default=0)
    found = _kept(home)
    return Place(size, max(last - 1, 0)) if found is None else Place(min(found.entry, size), min(found.root, last))


def _kept(home: Home) -> Place | None:
    """What keep() wrote; None: nothing, or what was damaged since, and the host sees the gap."""
    try:
        said = json.loads((home.path / SENT).read_text(encoding="utf-8"))
        return Place(int(said["entry"]), int(said["root"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
