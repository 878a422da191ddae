"""A script and its files: what arrives when, and that nothing arrives unseen."""

from pathlib import Path

import pytest

from seawall.drill.playing import Script, as_files, script

SCRIPT = """
incident = "flu"
[[officers]]
officer = "wang"
role = "commander"
organisation = "hq"
[[arrival]]
at = "22T12:00"
zh = "中午"
en = "noon"
[[arrival]]
at = "21T22:00"
published = true
sign = true
zh = "夜"
en = "night"
"""
PERSONS = """row,person,sex,recorded_at
1,P1,,2022-01-22T12:00+08:00
2,P2,female,2022-01-21T22:00+08:00
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "script.toml").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "persons.csv").write_text(PERSONS, encoding="utf-8")
    return tmp_path


def read(folder: Path, **made: list[dict[str, str]]) -> Script:
    return script(folder / "script.toml", [folder], "2022-01", made)


def test_rows_arrive_when_they_were_recorded_and_arrivals_in_order_of_time(folder: Path) -> None:
    night, noon = read(folder).arrivals
    assert (night.says["en"], noon.says["zh"]) == ("night", "中午")
    assert [row["person"] for row in night.tables["persons"]] == ["P2"]
    assert [row["person"] for row in noon.tables["persons"]] == ["P1"]
    assert (night.sign, noon.sign, night.facts) == (True, False, 1)


def test_rows_that_are_made_arrive_with_those_of_the_files(folder: Path) -> None:
    made = [{"row": "3", "person": "P3", "recorded_at": "2022-01-22T12:00+08:00"}]
    assert [row["person"] for row in read(folder, persons=made).arrivals[1].tables["persons"]] == ["P1", "P3"]


def test_a_row_at_a_time_the_script_does_not_name_is_refused(folder: Path) -> None:
    made = [{"row": "3", "person": "P3", "recorded_at": "2022-01-23T00:00+08:00"}]
    with pytest.raises(ValueError, match=r"no arrival at 2022-01-23 00:00:00\+08:00"):
        read(folder, persons=made)


def test_an_arrival_becomes_files_as_a_city_would_import_them(folder: Path) -> None:
    (file,) = as_files(read(folder).arrivals[0], folder / "out")
    assert file.name == "persons.csv"
    assert file.read_text(encoding="utf-8").splitlines() == [
        "row,person,sex,recorded_at",
        "2,P2,female,2022-01-21T22:00+08:00",
    ]
