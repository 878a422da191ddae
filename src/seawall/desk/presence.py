"""A home's live stays: searchable as they are recorded, sealed by the day, destroyed when their term is over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import RLock

import polars as pl

from seawall.desk.dwelling import dwelling
from seawall.desk.living import SEALED
from seawall.desk.opening import Desk
from seawall.desk.record import Kept, Record, record_of
from seawall.kernels import warm
from seawall.policy import Policy
from seawall.presence import keys as keeping
from seawall.presence.live.live import Live
from seawall.tables.localtime import begins

SETTLED = timedelta(days=1)
"""So long after its end a day is sealed: most of those who come late have come, and each who comes later makes the day
be sealed again."""
_DAY = timedelta(days=1)


@dataclass
class Presence:
    """The record and what is searched. Whatever the record has acknowledged is searchable when append returns.

    One program at a time has a home's; close() ends that.
    """

    record: Record
    live: Live
    _alone: RLock = field(default_factory=RLock, init=False)

    def append(self, given: pl.DataFrame, now: datetime) -> Kept:
        """Keep check-ins and make them searchable, as Record.append says."""
        with self._alone:
            kept = self.record.append(given, now)
            self.live.add(kept.good, kept.since, kept.batch)
            return kept

    def seal(self, now: datetime) -> list[date]:
        """Seals the days that have settled at `now`; which those were. Raises what Live.seal raises."""
        last = now.astimezone(self.live.zone).date() - _DAY
        while self._ends(last) + SETTLED > now:
            last -= _DAY
        return self.live.seal(last)

    def drop(self, by: str, now: datetime) -> list[date]:
        """Destroys the days whose term is over at `now`, in the record and in what is searched; which those were."""
        with self._alone:
            return self.forget(self.record.destroy(by, now), now)

    def forget(self, dropped: Sequence[date], now: datetime) -> list[date]:
        """Forgets days that the record dropped, and those whose term is over on which nobody came, and some were."""
        with self._alone:
            over = {day for day in self.live.days() if self._ends(day) + self.record.term <= now}
            for day in sorted({*dropped, *over}):
                self.live.drop(day)
                keeping.drop(self.record.keys, day)
            return sorted({*dropped, *over})

    def close(self) -> None:
        """Lets another program take check-ins and search them."""
        with self._alone:
            self.record.close()
            self.live.close()

    def _ends(self, day: date) -> datetime:
        return begins(day + _DAY, self.live.zone)


def opened(desk: Desk, rules: Policy, places: pl.DataFrame) -> Presence:
    """A home's live stays under a policy, which says how long stays are kept and how long who does not check out is
    taken to stay, by the kind of place (`places`: place, kind). Raises RuleMissing, LiveElsewhereError, ServerError."""
    warm()
    record = record_of(desk, rules)
    return Presence(record, Live(desk.home.path / SEALED, record.keys, desk.zone, record, dwelling(rules, places)))
