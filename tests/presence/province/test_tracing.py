"""A trace on Spark is that of an index, row for row."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.presence.province.town import Town

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def test_a_meeting_over_midnight_is_one_and_as_long_as_it_was(spark: "SparkSession", tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        ["ann,home,2022-01-21 22:00,2022-01-22 07:00", "ben,home,2022-01-21 23:50,2022-01-22 00:10"],
        ["ann,2022-01-20,2022-01-23"],
    )
    assert town.traced(spark) == [("ann", "ben", 20.0, "21 23:50", "22 00:10", 1, None)]


def test_air_counts_till_it_is_clean_or_the_case_comes_back(spark: "SparkSession", tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        [
            "ann,shop,2022-01-21 10:00,2022-01-21 11:00", "ann,shop,2022-01-21 11:20,2022-01-21 11:25",
            "ben,shop,2022-01-21 10:50,2022-01-21 12:30", "cid,shop,2022-01-21 11:50,2022-01-21 12:30",
        ],
        ["ann,2022-01-20,2022-01-23"],
    )  # fmt: skip
    assert town.traced(spark, linger=30) == [("ann", "ben", 65.0, "21 10:50", "21 11:55", 2, None)]


def test_only_the_last_days_before_the_end_of_a_window_count_where_it_is_cut(
    spark: "SparkSession", tmp_path: Path
) -> None:
    town = Town(
        tmp_path,
        [
            "ann,shop,2022-01-10 10:00,2022-01-10 11:00", "ben,shop,2022-01-10 10:00,2022-01-10 11:00",
            "ann,shop,2022-01-18 22:00,2022-01-19 01:00", "cid,shop,2022-01-18 23:00,2022-01-19 00:20",
        ],
        ["ann,2022-01-01,2022-01-23"],
    )  # fmt: skip
    assert town.traced(spark, window=4) == [("ann", "cid", 20.0, "19 00:00", "19 00:20", 1, None)]
    assert {row[1] for row in town.traced(spark)} == {"ben", "cid"}


def test_stays_of_one_person_that_overlap_or_touch_are_one(spark: "SparkSession", tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        [
            "ann,shop,2022-01-21 10:00,2022-01-21 10:10", "ann,shop,2022-01-21 10:10,2022-01-21 10:20",
            "ben,shop,2022-01-21 10:00,2022-01-21 10:15", "ben,shop,2022-01-21 10:05,2022-01-21 11:00",
        ],
        ["ann,2022-01-21 09:00,2022-01-21 10:12", "ann,2022-01-21 10:12,2022-01-21 12:00"],
    )  # fmt: skip
    assert town.traced(spark) == [("ann", "ben", 20.0, "21 10:00", "21 10:20", 1, None)]


def test_of_two_who_were_met_as_long_the_earlier_counts_then_the_first_by_name(
    spark: "SparkSession", tmp_path: Path
) -> None:
    stays = [f"{who},shop,2022-01-21 10:00,2022-01-21 11:00" for who in ("ann", "ben", "cid")]
    later = [("ben", "gym", 13), ("dot", "gym", 13), ("cid", "bar", 12), ("dot", "bar", 12)]
    even = [("cid", "inn", 15), ("eve", "inn", 15), ("ben", "spa", 15), ("eve", "spa", 15)]
    stays += [f"{who},{at},2022-01-21 {hour}:00,2022-01-21 {hour}:30" for who, at, hour in later + even]
    town = Town(tmp_path, stays, ["ann,2022-01-20,2022-01-23", "nobody,2022-01-20,2022-01-23"])
    assert town.traced(spark, degrees=2)[2:] == [
        ("ann", "dot", 30.0, "21 12:00", "21 12:30", 1, "cid"), ("ann", "eve", 30.0, "21 15:00", "21 15:30", 1, "ben"),
    ]  # fmt: skip


def test_the_second_degree_begins_with_the_first_exposure_and_ends_with_the_last_window(
    spark: "SparkSession", tmp_path: Path
) -> None:
    town = Town(
        tmp_path,
        [
            "ann,shop,2022-01-21 10:00,2022-01-21 11:00", "ben,shop,2022-01-21 10:30,2022-01-21 12:00",
            "old,shop,2022-01-21 09:00,2022-01-21 10:00", "mid,shop,2022-01-21 11:00,2022-01-21 12:00",
            "ben,home,2022-01-22 23:30,2022-01-23 08:00", "new,home,2022-01-22 23:00,2022-01-23 08:00",
        ],
        ["ann,2022-01-20,2022-01-22", "ann,2022-01-22 23:50,2022-01-23"],
    )  # fmt: skip
    assert [row[1:3] for row in town.traced(spark, degrees=2)] == [("ben", 30.0), ("mid", 60.0), ("new", 30.0)]
