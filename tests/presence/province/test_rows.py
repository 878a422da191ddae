"""What a data set holds, whatever wrote it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from seawall.presence.errors import StaysFileError
from seawall.presence.files import reading
from seawall.presence.instants import second_of
from tests.presence.province.town import SHANGHAI, Town, parquet

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

BERLIN = ZoneInfo("Europe/Berlin")
SINCE, UNTIL = second_of(datetime(2022, 1, 1, tzinfo=UTC)), second_of(datetime(2023, 1, 1, tzinfo=UTC))


def read(spark: "SparkSession", frame: pl.DataFrame, folder: Path, zone: ZoneInfo = SHANGHAI) -> tuple[list[str], int]:
    """Who, where, and how many minutes; and how many rows were left out."""
    from seawall.presence.province.rows import rows

    frame.write_parquet(folder / "stays.parquet")
    found = rows(spark, str(folder / "stays.parquet"), zone, SINCE, UNTIL)
    stays = found.stays.collect()
    return sorted(f"{row.person} {row.place} {(row.end - row.start) // 60}" for row in stays), found.faulty.count()


def stays(*rows: tuple[str | None, str | None, str | None, str | None]) -> pl.DataFrame:
    """Person, place, came, left, without an offset."""
    plain = pl.DataFrame(rows, schema=("person", "place", "came", "left"), orient="row")
    return plain.with_columns(pl.col("came", "left").str.to_datetime("%Y-%m-%d %H:%M", time_unit="us"))


def test_a_row_that_no_index_takes_is_counted_and_left_out(spark: "SparkSession", tmp_path: Path) -> None:
    came, left = "2022-03-01 10:00", "2022-03-01 11:00"
    frame = stays(
        (" ann\u3000", "shop", came, left), ("", "shop", came, left), ("ben", None, came, left),
        ("Unknown", "shop", came, left), ("=1+1", "shop", came, left), ("cid", "shop", left, came),
        ("dot", "shop", came, None), ("eve", "shop", "1900-01-01 00:00", left), ("fay", "shop", came, came),
    ).with_columns(pl.col("came", "left").dt.replace_time_zone("UTC"))  # fmt: skip
    assert read(spark, frame, tmp_path) == (["ann shop 60", "fay shop 0"], 7)
    assert reading.rows_of(tmp_path / "stays.parquet", frame.columns, SHANGHAI).rejected.height == 7


def test_a_time_without_an_offset_is_of_the_zone_and_faulty_where_the_clocks_show_it_twice(
    spark: "SparkSession", tmp_path: Path
) -> None:
    frame = stays(
        ("ann", "shop", "2022-03-27 01:30", "2022-03-27 03:30"), ("ben", "bar", "2022-03-27 02:30", "2022-03-27 03:30"),
        ("cid", "shop", "2022-10-30 02:30", "2022-10-30 05:00"),
    )  # fmt: skip
    assert read(spark, frame, tmp_path, BERLIN) == (["ann shop 60"], 2)


def test_a_stay_may_be_cut_at_midnight_or_stand_in_each_of_its_days(spark: "SparkSession", tmp_path: Path) -> None:
    whole = "ann,home,2022-01-20 22:00,2022-01-22 07:00", "ben,home,2022-01-20 23:50,2022-01-21 00:30"
    town = Town(tmp_path, whole, ["ann,2022-01-21,2022-01-23"])
    told = [("ann", "ben", 30.0, "21 00:00", "21 00:30", 1, None)]
    assert town.traced(spark) == told
    there = pl.read_parquet(town.folder)
    midnight = datetime(2022, 1, 20, 16, tzinfo=UTC)
    town.folder.rename(tmp_path / "one row each")
    cut = [there.with_columns(left=midnight), there.with_columns(came=midnight)]
    parquet(pl.concat(part.cast(there.schema) for part in cut), town.folder)
    assert town.traced(spark) == told
    twice = pl.concat([there, there]).with_row_index("nth").with_columns(pl.col("nth") // there.height)
    for day, part in twice.group_by("nth"):
        (town.folder / f"day={day[0]}").mkdir()
        part.drop("nth").write_parquet(town.folder / f"day={day[0]}" / "part.parquet")
    assert town.traced(spark) == told


def test_what_is_no_data_set_of_stays_is_said(spark: "SparkSession", tmp_path: Path) -> None:
    from seawall.presence.province.rows import rows

    with pytest.raises(StaysFileError, match="cannot be read as a Parquet data set"):
        rows(spark, str(tmp_path / "nowhere"), SHANGHAI, SINCE, UNTIL)
    came = stays(("ann", "shop", "2022-01-21 10:00", "2022-01-21 11:00"))
    with pytest.raises(StaysFileError, match="lacks the columns left"):
        read(spark, came.drop("left"), tmp_path)
    with pytest.raises(StaysFileError, match="column came holds string; allowed are timestamps"):
        read(spark, came.with_columns(pl.col("came").dt.to_string()), tmp_path)
