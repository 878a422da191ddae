"""Files of many kinds as rows of text, and clear errors for those that are none."""

import datetime as dt
import gzip
import json
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seawall.files import limits
from seawall.files.grid import FileError, Grid
from seawall.files.reading import read, stem

TEXT = '编号,姓名,到店\r\np1,"王\n小明",2022-01-22\r\n\r\np2,李,不详\r\n'
ROWS = [(1, ["编号", "姓名", "到店"]), (2, ["p1", "王\n小明", "2022-01-22"]), (4, ["p2", "李", "不详"])]

Put = Callable[[str, bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a file and says where it is."""

    def write(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return write


def rows(path: Path, table: str | None = None) -> list[tuple[int, list[str]]]:
    return list(read(path, table).records)


def refused(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        rows(path)
    return str(caught.value)


def drained(path: Path) -> Grid:
    grid = read(path)
    list(grid.records)
    return grid


# ---- text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_found(put: Put, codec: str) -> None:
    assert rows(put("a.csv", TEXT.encode(codec))) == ROWS


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_found(put: Put, sign: str) -> None:
    assert rows(put("a.csv", TEXT.replace(",", sign).encode())) == ROWS


def test_a_semicolon_file_may_hold_commas(put: Put) -> None:
    path = put("a.csv", b"person;weight;note\np1;36,5;a, b, c\np2;37,0;d\n")
    assert rows(path)[1] == (2, ["p1", "36,5", "a, b, c"])


def test_rows_count_as_a_spreadsheet_shows_them(put: Put) -> None:
    assert [row for row, _ in rows(put("a.csv", TEXT.encode()))] == [1, 2, 4]


def test_a_guessed_encoding_is_said(put: Put) -> None:
    grid = read(put("a.csv", "name,town\nMüller,Köln\nBär,Düren\n".encode("latin-1")))
    assert "a guess" in grid.notes[0]


def test_chinese_beyond_the_first_part_is_still_gb18030(put: Put) -> None:
    path = put("a.csv", b"person,name\n" + b"p,x\n" * 100_000 + "p1,王小明\n".encode("gb18030"))
    assert rows(path)[-1] == (100_002, ["p1", "王小明"])


def test_a_packed_text_is_unpacked(put: Put) -> None:
    assert rows(put("a.csv.gz", gzip.compress(TEXT.encode()))) == ROWS


def test_a_stray_quotation_mark_breaks_its_row_only(put: Put) -> None:
    grid = read(put("a.csv", b'a,b\n1,"x"y\n2,z\n'))
    assert list(grid.records) == [(1, ["a", "b"]), (3, ["2", "z"])]
    assert [(b.row, b.reason) for b in grid.broken] == [(2, 'a quotation mark (") stands inside a cell')]


# ---- workbooks


def workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, cells in sheets.items():
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(row)
    book.save(path)
    return path


def test_a_sheet_keeps_days_times_zeros_and_long_numbers(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        people=[
            ["id", "born", "came", "number", "yes"],
            ['="0012"', dt.date(1990, 1, 2), dt.datetime(2022, 1, 22, 4, 30), "371502199001011234", True],  # noqa: DTZ001
            [12.0, dt.datetime(2022, 1, 22), None, 13800138000, 36.5],  # noqa: DTZ001
        ],
    )
    assert rows(path)[1] == (2, ["0012", "1990-01-02", "2022-01-22 04:30:00", "371502199001011234", "true"])
    assert rows(path)[2] == (3, ["12", "2022-01-22 00:00:00", "", "13800138000", "36.5"])


def test_a_number_that_the_spreadsheet_rounded_is_no_id(tmp_path: Path) -> None:
    grid = drained(workbook(tmp_path / "a.xlsx", s=[["id"], [3.71502199001011e17]]))
    assert grid.broken[0].reason == "371502199001011008 is a number that the spreadsheet has rounded to 15 digits"


def test_a_formula_is_not_run(tmp_path: Path) -> None:
    grid = drained(workbook(tmp_path / "a.xlsx", s=[["id", "n"], ["p1", '=HYPERLINK("http://x")']]))
    assert grid.broken[0].reason == "the cell holds a formula whose result was not saved; it was not run"


def test_the_sheet_named_like_the_table_counts(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", notes=[["n"], ["x"]], persons=[["person"], ["p1"]])
    assert rows(path, "persons") == [(1, ["person"]), (2, ["p1"])]
    with pytest.raises(FileError, match=r"several sheets \(notes, persons\) and none is named cases"):
        rows(path, "cases")


def test_the_only_sheet_with_rows_counts_whatever_its_name(tmp_path: Path) -> None:
    assert rows(workbook(tmp_path / "a.xlsx", Sheet1=[], Sheet2=[["person"], ["p1"]]), "persons")[0][1] == ["person"]


# ---- JSON and Parquet


def test_json_keeps_numbers_as_they_are_written(put: Put) -> None:
    path = put("a.json", b'[{"id": 371502199001011234, "x": 1.50}, {"id": "p2", "y": true}]')
    assert rows(path) == [(0, ["id", "x", "y"]), (1, ["371502199001011234", "1.50", ""]), (2, ["p2", "", "true"])]


def test_a_json_document_may_name_its_tables(put: Put) -> None:
    path = put("a.json", b'{"persons": [{"person": "p1"}], "cases": [{"case": "c1"}]}')
    assert rows(path, "cases") == [(0, ["case"]), (1, ["c1"])]


def test_json_lines_break_one_by_one(put: Put) -> None:
    grid = read(put("a.jsonl", b'{"a": 1}\n{"a": 2\n\n{"a": [3]}\n[4]\n'))
    assert list(grid.records) == [(0, ["a"]), (1, ["1"]), (4, [""])]
    assert [b.row for b in grid.broken] == [2, 4, 5]


def test_parquet_keeps_days_zones_and_whole_numbers(tmp_path: Path) -> None:
    at = dt.datetime(2022, 1, 21, 20, 0, tzinfo=dt.UTC)
    pl.DataFrame({"id": [12.0, None], "on": [dt.date(2022, 1, 22)] * 2, "at": [at] * 2}).write_parquet(
        tmp_path / "a.parquet"
    )
    assert rows(tmp_path / "a.parquet")[1] == (2, ["12", "2022-01-22", "2022-01-21T20:00:00.000000Z"])


# ---- what is refused


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b" \n\n ", "is empty"),
        ("a.csv", b"a,b\n1,\x002\n", "is not text"),
        ("a.csv", bytes(range(256)) * 100, "is not text"),
        ("a.csv", b"%PDF-1.7 ...", "is a PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"0" * 99, "an old spreadsheet"),
        ("a.csv", b'a,b\n1,"abc\n2,3\n', "never closed"),
        ("a.csv", b"a,b\n1," + b"x" * 50_000_000, "more than 100000 characters"),
        ("a.csv", b",".join(b"c" for _ in range(2_000)), "2000 columns"),
        ("a.csv.gz", gzip.compress(TEXT.encode() * 999)[:200], "cut off or damaged"),
        ("a.csv.gz", gzip.compress(b"a,b\n" * 30_000_000), "unpacks to more than"),
        ("a.xlsx", b"PK\x03\x04 and no more", "damaged or cut off"),
        ("a.json", b"[" * 200_000, "nested too deeply"),
        ("a.json", b'[{"a": 1, "a": 2}]', "names a key twice"),
        ("a.json", b'"text"', "no list of rows"),
        ("a.parquet", b"PAR1 and no more", "not a whole Parquet file"),
    ],
)
def test_a_file_that_is_no_table_says_why(put: Put, name: str, content: bytes, said: str) -> None:
    began = time.monotonic()
    assert said in refused(put(name, content))
    assert time.monotonic() - began < 30


def test_a_workbook_cut_in_half_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", s=[["id"], *[[str(n)] for n in range(500)]])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "damaged or cut off" in refused(path)


def test_a_workbook_that_multiplies_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
    assert "unpacks to 95 MiB" in refused(tmp_path / "a.xlsx")


def test_a_sheet_that_claims_the_last_cell_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "person"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    assert "more than 1000 columns" in refused(tmp_path / "a.xlsx")


def test_entities_of_a_hostile_workbook_are_not_expanded(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", s=[["id"], ["BOMB"]])
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 20}">' for n in range(1, 10))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            body = content.decode()
            if "BOMB" in body:
                body = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{laughs}]>{body.replace("BOMB", "&l9;")}'
            new.writestr(name, body)
    assert "damaged" in refused(path) or "entit" in refused(path)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev"])
def test_a_device_or_a_folder_is_no_file(path: str) -> None:
    assert refused(Path(path)).startswith(f"{path} is a ")


def test_a_link_to_a_device_is_followed_no_further(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("/dev/zero")
    assert "a device or a pipe" in refused(tmp_path / "a.csv")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "a.csv")


def test_a_file_larger_than_the_limit_is_refused_at_once(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    assert "larger than 4 GiB" in refused(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("name", "expected"), [("Persons.CSV", "persons"), ("a.b.jsonl.gz", "a.b"), ("cases", "cases")]
)
def test_the_stem_is_the_name_without_its_kind(name: str, expected: str) -> None:
    assert stem(Path(name)) == expected


BEGINNINGS = (b"", b"PK\x03\x04", b"PAR1", b"\x1f\x8b\x08", b"\xef\xbb\xbf", b"\xff\xfe", b"[{", b'a,b\n"', b"a;b\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from(BEGINNINGS),
    st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode()),
    st.sampled_from(["a.csv", "a.xlsx", "a.json", "a.jsonl", "a.parquet", "a.csv.gz"]),
)
def test_any_bytes_are_rows_or_an_error_that_says_why(tmp_path: Path, first: bytes, rest: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(first + rest)
    try:
        found = rows(tmp_path / name)
    except FileError as error:
        found = [(0, [str(error)])]
    assert all(isinstance(cell, str) for _, cells in found for cell in cells)


def test_a_document_of_rows_may_come_without_its_suffix(put: Put) -> None:
    assert rows(put("a.txt", json.dumps([{"a": "1"}]).encode())) == [(0, ["a"]), (1, ["1"])]


WORKBOOK = "allowed: .xlsx, .xlsm"
TEXTS = "allowed: .csv, .tsv, .txt, .json, .jsonl, .ndjson"


@pytest.mark.parametrize(
    ("name", "inside", "says", "allowed"),
    [
        ("a.csv", "book", "an XLSX workbook", WORKBOOK), ("a.txt", "parquet", "a Parquet file", "allowed: .parquet"),
        ("a.xlsx", "text", "text", TEXTS), ("a.xls", "text", "text", TEXTS), ("a.parquet", "text", "text", TEXTS),
        ("a.csv.gz", "text", "text", TEXTS), ("a", "text", "text", TEXTS), ("a.exe", "text", "text", TEXTS),
        ("a.csv", "gzip", "packed text", "allowed: .csv.gz"), ("a.xlsx.gz", "gzip", "packed text", "allowed: .csv.gz"),
    ],
)  # fmt: skip
def test_a_file_whose_ending_says_something_else_than_is_inside_is_refused(
    put: Put, tmp_path: Path, name: str, inside: str, says: str, allowed: str
) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "book")
    pl.DataFrame({"person": ["p1"]}).write_parquet(tmp_path / "parquet")
    (tmp_path / "text").write_text("person\np1\n", encoding="utf-8")
    (tmp_path / "gzip").write_bytes(gzip.compress(b"person\np1\n"))
    said = refused(put(name, (tmp_path / inside).read_bytes()))
    assert said.startswith(f"{name} holds {says}, which its ending does not say; {allowed}")


@pytest.mark.parametrize("name", ["a.CSV", "a.Txt", "a.tsv", "a.csv.GZ"])
def test_an_ending_in_capitals_is_the_same(put: Put, name: str) -> None:
    content = gzip.compress(b"person\np1\n") if name.endswith("GZ") else b"person\np1\n"
    assert rows(put(name, content)) == [(1, ["person"]), (2, ["p1"])]
