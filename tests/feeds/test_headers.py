"""Which row names the columns, and what each name means."""

from pathlib import Path

import dataframely as dy
import pytest

from seawall.feeds.headers import Layout, locate
from seawall.feeds.mapping import TableMapping
from seawall.feeds.naming import FILLED, table_of
from seawall.files import names, spelling
from seawall.files.grid import FileError
from seawall.tables.catalogue import TABLES


def layout(table: str, *rows: list[str], mapping: TableMapping | None = None) -> Layout:
    return locate("f.csv", list(enumerate(rows, start=1)), table, mapping or TableMapping())


def refused(table: str, *rows: list[str]) -> str:
    with pytest.raises(FileError) as caught:
        layout(table, *rows)
    return str(caught.value)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("person", "person"), ("Person ID*", "person"), ("人员编号", "person"), ("出生日期（必填）", "birth"),
        ("BIRTH_FROM", "birth_from"), ("性别", "sex"), ("身份证号码", "id_number"), ("联系电话", "phone"),
        ("姓名", "name"),
    ],
)  # fmt: skip
def test_headers_are_known_by_their_names_in_two_languages(header: str, column: str) -> None:
    assert layout("persons", ["编号" if column != "person" else "x", header]).places[column] == 1


def test_one_word_means_what_it_means_in_its_table() -> None:
    assert layout("cases", ["编号", "人员编号", "事件"]).places == {"case": 0, "person": 1, "incident": 2}
    assert layout("results", ["样本编号", "检测结果", "检测时间"]).places == {"specimen": 0, "result": 1, "at": 2}
    assert layout("specimens", ["样本编号", "人员编号", "对象类型", "采样时间"]).places["subject"] == 1


def test_a_title_may_stand_above_the_headers() -> None:
    found = layout(
        "persons", ["高唐县人员登记表", "", ""], ["制表", "2022-01-22", ""], ["编号", "性别", "备注"], ["p1", "男", ""]
    )
    assert (found.header, found.places, found.unused) == (3, {"person": 0, "sex": 1}, ("备注",))


def test_merged_headers_are_read_with_what_stands_above() -> None:
    found = layout(
        "specimens",
        ["基本信息", "", "采样", "", "备注"],
        ["编号", "人员编号", "时间", "对象类型", ""],
        ["s1", "p1", "2022-01-22", "人", ""],
    )
    assert found.header == 2
    assert found.places == {"specimen": 0, "subject": 1, "taken": 2, "subject_kind": 3}
    assert found.titles == ("编号", "人员编号", "采样时间", "采样对象类型", "备注")


def test_an_own_name_counts_before_a_synonym() -> None:
    assert layout("persons", ["编号", "person"]).places["person"] == 1


def test_two_columns_of_one_meaning_are_not_chosen_between() -> None:
    assert refused("persons", ["人员编号", "患者编号"]) == (
        "f.csv: '人员编号' (column 1) and '患者编号' (column 2) both mean person; a mapping says which one counts"
    )


def test_a_missing_column_is_named_with_what_the_file_has() -> None:
    assert refused("stays", ["person", "plaza"]) == (
        "f.csv: stays needs place 地点; the file has person, plaza; perhaps 'plaza' for place: say so in a mapping"
    )


def test_a_file_without_headers_says_what_they_could_be() -> None:
    assert "none of its first rows names a column of stays; it begins with: p1, W" in refused("stays", ["p1", "W"])


def test_a_retraction_needs_no_values() -> None:
    assert layout("cases", ["row", "corrects", "case"]).places == {"row": 0, "corrects": 1, "case": 2}


def test_a_mapping_counts_first_and_may_read_one_column_twice() -> None:
    mapping = TableMapping(columns={"case": ("id",), "person": ("id",)}, values={"incident": "I"})
    found = layout("cases", ["ID", "person", "编号"], mapping=mapping)
    assert found.places == {"case": 0, "person": 0}
    assert found.unused == ("person", "编号")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("persons.csv", "persons"), ("Persons.XLSX", "persons"), ("persons-2.csv", "persons"),
        ("persons_2022-01.csv.gz", "persons"), ("persons (1).csv", "persons"), ("rejects-cases.csv", "cases"),
        ("rejects-same_person-2.csv", "same_person"), ("cases_north.jsonl", "cases"),
    ],
)  # fmt: skip
def test_the_name_of_a_file_says_its_table(name: str, table: str) -> None:
    assert table_of(Path(name), None) == table


@pytest.mark.parametrize("name", ["rejects.csv", "personsx.csv", "orders.csv", "list.csv"])
def test_a_name_that_says_no_table_asks_for_one(name: str) -> None:
    with pytest.raises(FileError, match="name it with --as"):
        table_of(Path(name), None)
    assert table_of(Path(name), "cases") == "cases"


def test_no_file_fills_what_only_a_signature_makes() -> None:
    with pytest.raises(FileError, match="orders is no table that a file can fill"):
        table_of(Path("x.csv"), "orders")


@pytest.mark.parametrize("table", FILLED)
def test_every_column_has_a_chinese_name_and_no_spelling_means_two(table: str) -> None:
    for name in names.targets(table):
        assert names.chinese(table, names.whole(table, name)), name
    said = spelling.said()
    general = {k: v for k, v in said["columns"].items() if k in names.targets(table)}
    for section in (said["tables"].get(table, {}), general):
        assert set(section) <= set(names.targets(table))
        spelled = {(names.plain(word), name) for name in section for word in section[name]}
        assert len(dict(spelled)) == len(spelled)


@pytest.mark.parametrize(
    ("table", "column"),
    [(t, c) for t in FILLED for c, kind in TABLES[t].columns().items() if isinstance(kind, dy.Enum)],
)
def test_every_closed_word_has_synonyms_and_no_spelling_means_two(table: str, column: str) -> None:
    kind = TABLES[table].columns()[column]
    assert isinstance(kind, dy.Enum)
    found = names.synonyms_of(table, column)
    assert set(found) == set(kind.categories)
    spelled = [(names.plain_word(said), word) for word, many in found.items() for said in {*many, word}]
    assert len(dict(spelled)) == len(set(spelled))


@pytest.mark.parametrize("expected", ["应采人数", "应采样人数", "to be swabbed"])
def test_how_many_were_expected_is_not_how_many_were_there(expected: str) -> None:
    found = layout("rounds", ["区域", "队伍", "时间", "实采人数", expected])
    assert "present" not in found.places
    assert found.unused[-1] == expected
