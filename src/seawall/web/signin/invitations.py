"""Invitations to register a first passkey: 128 random bits, for one account, once, within a day."""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import NamedTuple
from uuid import UUID

LASTS = timedelta(hours=24)
HELD = 1_000
"""Kept at once, in this process' memory: the oldest is forgotten."""


class Invitation(NamedTuple):
    """Who may register a passkey, who invited them, until when, and the other administrator who agreed."""

    account: UUID
    officer: str
    by: str
    until: datetime
    agreed: str | None = None


class Invitations:
    """Those that were not used and are not over. What opens one is kept as its SHA-256 alone."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.clock = clock
        self._held: OrderedDict[bytes, Invitation] = OrderedDict()
        self._lock = Lock()

    def make(self, account: UUID, officer: str, by: str, agreed: str | None = None) -> tuple[str, Invitation]:
        """What opens a new one, to be handed to the officer; an earlier one of theirs opens nothing any more."""
        code, made = secrets.token_hex(16), Invitation(account, officer, by, self.clock() + LASTS, agreed)
        with self._lock:
            for key in [key for key, each in self._held.items() if each.account == account]:
                del self._held[key]
            self._held[_digest(code)] = made
            while len(self._held) > HELD:
                self._held.popitem(last=False)
        return code, made

    def find(self, code: str) -> Invitation | None:
        """The one that a code opens."""
        with self._lock:
            found = self._held.get(_digest(code))
        return found if found is not None and self.clock() < found.until else None

    def use(self, code: str) -> Invitation | None:
        """The same, once."""
        found = self.find(code)
        with self._lock:
            there = self._held.pop(_digest(code), None)
        return found if there is not None else None


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.strip().encode()).digest()
