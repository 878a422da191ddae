"""The door to the stays of a home: only what authorised windows need is read, and nothing of it twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import polars as pl

from seawall.plan.trace import Authorisation
from seawall.plan.trace.authorisation import refuse_unauthorised
from seawall.plan.trace.meetings import StaysOf, meet, touching
from seawall.plan.trace.stays import Reading, read
from seawall.store import journal, stays
from seawall.store.account import who
from seawall.store.database import transaction
from seawall.store.server import Server
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import UTC_MOMENT
from seawall.tables.spans import united


@dataclass
class Shelf:
    """What has been read so far: `rows` of stays, and for each person (or place) the spans that they cover."""

    key: str
    read: Callable[[pl.DataFrame], pl.DataFrame]
    rows: pl.DataFrame
    covered: pl.DataFrame

    def stays(self, spans: pl.DataFrame) -> pl.DataFrame:
        """The stays that may touch the spans, as `plan.trace.meetings.StaysOf` says; what is missing is read."""
        missing = _uncovered(united(spans, self.key), self.covered, self.key)
        if not missing.is_empty():
            more = self.read(missing)
            more = more if self.rows.is_empty() else more.join(self.rows, on="row", how="anti")
            self.rows = pl.concat([self.rows, more])
            self.covered = united(pl.concat([self.covered, missing]), self.key)
        return touching(self.rows, spans, self.key)


Opening = Callable[[pl.DataFrame, str], None]
"""What is done before stays are read in windows that there is leave for, to answer a question."""


class Source(NamedTuple):
    """Where stays are kept: those of persons, and those at places."""

    by_person: StaysOf
    by_place: StaysOf


@dataclass(frozen=True)
class StoredMeetings:
    """`plan.trace.Meetings` over the stays that a home holds, wherever it keeps them."""

    places: pl.DataFrame
    sources: Sequence[Source]
    opening: Opening | None

    def meet(self, windows: pl.DataFrame, granted: Sequence[Authorisation], reading: Reading) -> pl.DataFrame:
        """As `Meetings` says. Raises NotAuthorisedError before anything is read; `opening` comes before it too."""
        refuse_unauthorised(windows, granted)
        if granted and self.opening is not None:
            self.opening(windows, "plan")
        by_person, by_place = (_all_of(each) for each in zip(*self.sources, strict=True))
        return meet(windows, granted, reading, self.places, by_person, by_place)


def _all_of(each: Sequence[StaysOf]) -> StaysOf:
    return lambda spans, reading: pl.concat([of(spans, reading) for of in each])


def journalled(server: Server, incident: str, at: datetime) -> Opening:
    """Writes into the journal whose stays are about to be read, as known at which time, for what and in which windows
    (TRUST.md 8)."""

    def opening(windows: pl.DataFrame, question: str) -> None:
        for (purpose,), asked in windows.sort("purpose").group_by("purpose", maintain_order=True):
            people, known = asked["person"].n_unique(), at.isoformat()
            body = {"question": question, "known_at": known, "people": people, "cases": _spans(asked)}
            with transaction(server) as connection:
                journal.append(connection, "stays", who(), str(purpose), incident, body, datetime.now(UTC))

    return opening


def _spans(windows: pl.DataFrame) -> dict[str, list[list[str]]]:
    """From when to when stays are read for each case."""
    plain = windows.select("case", pl.col("start").alias("from"), pl.col("end").alias("until")).drop_nulls()
    spans: dict[str, list[list[str]]] = {}
    for case, since, until in united(plain, "case").iter_rows():
        spans.setdefault(case, []).append([since.isoformat(), until.isoformat()])
    return spans


def stated(server: Server, places: pl.DataFrame, known_at: datetime, batch: int, merged: Mapping[str, str]) -> Source:
    """The stays of a server's facts as known at a time and up to a batch; `merged`: which person stands for which."""

    def of(key: str, rows: Callable[..., pl.DataFrame]) -> StaysOf:
        none = pl.DataFrame(schema={key: pl.String, "from": UTC_MOMENT, "until": UTC_MOMENT})
        empty = TABLES["stays"].create_empty()
        shelf = Shelf(key, lambda spans: rows(server, spans, known_at, batch, merged), empty, none)
        return lambda spans, reading: read(shelf.stays(spans), places, reading)

    return Source(of("person", stays.stays_by), of("place", stays.stays_at))


def _uncovered(asked: pl.DataFrame, covered: pl.DataFrame, key: str) -> pl.DataFrame:
    """The spans that lie in none that is covered; both are united."""
    had = covered.select(key, "from", pl.col("until").alias("until_had")).sort("from")
    near = asked.sort("from").join_asof(had, on="from", by=key, strategy="backward", check_sortedness=False)
    return near.filter(pl.col("until_had").is_null() | (pl.col("until") > pl.col("until_had"))).select(asked.columns)
