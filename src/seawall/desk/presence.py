"""A home's live stays: searchable as they are recorded, sealed by the day, destroyed when their term is over."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from threading import RLock

import numpy as np
import polars as pl

from seawall.desk.opening import Desk
from seawall.desk.record import DAY_KEYS, Kept, Record
from seawall.desk.stays import journalled, who
from seawall.kernels import Ints, warm
from seawall.plan.trace.stays import UNDESCRIBED
from seawall.policy import Policy
from seawall.presence import keys as keeping
from seawall.presence.city import City
from seawall.presence.door import Door
from seawall.presence.live.known import known
from seawall.presence.live.live import Live
from seawall.presence.live.numbering import Dwell
from seawall.store import journal
from seawall.store.database import transaction
from seawall.tables.localtime import begins

SEALED = "presence"
"""The folder of a home that holds its sealed days. All of it can be made again from the record."""
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
    dwell: Dwell
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
            there = {*self.record.days(), *self.record.lost()}
            over = [day for day in sorted({*there, *self.live.days()}) if self._ends(day) + self.record.term <= now]
            for day in over:
                if day in there:
                    self.record.drop(day, by, now)
                self.live.drop(day)
                keeping.drop(self.record.keys, day)  # of a day on which nobody came, and some were
        return over

    def city_at(self, at: datetime | None) -> Callable[[], AbstractContextManager[City]]:
        """The stays as they are, or as they were known at a time."""
        if at is None:
            return self.live.city
        return lambda: nullcontext(known(self.record, self.live.zone, self.dwell, at))

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
    keys = desk.home.path / DAY_KEYS
    warm()
    record = Record(desk.server, desk.zone, keys, rules.need("stays.term.at_most").timedelta())
    usual = {kind: rule.timedelta() for kind, rule in rules.family("place.dwell").items()}
    dwell = Dwelling(usual, places)
    return Presence(record, Live(desk.home.path / SEALED, keys, desk.zone, record, dwell), dwell)


@dataclass(frozen=True)
class Dwelling:
    """How long somebody is taken to stay at places, by their kind; one that nobody described is of the kind other."""

    usual: Mapping[str, timedelta]
    places: pl.DataFrame

    def __call__(self, names: pl.Series) -> Ints:
        """Seconds, for each name of a place."""
        usual = self._by_kind[UNDESCRIBED]
        return np.array([self._by_place.get(name, usual) for name in names], np.int32)

    @cached_property
    def _by_kind(self) -> dict[str, int]:
        return {kind: span // timedelta(seconds=1) for kind, span in self.usual.items()}

    @cached_property
    def _by_place(self) -> dict[str, int]:
        kinds = self.places.select("place", pl.col("kind").cast(pl.String)).iter_rows()
        return {place: self._by_kind.get(kind, self._by_kind[UNDESCRIBED]) for place, kind in kinds}


def door(desk: Desk, presence: Presence, incident: str, at: datetime | None = None) -> Door:
    """The door to a home's live stays for one incident: what goes through it, and what does not, is journalled.

    With `at` the stays are those that were known then.
    """

    def refusing(reason: str) -> None:
        with transaction(desk.server) as connection:
            now = datetime.now(UTC)
            journal.append(connection, "refusal", who(), "live stays", incident, {"why": reason}, now)

    return Door(presence.city_at(at), journalled(desk.server, incident), refusing)
