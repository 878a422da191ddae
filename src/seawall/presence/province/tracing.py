"""The trace of a province, the same to the row as that of an index."""

from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl
from pyspark.sql import DataFrame, SparkSession

from seawall.presence import tracing
from seawall.presence.province import searches
from seawall.presence.province.ring import ring
from seawall.presence.province.rows import rows


class Traced(NamedTuple):
    """Contacts as an index tells them; how many rows of the days asked were left out; cases seen nowhere on them."""

    contacts: pl.DataFrame
    faulty: int
    unseen: list[str]


def trace(
    spark: SparkSession,
    folder: str,
    cases: pl.DataFrame,
    *,
    zone: ZoneInfo,
    degrees: int,
    least: timedelta,
    linger: timedelta = timedelta(),
    window: timedelta | None = None,
) -> Traced:
    """Whom `cases` met, as `presence.tracing.trace` says it, out of a Parquet data set of stays.

    `zone` is that of times without an offset, and of those told. Raises StaysFileError,
    IndexFolderError.
    """
    asked = searches.of_cases(tracing.windows(cases, window))
    if asked.is_empty():
        return Traced(pl.DataFrame(schema=tracing.CONTACTS), 0, [])
    air, short = tracing.within(linger), max(tracing.within(least), 1)
    since, until = searches.span(asked)
    read = rows(spark, folder, zone, since, until + air)
    first = ring(read.stays, asked, asked.select("case", "person").clear(), air, short)
    met = pl.DataFrame(first.met.toArrow())
    named = [searches.named(met, asked, 1)]
    if degrees == 2:
        onwards = searches.onwards(met, asked)
        second = ring(read.stays, onwards, searches.known(met, asked), 0, short)
        named.append(searches.named(pl.DataFrame(second.met.toArrow()), onwards, 2))
    contacts = tracing.shown(pl.concat(named), zone.key)
    return Traced(contacts, read.faulty.count(), _unseen(first.trails, asked))


def _unseen(trails: DataFrame, asked: pl.DataFrame) -> list[str]:
    seen = pl.DataFrame(trails.select("search").distinct().toArrow())
    return asked.join(seen, on="search", how="anti")["person"].unique().sort().to_list()
