"""What the bar tells on every page: administrators of sign-ins that broke the glass and were not looked at, and
beside the name of each officer what happened to their own account since they looked."""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock
from time import monotonic

from sqlalchemy import Connection

from seawall.desk.opening import Desk
from seawall.store import alarms, notices
from seawall.store.account import ServerError
from seawall.store.database import transaction

BEAT = 5.0
"""Seconds between two looks at the journal for the same officer, however many pages are opened."""
HELD = 1_000
"""Officers whose count is kept: the oldest is forgotten, and counted anew."""


class Counted:
    """How many there are for an officer ("": for everybody alike), as of a beat ago at most."""

    def __init__(self, count: Callable[[Connection, str, datetime], int]) -> None:
        self._count = count
        self._kept: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def many(self, desk: Desk, officer: str = "") -> int:
        """How many; while one who asked waits for the database, and where it does not answer, as many as there were."""
        with self._lock:
            at, many = self._kept.get(officer, (float("-inf"), 0))
            if monotonic() - at < BEAT:
                return many
            self._keep(officer, many)
        with suppress(ServerError):
            with transaction(desk.server, "auditor") as connection:
                many = self._count(connection, officer, datetime.now(UTC))
            with self._lock:
                self._keep(officer, many)
        return many

    def changed(self, officer: str = "") -> None:
        """Has the next who asks look anew."""
        with self._lock:
            self._kept.pop(officer, None)

    def _keep(self, officer: str, many: int) -> None:
        self._kept[officer] = monotonic(), many
        while len(self._kept) > HELD:
            self._kept.popitem(last=False)


def glass() -> Counted:
    """Sign-ins that broke the glass and that no administrator has looked at."""
    return Counted(lambda connection, _, now: len(alarms.open_(connection, now)))


def own() -> Counted:
    """What happened to an officer's account, and they have not looked at."""
    return Counted(lambda connection, officer, now: sum(each.new for each in notices.of(connection, officer, now)))
