"""The epidemic curve: one square, one case, by the day of onset, of the sample and of the report."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from seawall.tell.terminal.language import Language
from seawall.tell.terminal.moments import day

KINDS = (("onset", "onset"), ("sample", "sample"), ("report", "opened"))


class Day(NamedTuple):
    """A day of a curve: how many cases, and how many of them are only known to lie around it."""

    on: date
    label: str
    cases: int
    unsure: int


class Curve(NamedTuple):
    """A curve by one date: its days in order without a gap, and how many cases have no such date."""

    kind: str
    days: list[Day]
    undated: int

    @property
    def most(self) -> int:
        """The cases of the highest day."""
        return max((each.cases for each in self.days), default=0)


def of(episodes: pl.DataFrame, zone: ZoneInfo, lang: Language) -> list[Curve]:
    """Three curves of the same cases over the same days. A date wider than a day stands on its last, as unsure."""
    dated = {kind: _dated(episodes, f"{column}_from", f"{column}_until", zone) for kind, column in KINDS}
    every: list[date] = pl.concat([each["on"] for each in dated.values()]).drop_nulls().unique().to_list()
    span = list(_days(min(every, default=None), max(every, default=None)))
    return [Curve(kind, [_day(on, each, lang) for on in span], each["on"].null_count()) for kind, each in dated.items()]


def _dated(episodes: pl.DataFrame, first: str, last: str, zone: ZoneInfo) -> pl.DataFrame:
    local = [pl.coalesce(*names).dt.convert_time_zone(zone.key) for names in ((first, last), (last, first))]
    # a whole local day ends at the next midnight, which is no other day
    began, ended = local[0].dt.date(), (local[1] - pl.duration(microseconds=1)).dt.date()
    return episodes.select(on=pl.max_horizontal(began, ended), unsure=pl.coalesce(began < ended, pl.lit(value=False)))


def _days(first: date | None, last: date | None) -> Iterator[date]:
    if first is not None and last is not None:
        for nth in range((last - first).days + 1):
            yield first + timedelta(days=nth)


def _day(on: date, dated: pl.DataFrame, lang: Language) -> Day:
    there = dated.filter(pl.col("on") == on)
    return Day(on, day(datetime.combine(on, time()), lang), there.height, int(there["unsure"].sum()))
