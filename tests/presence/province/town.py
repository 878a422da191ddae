"""A town in an index and in a data set, both asked the same."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

from seawall.presence import building, tracing
from seawall.presence.files import reading

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SHANGHAI = ZoneInfo("Asia/Shanghai")
STAYS = ("person", "place", "came", "left")
MINUTE = timedelta(minutes=1)
Rows = Sequence[str]


def parquet(stays: pl.DataFrame, folder: Path) -> None:
    """A data set with a folder a day in which a stay began."""
    for (day,), part in stays.group_by(pl.col("came").dt.date()):
        (folder / f"day={day}").mkdir(parents=True)
        part.write_parquet(folder / f"day={day}" / "part.parquet")


def csv(file: Path, head: str, rows: Rows) -> Path:
    file.write_text("\n".join((head, *rows)) + "\n")
    return file


class Town:
    """Stays (person, place, came, left) in an index and in a data set, and windows of cases (person, from, until)."""

    def __init__(self, folder: Path, stays: Rows, cases: Rows, zone: ZoneInfo = SHANGHAI) -> None:
        file = csv(folder / "stays.csv", "person,place,came,left", stays)
        self.index = building.build(file, folder / "index", zone, lambda *_: None)
        self.folder, self.zone = folder / "stays", zone
        parquet(reading.rows_of(file, STAYS, zone)[0].drop("line"), self.folder)
        windows = csv(folder / "cases.csv", "person,from,until", cases)
        self.cases = reading.rows_of(windows, ("person", "from", "until"), zone)[0]

    def traced(
        self, spark: "SparkSession", degrees: int = 1, least: int = 15, linger: int = 0, window: int | None = None
    ) -> list[tuple[object, ...]]:
        """Case, person, minutes, first and last as local hours, meetings, via; as Spark and the index both say them."""
        from seawall.presence.province import tracing as province

        spans = {"least": least * MINUTE, "linger": linger * MINUTE}
        days = None if window is None else timedelta(days=window)
        found = province.trace(
            spark, str(self.folder), self.cases, zone=self.zone, degrees=degrees, window=days, **spans
        )
        assert found.contacts.equals(tracing.trace(self.index.city, self.cases, degrees=degrees, window=days, **spans))
        assert found.faulty == 0
        local = pl.col("first", "last").dt.strftime("%d %H:%M")
        return found.contacts.with_columns(local).drop("degree").rows()
