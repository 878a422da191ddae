"""Files of stays, with the dirt that files have."""

import gzip
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seawall.presence.errors import StaysFileError
from seawall.presence.files.headings import CHINESE, spelled
from seawall.presence.files.reading import parts_of, rows_of
from seawall.presence.files.times import instants
from seawall.presence.files.writing import write

COLUMNS = ("person", "place", "came", "left")
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime.fromisoformat("2022-01-21T10:00")
GOOD = ("a", "x", datetime(2022, 1, 21, 2, tzinfo=UTC), datetime(2022, 1, 21, 3, tzinfo=UTC), 2)
"""Somebody at a place from ten to eleven in Shanghai, as the second line of a file says."""


def csv(folder: Path, *rows: str, head: str = "person,place,came,left") -> Path:
    file = folder / "stays.csv"
    file.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return file


def test_a_time_with_an_offset_is_that_instant_and_one_without_is_of_the_zone(tmp_path: Path) -> None:
    file = csv(tmp_path, "a,x,2022-01-21T10:30:00Z,2022-01-21 19:00", "b,x,2022-01-21T18:30+08:00,2022-01-21T19:00:30")
    good, rejected, _ = rows_of(file, COLUMNS, SHANGHAI)
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
    good, rejected, _ = rows_of(file, COLUMNS, SHANGHAI)
    assert good["person"].to_list() == ["a"]
    assert rejected["line"].to_list() == [3, 4, 5, 6, 7, 8]
    assert rejected["person"].to_list() == [None, "b", "c", "d", "e", "f"]
    assert [reason.split(";")[0] for reason in rejected["reason"]] == [
        "person: it is empty",
        "came: 'yesterday' is not a time",
        "left: it lies before came",
        "came: it lies out of bounds",
        "left: longer than 366 days: two rows run together, or a year mistyped",
        "left: it is empty",
    ]


def test_all_that_is_wrong_with_a_row_is_said(tmp_path: Path) -> None:
    _, rejected, _ = rows_of(csv(tmp_path, ",,soon,later"), COLUMNS, SHANGHAI)
    assert [name in rejected["reason"][0] for name in COLUMNS] == [True] * 4


def test_spaces_around_an_id_are_no_part_of_it(tmp_path: Path) -> None:
    good, _, _ = rows_of(csv(tmp_path, " ann ,x ,2022-01-21T10:00Z,2022-01-21T11:00Z"), COLUMNS, SHANGHAI)
    assert good.row(0)[:2] == ("ann", "x")


def test_an_hour_that_the_clocks_left_out_or_showed_twice_is_refused(tmp_path: Path) -> None:
    file = csv(tmp_path, "a,x,2022-03-27 02:30,2022-03-27 04:00", "b,x,2022-10-30 01:00,2022-10-30 02:30")
    good, rejected, _ = rows_of(file, COLUMNS, BERLIN)
    assert good.is_empty()
    assert [reason.split(":")[0] for reason in rejected["reason"]] == ["came", "left"]


def test_the_last_second_that_can_be_counted_is_no_day_that_cannot_end(tmp_path: Path) -> None:
    _, rejected, _ = rows_of(csv(tmp_path, "a,x,2068-01-18T10:00Z,2068-01-18T11:00Z"), COLUMNS, SHANGHAI)
    assert rejected.height == 1


def test_columns_in_any_order_and_in_chinese_are_found(tmp_path: Path) -> None:
    file = csv(tmp_path, "2022-01-21 10:00,x,2022-01-21 11:00,a", head="到达时间,场所,离开时间,人员")
    assert rows_of(file, COLUMNS, SHANGHAI).good.rows() == [GOOD]


def test_a_file_without_a_column_is_refused_with_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(StaysFileError, match="lacks the columns left; it has person, place, came"):
        rows_of(csv(tmp_path, "a,x,2022-01-21", head="person,place,came"), COLUMNS, SHANGHAI)


