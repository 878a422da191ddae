"""A Parquet data set of stays as rows of seconds: those that can touch a span of time, and those that are at fault."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl
import pyarrow as pa
from pyspark.errors import AnalysisException
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as sql
from pyspark.sql.types import TimestampNTZType, TimestampType

from seawall.presence.errors import StaysFileError
from seawall.presence.files.headings import spelled
from seawall.presence.files.times import local
from seawall.presence.index import refuse_home
from seawall.presence.instants import ZERO
from seawall.presence.province.numbers import DAY
from seawall.presence.province.sound import sound, trimmed

COLUMNS = ("person", "place", "came", "left")
TIMES = COLUMNS[2:]
PLACED = pa.schema(
    [(name, pa.timestamp("us", "UTC") if name in TIMES else pa.string()) for name in COLUMNS]
)  # fmt: skip


class Rows(NamedTuple):
    """`stays`: person, place, start, end, in seconds as the kernels count them; `faulty`: rows that are none."""

    stays: DataFrame
    faulty: DataFrame


def rows(spark: SparkSession, folder: str, zone: ZoneInfo, since: int, until: int) -> Rows:
    """The stays that touch [since, until), in any order. Raises StaysFileError, IndexFolderError.

    Files whose statistics say that they hold none are not read, in whatever folders they are. Times without an offset
    are of `zone`. A row without a time may be of any day, and is faulty on all.
    """
    there = _touching(_named(spark, folder), since, until)
    if any(map(_plain, (there.schema[name].dataType for name in TIMES))):
        placed = "person string, place string, came timestamp, left timestamp"
        there = there.mapInArrow(partial(_placed, zone=zone.key), placed)
    good = sql.coalesce(sound(), sql.lit(False))
    stays = there.filter(good).select("person", "place", _second("came", "start"), _second("left", "end"))
    return Rows(stays, there.filter(~good))


def _named(spark: SparkSession, folder: str) -> DataFrame:
    """The four columns under our names, people and places as text."""
    refuse_home(Path(folder.removeprefix("file:")))
    try:
        frame = spark.read.parquet(folder)
    except AnalysisException as error:
        said = str(error).splitlines()[0]
        raise StaysFileError(f"{folder} cannot be read as a Parquet data set ({said})") from error
    found = spelled(frame.columns, folder, COLUMNS)
    for name in TIMES:
        kind = frame.schema[found[name]].dataType
        if not isinstance(kind, TimestampType | TimestampNTZType):
            raise StaysFileError(f"{folder}: column {found[name]} holds {kind.simpleString()}; allowed are timestamps")
    names = (trimmed(sql.col(f"`{found[name]}`")).alias(name) for name in COLUMNS if name not in TIMES)
    return frame.select(*names, *(sql.col(f"`{found[name]}`").alias(name) for name in TIMES))


def _plain(kind: object) -> bool:
    return isinstance(kind, TimestampNTZType)


def _touching(frame: DataFrame, since: int, until: int) -> DataFrame:
    """Rows that may touch the span, in words that Parquet's statistics can answer for many rows at once."""
    came, left = sql.col("came"), sql.col("left")
    early, late = _moment(frame, "left", since, -DAY), _moment(frame, "came", until, DAY)
    return frame.filter((left.isNull() | (left > early)) & (came.isNull() | (came < late)))


def _moment(frame: DataFrame, name: str, second: int, spare: int) -> Column:
    """A second, to be set beside a column; where that has no zone it is `spare` off, as no zone is."""
    plain = _plain(frame.schema[name].dataType)
    at = pl.select(pl.lit(ZERO) + pl.duration(seconds=second + spare * plain)).item()
    return sql.lit(f"{at:%Y-%m-%d %H:%M:%S}").cast("timestamp_ntz" if plain else "timestamp")


def _placed(batches: Iterator[pa.RecordBatch], zone: str) -> Iterator[pa.RecordBatch]:
    """Times without an offset as instants; null where the clocks left them out or showed them twice."""
    for batch in batches:
        frame = pl.DataFrame(batch)
        naive = [name for name in TIMES if not getattr(frame.schema[name], "time_zone", None)]
        placed = frame.with_columns(local(pl.col(name), ZoneInfo(zone)) for name in naive)
        yield from placed.to_arrow().cast(PLACED).to_batches()


def _second(name: str, to: str) -> Column:
    """Rounded down, as everywhere."""
    return (sql.unix_seconds(sql.col(name)) - int(ZERO.timestamp())).cast("int").alias(to)
