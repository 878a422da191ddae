"""The log leaves the machine as it is written, to a syslog host (syslog.py).

Who writes never waits: lines stand in a bounded queue, and a thread of its own sends them. While the host is away the
newest are kept and the others counted, and how many were lost is a line too. The protocol has no word for "arrived":
what was on its way when the connection broke may be lost unseen.
"""

import json
import logging
import time
from collections import deque
from datetime import UTC, datetime
from threading import Condition, Event, Thread
from typing import NamedTuple

from seawall.web import noticing
from seawall.web.syslog import Host, Wire, line

MOST = 10_000
"""Lines that are kept while the host is away."""
REST = 5.0
"""Seconds before a host that is away is tried again."""
LAST = 2.0
"""Seconds in which what waits is still sent when the server ends."""


class State(NamedTuple):
    """Since when the host is away (None: it is there), how many lines wait, how many were lost so far."""

    away: datetime | None
    waiting: int
    lost: int


class Outbox:
    """Lines that wait to be sent: the newest MOST of them."""

    def __init__(self) -> None:
        self._lines: deque[bytes] = deque()
        self._more = Condition()
        self.lost = 0

    def __len__(self) -> int:
        return len(self._lines)

    def put(self, line: bytes) -> None:
        """Adds a line; where there is no room the oldest is lost."""
        with self._more:
            if len(self._lines) >= MOST:
                self._lines.popleft()
                self.lost += 1
            self._lines.append(line)
            self._more.notify()

    def first(self, patience: float) -> bytes | None:
        """The line whose turn it is, which stays until it is taken; None: none came."""
        with self._more:
            self._more.wait_for(lambda: self._lines, patience)
            return self._lines[0] if self._lines else None

    def take(self, line: bytes) -> None:
        """Takes a line out that was sent."""
        with self._more:
            if self._lines and self._lines[0] is line:
                self._lines.popleft()


class Sending(logging.Handler):
    """Sends what is logged, and whatever else it is told to."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.host = host
        self._outbox, self._wire, self._ending = Outbox(), Wire(host), Event()
        self._away: datetime | None = datetime.now(UTC)
        self._told = 0  # of the lines that were lost
        self._thread = Thread(target=self._run, name="log", daemon=True)

    def start(self) -> None:
        """Begins to send."""
        self._thread.start()

    def stop(self) -> None:
        """Ends, after what waits is sent if that is soon done."""
        self._ending.set()
        self._thread.join(LAST + 1)

    def state(self) -> State:
        """How it goes."""
        return State(self._away, len(self._outbox), self._outbox.lost)

    def emit(self, record: logging.LogRecord) -> None:
        """Of a fault its place, its kind and what was asked leave, and no word of its own: that may quote a value."""
        at = datetime.fromtimestamp(record.created, UTC)
        if record.name == noticing.LOG.name:
            self.send(at, "let" if record.levelno == logging.INFO else "tried", record.getMessage(), record.levelno)
            return
        fault = record.exc_info and record.exc_info[0]
        asked = {"error": fault.__name__, "said": record.getMessage()} if fault else {}
        self.send(at, "fault", json.dumps({"where": f"{record.name}:{record.lineno}", **asked}), record.levelno)

    def send(self, at: datetime, kind: str, said: str, level: int = logging.INFO) -> None:
        """Sends a line soon; never waits, and raises nothing."""
        self._outbox.put(line(at, level, kind, said))

    def _run(self) -> None:
        until = None
        while until is None or (len(self._outbox) and self._away is None and time.monotonic() < until):
            try:
                self._one()
                self._away = None
            except OSError:
                self._wire.close()
                self._away = self._away or datetime.now(UTC)
                self._ending.wait(REST)
            if until is None and self._ending.is_set():
                until = time.monotonic() + LAST
        self._wire.close()

    def _one(self) -> None:
        self._wire.reach()
        if lost := self._outbox.lost - self._told:
            self._wire.send(line(datetime.now(UTC), logging.WARNING, "lost", json.dumps({"lines": lost})))
            self._told += lost
        waiting = self._outbox.first(0.0 if self._ending.is_set() else 1.0)
        if waiting is not None:
            self._wire.send(waiting)
            self._outbox.take(waiting)
