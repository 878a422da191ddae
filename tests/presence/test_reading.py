"""Files of stays, with the dirt that files have."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from seawall.presence.errors import StaysFileError
from seawall.presence.reading import rows_of

COLUMNS = ("person", "place", "came", "left")
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


def csv(folder: Path, *rows: str, head: str = "person,place,came,left") -> Path:
    file = folder / "stays.csv"
    file.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return file


def test_a_time_with_an_offset_is_that_instant_and_one_without_is_of_the_zone(tmp_path: Path) -> None:
    file = csv(tmp_path, "a,x,2022-01-21T10:30:00Z,2022-01-21 19:00", "b,x,2022-01-21T18:30+08:00,2022-01-21T19:00:30")
    good, rejected = rows_of(file, COLUMNS, SHANGHAI)
    assert rejected.is_empty()
    assert good["came"].to_list() == [datetime(2022, 1, 21, 10, 30, tzinfo=UTC)] * 2
    assert good["left"].to_list() == [
        datetime(2022, 1, 21, 11, tzinfo=UTC), datetime(2022, 1, 21, 11, 0, 30, tzinfo=UTC)
    ]  # fmt: skip


def test_good_rows_go_in_and_the_others_come_back_with_line_column_value_and_reason(tmp_path: Path) -> None:
    file = csv(
        tmp_path,
        "a,x,2022-01-21T10:00Z,2022-01-21T11:00Z",
        ",x,2022-01-21T10:00Z,2022-01-21T11:00Z",
        "b,x,yesterday,2022-01-21T11:00Z",
        "c,x,2022-01-21T10:00Z,2022-01-21T09:00Z",
        "d,x,1022-01-21T10:00Z,2022-01-21T09:00Z",
        "e,x,2021-01-01T10:00Z,2023-01-01T09:00Z",
        "f,x,2022-01-21T10:00Z,",
    )
    good, rejected = rows_of(file, COLUMNS, SHANGHAI)
    assert good["person"].to_list() == ["a"]
    assert rejected["line"].to_list() == [3, 4, 5, 6, 7, 8]
    assert rejected["person"].to_list() == [None, "b", "c", "d", "e", "f"]
    assert [reason.split(";")[0] for reason in rejected["reason"]] == [
        "person: person is empty",
        "came: not a time that can be read",
        "left: left lies before came",
        "came: not a time that can be read",
        "left: longer than 366 days: two rows run together, or a year mistyped",
        "left: left is empty",
    ]


def test_all_that_is_wrong_with_a_row_is_said(tmp_path: Path) -> None:
    _, rejected = rows_of(csv(tmp_path, ",,soon,later"), COLUMNS, SHANGHAI)
    assert [name in rejected["reason"][0] for name in COLUMNS] == [True] * 4


def test_spaces_around_an_id_are_no_part_of_it(tmp_path: Path) -> None:
    good, _ = rows_of(csv(tmp_path, " ann ,x ,2022-01-21T10:00Z,2022-01-21T11:00Z"), COLUMNS, SHANGHAI)
    assert good.row(0)[:2] == ("ann", "x")


def test_an_hour_that_the_clocks_left_out_or_showed_twice_is_refused(tmp_path: Path) -> None:
    file = csv(tmp_path, "a,x,2022-03-27 02:30,2022-03-27 04:00", "b,x,2022-10-30 01:00,2022-10-30 02:30")
    good, rejected = rows_of(file, COLUMNS, BERLIN)
    assert good.is_empty()
    assert [reason.split(":")[0] for reason in rejected["reason"]] == ["came", "left"]


def test_the_last_second_that_can_be_counted_is_no_day_that_cannot_end(tmp_path: Path) -> None:
    _, rejected = rows_of(csv(tmp_path, "a,x,2068-01-18T10:00Z,2068-01-18T11:00Z"), COLUMNS, SHANGHAI)
    assert rejected.height == 1


def test_columns_in_any_order_and_in_chinese_are_found(tmp_path: Path) -> None:
    file = csv(tmp_path, "2022-01-21 10:00,x,2022-01-21 11:00,a", head="到达时间,场所,离开时间,人员")
    good, _ = rows_of(file, COLUMNS, SHANGHAI)
    assert good.row(0) == (
        "a", "x", datetime(2022, 1, 21, 2, tzinfo=UTC), datetime(2022, 1, 21, 3, tzinfo=UTC)
    )  # fmt: skip


def test_a_file_without_a_column_is_refused_with_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(StaysFileError, match="lacks the columns left; it has person, place, came"):
        rows_of(csv(tmp_path, "a,x,2022-01-21", head="person,place,came"), COLUMNS, SHANGHAI)


def test_parquet_timestamps_are_taken_and_numbers_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "stays.parquet"
    at = datetime.fromisoformat("2022-01-21T10:00")
    pl.DataFrame({"person": [7], "place": ["x"], "came": [at], "left": [at]}).write_parquet(file)
    good, _ = rows_of(file, COLUMNS, SHANGHAI)
    assert good.row(0)[:3] == ("7", "x", datetime(2022, 1, 21, 2, tzinfo=UTC))
    nanoseconds = pl.col("came", "left").dt.cast_time_unit("ns").dt.replace_time_zone("Asia/Shanghai")
    pl.read_parquet(file).with_columns(nanoseconds).write_parquet(file)
    assert rows_of(file, COLUMNS, BERLIN)[0].row(0)[2] == datetime(2022, 1, 21, 2, tzinfo=UTC)
    pl.DataFrame({"person": [7], "place": ["x"], "came": [0], "left": [at]}).write_parquet(file)
    with pytest.raises(StaysFileError, match="column came holds Int64, not times"):
        rows_of(file, COLUMNS, SHANGHAI)


@pytest.mark.parametrize("name", ["stays.csv", "stays.parquet"])
def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with pytest.raises(StaysFileError, match="No such file"):
        rows_of(file, COLUMNS, SHANGHAI)
    file.write_bytes(b"\xff\xfe\x00\x01" * 9)
    with pytest.raises(StaysFileError):
        rows_of(file, COLUMNS, SHANGHAI)
