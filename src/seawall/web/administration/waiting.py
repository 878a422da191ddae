"""Grave roles, and invitations to them, that were asked for: they wait an hour for a second administrator.

They stand in this process' memory.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from seawall.store.accounts import Role

WAITS = timedelta(hours=1)
HELD = 100
"""Kept at once: the oldest is forgotten."""


class Grant(NamedTuple):
    """A role for an officer, or an invitation of theirs (no role): its 128 random bits, who asks, and until when
    another may agree."""

    number: str
    account: UUID
    by: str
    officer: str
    role: Role | None
    until: datetime


class Grants:
    """Those that are not over."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.clock = clock
        self._held: OrderedDict[str, Grant] = OrderedDict()
        self._lock = Lock()

    def ask(self, account: UUID, by: str, officer: str, role: Role | None) -> Grant:
        """Has one wait; the same that was asked for before waits on."""
        with self._lock:
            made = Grant(secrets.token_hex(16), account, by, officer, role, self.clock() + WAITS)
            for each in self._now().values():
                if each[1:5] == made[1:5]:
                    return each
            self._held[made.number] = made
            while len(self._held) > HELD:
                self._held.popitem(last=False)
            return made

    def find(self, number: str) -> Grant | None:
        """One that waits."""
        with self._lock:
            return self._now().get(number)

    def done(self, number: str) -> None:
        """It waits no longer."""
        with self._lock:
            self._held.pop(number, None)

    def every(self) -> list[Grant]:
        """All that wait, as they were asked for."""
        with self._lock:
            return list(self._now().values())

    def _now(self) -> OrderedDict[str, Grant]:
        """Forgets what is over."""
        now = self.clock()
        for number in [each.number for each in self._held.values() if each.until <= now]:
            del self._held[number]
        return self._held
