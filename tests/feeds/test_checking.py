"""Rows of text against their table: what goes in, typed, and every reason why a row does not."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from seawall.feeds.checking import Checked, check
from seawall.feeds.headers import locate
from seawall.feeds.how import How
from seawall.feeds.mapping import Reading, TableMapping
from seawall.files.grid import Broken

FORMULA = "the cell looks like a formula; it was not run and not taken in"
BACKWARDS = "its earliest lies after its latest"


def checked(
    table: str, text: str, mapping: TableMapping | None = None, broken: tuple[Broken, ...] = (), undated: bool = False
) -> Checked:
    """A table drawn as lines of cells parted by bars."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    records = list(enumerate(rows, start=1))
    mapping = mapping or TableMapping()
    how = How(
        table,
        locate("f.csv", records, table, mapping),
        Reading({table: mapping}),
        ZoneInfo("Asia/Shanghai"),
        True,
        undated,
    )
    return check(records[1:], broken, how)


def faults(found: Checked) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.reason) for fault in found.faults]


def test_good_rows_are_typed() -> None:
    found = checked(
        "results",
        """
        样本编号 | 检测结果 | CT值 | 检测时间
        s1       | 阳性     | 21.5 | 2022-01-22
        s2       | -        |      | 2022-01-22T04:00
        """,
    )
    assert found.faults == []
    assert found.good.to_dicts() == [
        {
            "specimen": "s1", "result": "positive", "value": 21.5,
            "at_from": datetime(2022, 1, 21, 16, tzinfo=UTC), "at_until": datetime(2022, 1, 22, 16, tzinfo=UTC),
        },
        {
            "specimen": "s2", "result": "negative", "value": None,
            "at_from": datetime(2022, 1, 21, 20, tzinfo=UTC), "at_until": datetime(2022, 1, 21, 20, tzinfo=UTC),
        },
    ]  # fmt: skip


def test_every_fault_of_a_row_is_named() -> None:
    found = checked(
        "followups",
        """
        person | at         | temperature | seen  | symptoms
        p1     | 1月32日晚  | 99          | maybe | no
        """,
    )
    assert faults(found) == [
        (2, "at", "there is no 32 January"),
        (2, "temperature", "99 is out of bounds"),
        (2, "seen", "“maybe” is not known"),
    ]
    assert [fault.allowed for fault in found.faults][1:] == ["a number from 25 to 45", "yes 是, no 否"]
    assert found.good.is_empty()


@pytest.mark.parametrize(
    ("table", "text", "expected"),
    [
        ("stays", "person|place|came|left\np|W|2022-01-21|2022-01-19", [(2, "left", "it lies before came")]),
        ("stays", "person|place|came\np|unknown|2022-01-21", [(2, "place", "it is empty")]),
        ("relations", "person|other|kind\np|p|同事", [(2, "other", "it is the same as person")]),
        ("relations", "person|other|kind\np|q|帮厨", [(2, "kind", "“帮厨” is not known")]),
        ("relations", "person|other|kind\np|q|familly", [(2, "kind", "“familly” is not known; perhaps family")]),
        ("cases", "case|person|incident\nc|p|", [(2, "incident", "it is empty")]),
        ("links", "case|infector\nc|", [(2, "infector", "it is empty")]),
        ("rooms", "site|room|beds\ns|1|2.5", [(2, "beds", "2.5 is not a whole number")]),
        ("rooms", "site|room|beds\ns|1|=1+1", [(2, "beds", FORMULA)]),
        ("stays", "person|place|confidence\np|W|0,5", [(2, "confidence", "“0,5” is not a number")]),
        ("stays", "person|place|confidence\np|W|nan", []),
        ("stays", "person|place|came_from|came_until\np|W|2022-01-22|2022-01-20", [(2, "came", BACKWARDS)]),
        ("persons", "person|row\np|17", [(2, "row", "17 is not the id of a row")]),
        ("stays", "person|place|came\np|W", [(2, "", "it has 2 cells under 3 headers")]),
        ("stays", "person|place\np|W|x", [(2, "", "it has 3 cells under 2 headers")]),
        ("stays", "person|place\np\x01|W", [(2, "person", "the cell holds signs that are no text")]),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_says_why(table: str, text: str, expected: list[tuple[int, str, str]]) -> None:
    assert faults(checked(table, text)) == expected


def test_a_fault_is_told_under_the_name_that_the_file_uses() -> None:
    assert faults(checked("persons", "编号|出生日期\np1|2022-02-30")) == [(2, "出生日期", "there is no 30 February")]


def test_names_and_numbers_go_to_the_register_only() -> None:
    found = checked("persons", "编号|姓名|证件号|电话|性别\np1|王小明|371502199001011234|无|男")
    assert found.good.columns == ["person", "sex"]
    assert found.register.to_dicts() == [
        {"person": "p1", "name": "王小明", "id_number": "371502199001011234", "phone": None}
    ]


def test_a_row_that_is_refused_gives_the_register_nothing() -> None:
    assert checked("persons", "编号|姓名|性别\np1|王小明|雄").register.is_empty()


def test_only_a_correction_may_leave_a_value_out() -> None:
    some = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    found = checked("cases", f"case|person|incident|corrects\nc1||| {some}\nc2|p|I|\nc3|||")
    assert found.good["case"].to_list() == ["c1", "c2"]
    assert faults(found) == [(4, "person", "it is empty"), (4, "incident", "it is empty")]


def test_two_statements_under_one_id_are_both_refused() -> None:
    some = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    found = checked("persons", f"row|person|sex\n{some}|p1|男\n{some.upper()}|p1|女\n|p2|女\n|p2|女")
    assert faults(found) == [
        (2, "row", "rows that differ have the same id"),
        (3, "row", "rows that differ have the same id"),
    ]
    assert len(found.good) == 2


def test_in_a_history_a_row_must_say_when_it_was_recorded() -> None:
    found = checked("persons", "person|recorded_at\np1|2022-01-22\np2|", undated=True)
    assert found.good["recorded_at"].to_list() == [datetime(2022, 1, 21, 16, tzinfo=UTC)]
    assert faults(found) == [(3, "recorded_at", "it is not said when this was recorded")]
    assert "--recorded-at TIME" in found.faults[0].allowed


def test_a_mapping_brings_words_values_and_passes_rows_over() -> None:
    mapping = TableMapping(
        columns={"person": ("nr",), "onset": ("beginn",)},
        values={"kind": "fever"},
        unless={"beginn": ("",)},
    )
    found = checked("symptoms", "nr|beginn\np1|22.01.2022\np2|", mapping)
    assert found.good.select("person", "kind").rows() == [("p1", "fever")]
    assert found.left_out == 1
    words = TableMapping(words={"sex": {"1": "male", "9": ""}})
    assert checked("persons", "person|sex\np1|1\np2|9", words).good["sex"].to_list() == ["male", None]


def test_a_broken_cell_counts_only_where_it_is_used() -> None:
    broken = (Broken(2, 1, "#REF!", "an error", "a value"), Broken(3, 2, "#REF!", "an error", "a value"))
    found = checked("persons", "person|sex|note\np1||\np2||", broken=broken)
    assert faults(found) == [(2, "sex", "an error")]


def test_a_row_of_sums_at_the_foot_of_a_sheet_is_nobody() -> None:
    found = checked(
        "persons",
        """
        人员编号 | 性别
        G1       | 男
        合计     |
        Total    |
        """,
    )
    assert found.good["person"].to_list() == ["G1"]
    assert faults(found) == [(3, "人员编号", "this is a sum, not a row"), (4, "人员编号", "this is a sum, not a row")]
