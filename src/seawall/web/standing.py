"""The plan that stands while the next is made: in a great outbreak that takes longer than anybody waits for a page."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock, Thread
from time import monotonic
from typing import NamedTuple

from seawall.desk.planning import Read

LOG = logging.getLogger(__name__)
PATIENCE = 2.0
"""Seconds for a plan, beyond which pages show the last one and the next is made behind them."""
FRESH = timedelta(minutes=5)
"""So old a plan is made again although no fact came in: limits pass too."""


class Stand(NamedTuple):
    """When the plan that stands was made, and from what."""

    at: datetime
    read: Read


class Standing:
    """What stands of one home; nothing as long as its plans are made while somebody waits."""

    def __init__(self) -> None:
        self.stand: Stand | None = None
        self._making, self._lock = False, Lock()

    def took(self, stand: Stand, seconds: float) -> None:
        """A plan of now was made in so many seconds: it stands, where that was long."""
        with self._lock:
            if seconds <= PATIENCE:
                self.stand = None
            elif self.stand is None or self.stand.at < stand.at:
                self.stand = stand

    def renew(self, next_: Stand, make: Callable[[Stand], None]) -> None:
        """Has the plans of the next made behind the pages, unless what stands is good or others are being made."""
        with self._lock:
            if self._making or self.stand is None or not _older(self.stand, next_):
                return
            self._making = True
        Thread(target=self._renew, args=(next_, make), daemon=True).start()

    def beside(self, make: Callable[[], object]) -> None:
        """Has something made behind the pages, unless something is being made: who asks again brings it back."""
        with self._lock:
            if self._making:
                return
            self._making = True
        Thread(target=self._make, args=(make,), daemon=True).start()

    def _renew(self, next_: Stand, make: Callable[[Stand], None]) -> None:
        def timed() -> None:
            begun = monotonic()
            make(next_)
            self.took(next_, monotonic() - begun)

        self._make(timed)

    def _make(self, make: Callable[[], object]) -> None:
        try:
            make()
        except Exception:
            LOG.exception("a plan could not be made; that of %s stands", self.stand)
        finally:
            self._making = False


def _older(stand: Stand, next_: Stand) -> bool:
    return stand.read != next_.read or next_.at - stand.at >= FRESH