def test_a_reason_and_a_missing_column_are_told_in_the_words_of_the_file_and_the_page(tmp_path: Path) -> None:
    file = csv(tmp_path, "甲,x,2022-01-21 11:00,2022-01-21 10:00", head="人员,场所,进入时间,离场时间")
    assert rows_of(file, COLUMNS, SHANGHAI).rejected["reason"].to_list() == ["离场时间: it lies before 进入时间"]
    page = (Path(__file__).parents[3] / "docs" / "stays.md").read_text()
    for columns in (COLUMNS, ("person", "from", "until")):
        with pytest.raises(StaysFileError) as told:
            rows_of(csv(tmp_path, "a", head="nothing"), columns, SHANGHAI)
        chinese = [CHINESE[name] for name in columns]
        assert str(told.value).endswith(", ".join(map(" ".join, zip(columns, chinese, strict=True))))
        assert ", ".join(chinese) in page
        assert set(spelled(chinese, "a.csv", columns)) == set(columns)


def test_parquet_timestamps_are_taken_and_numbers_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "stays.parquet"
    at = datetime.fromisoformat("2022-01-21T10:00")
    pl.DataFrame({"person": [7], "place": ["x"], "came": [at], "left": [at]}).write_parquet(file)
    good, _, _ = rows_of(file, COLUMNS, SHANGHAI)
    assert good.row(0)[:3] == ("7", "x", datetime(2022, 1, 21, 2, tzinfo=UTC))
    nanoseconds = pl.col("came", "left").dt.cast_time_unit("ns").dt.replace_time_zone("Asia/Shanghai")
    pl.read_parquet(file).with_columns(nanoseconds).write_parquet(file)
    assert rows_of(file, COLUMNS, BERLIN)[0].row(0)[2] == datetime(2022, 1, 21, 2, tzinfo=UTC)
    pl.DataFrame({"person": [7], "place": ["x"], "came": [0], "left": [at]}).write_parquet(file)
    with pytest.raises(StaysFileError, match="column came holds Int64, not times"):
        rows_of(file, COLUMNS, SHANGHAI)


def test_a_parquet_column_of_leavings_that_says_nothing_is_taken_where_it_need_not(tmp_path: Path) -> None:
    file = tmp_path / "checkins.parquet"
    at = datetime.fromisoformat("2022-01-21T10:00")
    pl.DataFrame({"person": ["a"], "place": ["x"], "came": [at], "left": [None], "x": [1]}).write_parquet(file)
    assert pl.read_parquet_schema(file)["left"] == pl.Null
    *_, part = parts_of(file, COLUMNS[:3], SHANGHAI, "stays", unsaid=("left",))
    assert part.good.row(0)[:4] == ("a", "x", datetime(2022, 1, 21, 2, tzinfo=UTC), None)
    assert part.notes == ["not used: x"]
    assert rows_of(file, COLUMNS, SHANGHAI).rejected["reason"].to_list() == ["left: it is empty"]


@pytest.mark.parametrize(
    ("head", "notes"),
    [("person,place,came,left", []), ("line,reason,person,place,came,left,surplus", []),
     ("person, place ,came,out", ["not used: out", "no column is left 离开时间"])],
)  # fmt: skip
def test_what_of_a_header_is_not_read_is_noted(tmp_path: Path, head: str, notes: list[str]) -> None:
    parts = parts_of(csv(tmp_path, head=head), COLUMNS[:3], SHANGHAI, "stays", unsaid=("left",))
    assert [part.notes for part in parts][-1] == notes


@pytest.mark.parametrize("name", ["stays.csv", "stays.parquet"])
def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with pytest.raises(StaysFileError, match="No such file"):
        rows_of(file, COLUMNS, SHANGHAI)
    for content in (b"", b"\xff\xfe\x00\x01" * 9, b"PAR1 and no more", b"\n\n", b"%PDF-1.4"):
        file.write_bytes(content)
        with pytest.raises(StaysFileError):
            rows_of(file, COLUMNS, SHANGHAI)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_text_is_read_as_an_import_reads_it(tmp_path: Path, codec: str, sign: str) -> None:
    rows = "人员编号,地点,到达时间,离开时间", "a,x,2022年1月21日10:00,2022/1/21 11:00"
    file = tmp_path / "stays.txt"
    file.write_bytes("\r\n".join(rows).replace(",", sign).encode(codec))
    assert rows_of(file, COLUMNS, SHANGHAI).good.rows() == [GOOD]


