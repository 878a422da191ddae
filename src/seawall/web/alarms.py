"""What the bar tells administrators on every page: how many sign-ins broke the glass and were not looked at."""

from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock
from time import monotonic

from seawall.desk.opening import Desk
from seawall.store import alarms
from seawall.store.account import ServerError
from seawall.store.database import transaction

BEAT = 5.0
"""Seconds between two looks at the journal, however many pages are opened."""


class Alarms:
    """How many there are, as of a beat ago at most."""

    def __init__(self) -> None:
        self._lock, self._at, self._many = Lock(), float("-inf"), 0

    def many(self, desk: Desk) -> int:
        """How many; of a database that does not answer, as many as there were."""
        with self._lock, suppress(ServerError):
            if monotonic() - self._at >= BEAT:
                with transaction(desk.server, "auditor") as connection:
                    self._many = len(alarms.open_(connection, datetime.now(UTC)))
                self._at = monotonic()
        return self._many

    def changed(self) -> None:
        """Has the next who asks look anew."""
        with self._lock:
            self._at = float("-inf")
