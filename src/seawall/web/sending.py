"""The log leaves the machine as it is written, to a syslog host (syslog.py).

Who writes never waits: lines stand in a bounded queue, and a thread of its own sends them. While the host is away the
newest of the log are kept and the others counted, and how many were lost is a line too; what can be had again is kept
by whoever sends it, who is told when it is gone. The protocol has no word for "arrived": what was on its way when the
connection broke may be lost unseen.
"""

import json
import logging
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Condition, Event, Thread
from typing import NamedTuple

from seawall.web import noticing
from seawall.web.syslog import Host, Wire, line

MOST = 10_000
"""Lines of the log that are kept while the host is away."""
REST = 5.0
"""Seconds before a host that is away is tried again."""
LAST = 1.0
"""Seconds in which what waits is still sent when the server ends."""


class State(NamedTuple):
    """Since when the host is away (None: it is there), how many lines wait, how many were lost so far."""

    away: datetime | None
    waiting: int
    lost: int


class Waiting(NamedTuple):
    """A line that waits: which of all it is, what it says, and who is told that it was sent (None: nobody)."""

    number: int
    said: bytes
    taken: Callable[[], None] | None


class Outbox:
    """Lines that wait to be sent, in order: all that somebody is told of, who sees to it that they are few, and of the
    others the newest MOST."""

    def __init__(self) -> None:
        self._awaited, self._others = deque[Waiting](), deque[Waiting]()
        self._more = Condition()
        self._put = 0
        self.lost = 0

    def __len__(self) -> int:
        return len(self._awaited) + len(self._others)

    def put(self, said: bytes, taken: Callable[[], None] | None = None) -> None:
        """Adds a line; where there is no room the oldest that nobody is told of is lost."""
        with self._more:
            if taken is None and len(self._others) >= MOST:
                self._others.popleft()
                self.lost += 1
            (self._others if taken is None else self._awaited).append(Waiting(self._put, said, taken))
            self._put += 1
            self._more.notify()

    def first(self, patience: float) -> Waiting | None:
        """The line whose turn it is, which stays until it is taken; None: none came."""
        with self._more:
            self._more.wait_for(lambda: len(self), patience)
            heads = [each[0] for each in (self._awaited, self._others) if each]
            return min(heads, key=lambda each: each.number, default=None)

    def take(self, line: Waiting) -> None:
        """Takes a line out that was sent."""
        with self._more:
            for each in (self._awaited, self._others):
                if each and each[0] is line:
                    each.popleft()
        if line.taken is not None:
            line.taken()


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
        self._thread.join(LAST + 0.5)

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

    def send(
        self, at: datetime, kind: str, said: str, level: int = logging.INFO, taken: Callable[[], None] | None = None
    ) -> None:
        """Sends a line soon; never waits, and raises nothing. With `taken`, which is called once it was sent, it is
        kept until then."""
        self._outbox.put(line(at, level, kind, said), taken)

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
            self._wire.send(waiting.said)
            self._outbox.take(waiting)
