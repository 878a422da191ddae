"""Files into a home: what goes in, what comes back, what is said, and that nothing happens twice."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seawall.feeds.importing import Wish, import_files
from seawall.feeds.mapping import MappingError, Reading, load, save
from seawall.feeds.report import Imported, ImportFailedError
from seawall.files import limits
from seawall.files.grid import FileError
from tests.feeds.paper import Paper

Put = Callable[[str, str], Path]

PERSONS = """人员编号,姓名,证件号,出生日期,性别,电话,体温
p1,王小明,371502199001011234,1990-01-01,男,13800138000,36.5
p2,李四,,1990-02-30,雄,="0012",
,张三,,不详,F,-3.5,
p6,a,b
"""


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a file and says where it is."""

    def write(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def taken(books: Paper, *paths: Path, wish: Wish | None = None) -> list[Imported]:
    return import_files(books, paths, wish or Wish(), paths[0].parent / "rejects.csv")


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def counts(found: Imported) -> tuple[int, int, int, int]:
    return found.read, found.new, found.already, found.rejected


def test_good_rows_go_in_and_bad_rows_come_back(put: Put) -> None:
    books = Paper()
    (found,) = taken(books, put("persons.csv", PERSONS))
    assert counts(found) == (4, 1, 0, 3)
    assert books.ids("persons", "person").to_list() == ["p1"]
    assert found.warnings == ["not used: 体温"]
    assert found.rejects is not None
    assert found.rejects.name == "rejects.csv"
    title, two, three, four = lines(found.rejects)
    assert title[:6] == ["row", "column", "value", "reason", "allowed", "人员编号"]
    assert two[:4] == [
        "3", "出生日期; 性别", "1990-02-30; 雄", "出生日期: there is no 30 February; 性别: “雄” is not known",
    ]  # fmt: skip
    assert two[5:] == ["p2", "李四", "", "1990-02-30", "雄", '\'="0012"', "", ""]
    assert three[:4] == ["4", "人员编号", "", "it is empty"]
    assert three[10] == "'-3.5"
    assert four[-1] == "(3 cells of 7)"


def test_rejects_come_back_as_they_are_and_go_in_once_corrected(put: Put) -> None:
    books = Paper()
    (first,) = taken(books, put("persons.csv", PERSONS))
    assert first.rejects is not None
    before = lines(first.rejects)
    wish = Wish(table="persons")
    (again,) = taken(books, first.rejects, wish=wish)
    assert counts(again) == (3, 0, 0, 3)
    assert [row[5:] for row in lines(first.rejects)] == [row[5:] for row in before]
    text = first.rejects.read_text(encoding="utf-8-sig")
    for wrong, right in (("1990-02-30,雄", "1990-02-20,男"), (",,张三", ",p3,张三"), ("(3 cells of 7)", "")):
        text = text.replace(wrong, right)
    (mended,) = taken(books, put("rejects-persons.csv", text))
    assert counts(mended) == (3, 3, 0, 0)
    assert mended.rejects is None
    assert books.register.sort("person")["phone"].to_list() == ["13800138000", "0012", "-3.5", None]


def test_importing_again_adds_nothing(put: Put) -> None:
    books = Paper()
    path = put("persons.csv", "person,sex\np1,男\np1,男\np2,女\n")
    assert counts(taken(books, path)[0]) == (3, 2, 1, 0)
    assert counts(taken(books, path)[0]) == (3, 0, 3, 0)


def test_one_subject_with_two_values_is_two_facts(put: Put) -> None:
    books = Paper()
    assert counts(taken(books, put("persons.csv", "person,sex\np1,男\np1,女\n"))[0]) == (2, 2, 0, 0)


def test_several_files_of_bad_rows_are_named_after_their_tables(put: Put, tmp_path: Path) -> None:
    taken(Paper(), put("persons.csv", "person,sex\n,男\n"), put("cases.csv", "case,person,incident\nc,,I\n"))
    assert {path.name for path in tmp_path.glob("rej*")} == {"rejects-persons.csv", "rejects-cases.csv"}
    assert not list(tmp_path.glob(".*"))


def test_what_nobody_has_entered_is_said_and_not_refused(put: Put) -> None:
    cases = put("cases.csv", "case,person,incident\nc1,p1,I\nc2,p2,I\n")
    persons = put("persons.csv", "person\np1\n")
    found, _ = taken(Paper(), cases, persons)
    assert counts(found) == (2, 2, 0, 0)
    assert found.warnings == [
        "person: 1 are not among the persons entered so far (first: p2)",
        "incident: 1 are not among the incidents entered so far (first: I)",
    ]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(put: Put) -> None:
    books = Paper()
    with pytest.raises(ImportFailedError, match=r"cases\.csv is empty") as caught:
        taken(books, put("cases.csv", ""), put("persons.csv", "person\np1\n"))
    assert [found.table for found in caught.value.done] == ["persons"]
    assert books.ids("persons", "person").to_list() == ["p1"]


def test_a_long_file_goes_in_by_parts(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BATCH", 20)
    monkeypatch.setattr(limits, "PART", 40)
    told: list[float] = []
    text = "person,sex\n" + "".join(f"p{n},{'男' if n % 7 else '雄'}\n" for n in range(150))
    books = Paper()
    (found,) = taken(books, put("persons.csv", text), wish=Wish(told=lambda _file, share: told.append(share)))
    assert counts(found) == (150, 128, 0, 22)
    assert len(told) >= 8
    assert [row[0] for row in lines(found.rejects or Path())[1:3]] == ["2", "9"]


# ---- when it was recorded


def test_a_service_home_says_itself_when_rows_were_recorded(put: Put) -> None:
    books = Paper()
    with pytest.raises(
        ImportFailedError, match="the column recorded_at says when rows were recorded; this home's clock"
    ):
        taken(books, put("persons.csv", "person,recorded_at\np1,2022-01-22\n"))
    assert books.tables == {}
    with pytest.raises(FileError, match="--recorded-at: only a home made as a history"):
        taken(books, put("persons.csv", "person\np1\n"), wish=Wish(recorded_at=datetime(2022, 1, 1, tzinfo=UTC)))
    (found,) = taken(books, put("persons.csv", "person,录入时间\np1,2022-01-22\n"))
    assert found.warnings == ["not used: 录入时间"]


def test_a_history_takes_the_time_from_the_row_or_from_its_user(put: Put) -> None:
    books = Paper(history=True)
    path = put("persons.csv", "person,recorded_at\np1,2022-01-22T04:00\np2,\n")
    assert counts(taken(books, path)[0]) == (2, 1, 0, 1)
    taken(books, path, wish=Wish(recorded_at=datetime(2022, 2, 1, tzinfo=UTC)))
    assert dict(books.rows("persons", ["person", "recorded_at"]).rows()) == {
        "p1": datetime(2022, 1, 21, 20, tzinfo=UTC),
        "p2": datetime(2022, 2, 1, tzinfo=UTC),
    }


def test_a_history_asks_when_a_whole_file_was_recorded(put: Put) -> None:
    with pytest.raises(ImportFailedError, match="give a column recorded_at, or --recorded-at TIME"):
        taken(Paper(history=True), put("persons.csv", "person\np1\n"))


# ---- mappings


RESTAURANT = """
year = 2022
[persons.columns]
person = "手机"
name = "客人"
[stays.columns]
person = "手机"
came = ["到店", "来"]
left = "离店"
[stays.values]
place = "和顺饭店"
"""


def test_a_saved_mapping_fills_several_tables_from_one_file(put: Put, tmp_path: Path) -> None:
    save(put("r.toml", RESTAURANT), "restaurant", tmp_path / "mappings")
    wish = Wish(reading=load("restaurant", tmp_path / "mappings"))
    books = Paper()
    found = taken(books, put("名单_0123.csv", "客人,手机,到店,离店,桌号\n王,138,1月21日晚,,3\n"), wish=wish)
    assert [(each.table, each.new) for each in found] == [("persons", 1), ("stays", 1)]
    assert books.rows("stays", ["person", "place", "came_from"]).rows() == [
        ("138", "和顺饭店", datetime(2022, 1, 21, 10, tzinfo=UTC))
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("order = 'ymd'", 'order is "dmy" or "mdy"'),
        ("[orders.columns]\norder = 'x'", "orders is no table that a file can fill"),
        ("[persons.columns]\nplace = 'x'", "persons has no column place"),
        ("[persons.column]\nplace = 'x'", r"\[persons.column\] is not allowed"),
        ("[persons", "is not TOML"),
    ],
)
def test_a_mapping_with_a_fault_says_where(put: Put, text: str, said: str) -> None:
    path = put("m.toml", text)
    with pytest.raises(MappingError, match=said):
        load(str(path), path.parent)


def test_a_mapping_that_is_not_there_names_those_that_are(tmp_path: Path, put: Put) -> None:
    save(put("r.toml", RESTAURANT), "restaurant", tmp_path / "mappings")
    with pytest.raises(MappingError, match="saved are: restaurant"):
        load("hotel", tmp_path / "mappings")


def test_no_mapping_reads_what_names_say() -> None:
    assert Reading().tables == {}


# ---- whatever the cells hold


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=60
)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=6),
            st.text(alphabet="2012-男女=+'@ :T月日前", max_size=8),
            st.sampled_from(["male", "雄", "=1", "'-3.5", ""]),
        ),
        max_size=6,
    )
)
def test_every_row_goes_in_or_comes_back_and_comes_back_the_same(
    tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    for old in tmp_path.glob("*"):
        old.unlink()
    with (tmp_path / "persons.csv").open("w", encoding="utf-8", newline="", errors="ignore") as file:
        csv.writer(file).writerows([("person", "birth", "sex"), ("sure", "1990", "男"), *rows])
    try:
        (first,) = taken(Paper(), tmp_path / "persons.csv")
    except ImportFailedError:  # a text with a zero sign in it is no text
        return
    assert first.read == first.new + first.already + first.rejected
    if first.rejects:
        before = [row[5:] for row in lines(first.rejects)]
        assert all(
            not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in lines(first.rejects) for cell in row
        )
        (again,) = taken(Paper(), first.rejects, wish=Wish(table="persons"))
        assert again.rejected == first.rejected
        assert [row[5:] for row in lines(first.rejects)] == before
