"""The door to the stays of a home: only what authorised windows need is read, and nothing of it twice."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from getpass import getuser
from typing import NamedTuple

import polars as pl

from seawall.plan.trace import Authorisation
from seawall.plan.trace.meetings import StaysOf, meet, touching
from seawall.plan.trace.stays import Reading, read
from seawall.store import journal, stays
from seawall.store.database import transaction
from seawall.store.server import Server
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import UTC_MOMENT


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


Opening = Callable[[Sequence[Authorisation]], None]
"""What is done before stays are read under some leaves."""


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
        if granted and self.opening is not None:
            self.opening(granted)
        by_person, by_place = (_all_of(each) for each in zip(*self.sources, strict=True))
        return meet(windows, granted, reading, self.places, by_person, by_place)


def _all_of(each: Sequence[StaysOf]) -> StaysOf:
    return lambda spans, reading: pl.concat([of(spans, reading) for of in each])


def journalled(server: Server, incident: str) -> Opening:
    """Writes into the journal whose stays are about to be read, for what and in which window (TRUST.md 8)."""

    def opening(granted: Sequence[Authorisation]) -> None:
        for purpose in sorted({each.purpose for each in granted}):
            body = _spans([each for each in granted if each.purpose == purpose])
            with transaction(server) as connection:
                journal.append(connection, "stays", who(), purpose, incident, body, datetime.now(UTC))

    return opening


def _spans(granted: Sequence[Authorisation]) -> dict[str, list[str]]:
    """From when to when the stays of each case are read."""
    spans: dict[str, tuple[datetime, datetime]] = {}
    for each in granted:
        since, until = spans.get(each.case, (each.start, each.end))
        spans[each.case] = min(since, each.start), max(until, each.end)
    return {case: [since.isoformat(), until.isoformat()] for case, (since, until) in spans.items()}


def who() -> str:
    """The account that asks; its number where it has no name."""
    try:
        return getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def stated(server: Server, places: pl.DataFrame, known_at: datetime, batch: int, merged: Mapping[str, str]) -> Source:
    """The stays of a server's facts as known at a time and up to a batch; `merged`: which person stands for which."""

    def of(key: str, rows: Callable[..., pl.DataFrame]) -> StaysOf:
        none = pl.DataFrame(schema={key: pl.String, "from": UTC_MOMENT, "until": UTC_MOMENT})
        empty = TABLES["stays"].create_empty()
        shelf = Shelf(key, lambda spans: rows(server, spans, known_at, batch, merged), empty, none)
        return lambda spans, reading: read(shelf.stays(spans), places, reading)

    return Source(of("person", stays.stays_by), of("place", stays.stays_at))


def united(spans: pl.DataFrame, key: str) -> pl.DataFrame:
    """Spans of one id that overlap or touch as one."""
    plain = spans.select(key, pl.col("from", "until").cast(UTC_MOMENT)).sort(key, "from")
    apart = pl.col("from") > pl.col("until").cum_max().shift().over(key)
    return (
        plain.with_columns(apart.fill_null(value=True).cum_sum().alias("run"))
        .group_by(key, "run", maintain_order=True)
        .agg(pl.col("from").min(), pl.col("until").max())
        .drop("run")
    )


def _uncovered(asked: pl.DataFrame, covered: pl.DataFrame, key: str) -> pl.DataFrame:
    """The spans that lie in none that is covered; both are united."""
    had = covered.select(key, "from", pl.col("until").alias("until_had")).sort("from")
    near = asked.sort("from").join_asof(had, on="from", by=key, strategy="backward", check_sortedness=False)
    return near.filter(pl.col("until_had").is_null() | (pl.col("until") > pl.col("until_had"))).select(asked.columns)