def test_a_workbook_with_a_title_above_its_header_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["停留记录"], ["人员", "场所", "到达", "离开"], ["a", "x", AT, AT + timedelta(hours=1)], ["b", "x"]):
        sheet.append(row)
    book.save(tmp_path / "stays.xlsx")
    good, rejected, _ = rows_of(tmp_path / "stays.xlsx", COLUMNS, SHANGHAI)
    assert good.rows() == [(*GOOD[:4], 3)]
    assert rejected.rows() == [(4, "到达: it is empty; 离开: it is empty", "b", "x", None, None, None)]


def test_json_lines_and_lines_that_end_in_their_own_way_are_read(tmp_path: Path) -> None:
    file = tmp_path / "stays.jsonl"
    file.write_text('{"person": "a", "place": "x", "came": "2022-01-21 10:00", "left": "2022-01-21 11:00"}\nnothing\n')
    good, rejected, _ = rows_of(file, COLUMNS, SHANGHAI)
    assert (good["person"].to_list(), rejected["line"].to_list()) == (["a"], [2])
    file = tmp_path / "stays.csv"
    file.write_bytes(b"person,place,came,left\ra,x,2022-01-21 10:00,2022-01-21 11:00\rb,x\r")
    good, rejected, _ = rows_of(file, COLUMNS, SHANGHAI)
    assert (good.rows(), rejected["line"].to_list()) == ([GOOD], [3])


def test_packed_text_is_unpacked_and_one_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "stays.csv.gz"
    packed = gzip.compress(csv(tmp_path, "a,x,2022-01-21 10:00,2022-01-21 11:00").read_bytes())
    file.write_bytes(packed)
    assert rows_of(file, COLUMNS, SHANGHAI).good.rows() == [GOOD]
    file.write_bytes(packed[:-9])
    with pytest.raises(StaysFileError, match="cut off"):
        rows_of(file, COLUMNS, SHANGHAI)


def test_a_torn_row_is_a_reject_with_its_line_and_the_rest_goes_in(tmp_path: Path) -> None:
    file = csv(
        tmp_path,
        "a,x,2022-01-21 10:00",
        "b,x,2022-01-21 10:00,2022-01-21 11:00,y",
        'c,"x,2022-01-21 10:00,2022-01-21 11:00',
        "d\0,x,2022-01-21 10:00,2022-01-21 11:00",
        "e,x,2022-01-21 10:00,2022-01-21 11:00",
    )
    file.write_bytes(file.read_bytes() + b"\xff,x,2022-01-21 10:00,2022-01-21 11:00\n")
    good, rejected, _ = rows_of(file, COLUMNS, SHANGHAI)
    assert good.select("person", "line").rows() == [("e", 6)]
    assert rejected["line"].to_list() == [2, 3, 4, 5, 7]
    assert rejected["surplus"].to_list() == [
        "(3 cells of 4)", "y", 'c,"x,2022-01-21 10:00,2022-01-21 11:00', None, None
    ]  # fmt: skip
    for reason, said in zip(
        rejected["reason"], ["3 cells", "5 cells", "never closed", "no text", "no text"], strict=True
    ):
        assert said in reason


def test_a_header_and_nothing_below_it_is_a_file_without_rows(tmp_path: Path) -> None:
    good, rejected, _ = rows_of(csv(tmp_path), COLUMNS, SHANGHAI)
    assert (good.height, rejected.height) == (0, 0)


def test_two_columns_that_mean_the_same_are_refused_by_name(tmp_path: Path) -> None:
    file = csv(tmp_path, "a,b,x,2022-01-21 10:00,2022-01-21 11:00", head="person,人员编号,place,came,left")
    with pytest.raises(StaysFileError, match="person and 人员编号 both mean person"):
        rows_of(file, COLUMNS, SHANGHAI)


