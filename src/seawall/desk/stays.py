"""The door to the stays of a home: only what authorised windows need is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from seawall.plan.trace import Authorisation
from seawall.plan.trace.meetings import meet
from seawall.plan.trace.stays import Reading
from seawall.store import stays
from seawall.store.server import Server


@dataclass(frozen=True)
class StoredMeetings:
    """`plan.trace.Meetings` over the stays that a server holds, as known at a time and up to a batch.

    `merged` says which person's number stands for which.
    """

    server: Server
    places: pl.DataFrame
    known_at: datetime
    batch: int
    merged: Mapping[str, str]

    def meet(self, windows: pl.DataFrame, granted: Sequence[Authorisation], reading: Reading) -> pl.DataFrame:
        """As `Meetings` says. Raises NotAuthorisedError before anything is read."""
        return meet(windows, granted, reading, self.places, self._by, self._at)

    def _by(self, spans: pl.DataFrame) -> pl.DataFrame:
        return stays.stays_by(self.server, spans, self.known_at, self.batch, self.merged)

    def _at(self, spans: pl.DataFrame) -> pl.DataFrame:
        return stays.stays_at(self.server, spans, self.known_at, self.batch, self.merged)