@pytest.mark.parametrize("word", ["unknown", "不详", "无", "-", "N/A", "None"])
@pytest.mark.parametrize("row", ["{},x", "a,{}"])
def test_strangers_are_not_taken_for_one_person_or_place(tmp_path: Path, word: str, row: str) -> None:
    file = csv(tmp_path, f"{row.format(word)},2022-01-21 10:00,2022-01-21 11:00")
    good, rejected, _ = rows_of(file, COLUMNS, SHANGHAI)
    assert good.is_empty()
    assert f"“{word}” says that it is not known" in rejected["reason"][0]


@pytest.mark.parametrize("head", ["人员,自,至", "人员,开始时间,结束时间", "人员,起,止", "who,from,until"])
def test_windows_have_headers_in_chinese_too_and_may_be_days(tmp_path: Path, head: str) -> None:
    file = csv(tmp_path, "a,2022-01-21,2022年1月22日", "b,2022-01-21,1月22日晚", head=head)
    good, rejected, _ = rows_of(file, ("person", "from", "until"), SHANGHAI)
    assert good.rows() == [
        ("a", datetime(2022, 1, 20, 16, tzinfo=UTC), datetime(2022, 1, 21, 16, tzinfo=UTC), 2)
    ]  # fmt: skip
    assert rejected["line"].to_list() == [3]


def test_a_day_is_no_time_of_a_stay_and_an_hour_is_none_either(tmp_path: Path) -> None:
    rows = [
        f"a,x,{came},2022-01-23 11:00" for came in ("2022-01-21", "2022年1月21日晚", "before 2022-01-21T10:00", "不详")
    ]
    good, rejected, _ = rows_of(csv(tmp_path, *rows), COLUMNS, SHANGHAI)
    assert good.is_empty()
    said = [reason.split(";")[0] for reason in rejected["reason"]]
    assert said == ["came: it says no exact time"] * 3 + ["came: it says that it is not known"]


def test_rejects_can_be_put_right_and_read_again(tmp_path: Path) -> None:
    file = csv(tmp_path, "a,x,2022-01-21 10:00", "=b,x,soon,2022-01-21 11:00", head="人员,场所,到达时间,离开时间")
    _, rejected, _ = rows_of(file, COLUMNS, SHANGHAI)
    assert rejected.columns == ["line", "reason", "人员", "场所", "到达时间", "离开时间", "surplus"]
    again = tmp_path / "rejects.csv"
    write(rejected, again)
    assert rows_of(again, COLUMNS, SHANGHAI).good.is_empty()
    text = again.read_text().replace(",,(3 cells of 4)", ",2022-01-21 11:00,").replace("soon", "2022-01-21 10:00")
    again.write_text(text)
    good, rejected, _ = rows_of(again, COLUMNS, SHANGHAI)
    assert good.select("person", "line").rows() == [("a", 2)]
    assert "looks like a formula" in rejected["reason"][0]


def test_cells_that_are_filled_without_being_moved_under_their_headers_stay_rejects(tmp_path: Path) -> None:
    head = "line,reason,person,place,came,left,surplus"
    file = csv(tmp_path, "2,why,a,x,2022-01-21 10:00,2022-01-21 11:00,y", head=head)
    good, rejected, _ = rows_of(file, COLUMNS, SHANGHAI)
    assert (good.is_empty(), rejected["surplus"].to_list()) == (True, ["y"])


FORMS = (
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y%m%d%H%M%S",
    "%d.%m.%Y %H:%M",
)


@given(st.lists(st.tuples(st.sampled_from(FORMS), st.integers(0, 10_000_000)), max_size=30))
def test_times_of_any_form_beside_one_another_are_read_as_if_each_stood_alone(stated: list[tuple[str, int]]) -> None:
    at = [datetime(2022, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes) for _, minutes in stated]
    local = [moment.astimezone(SHANGHAI) for moment in at]
    texts = [moment.strftime(form) for moment, (form, _) in zip(local, stated, strict=True)]
    read = instants(pl.Series(texts, dtype=pl.String), SHANGHAI, day=False)
    assert read["value"].to_list() == at
    assert read["reason"].null_count() == len(at)


def test_reading_clean_rows_loads_no_library_that_it_does_without() -> None:
    script = (
        "import sys; import seawall.presence.files.reading as _;"
        " print({'dataframely', 'openpyxl', 'sqlalchemy'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "set()\n"
