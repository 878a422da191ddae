"""An import against the real store: names in the register only, possible duplicates asked once, corrections by id."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from seawall.desk.importing import StoredBooks
from seawall.desk.importing import import_files as desk_import
from seawall.desk.opening import Desk
from seawall.feeds.importing import Wish, import_files
from seawall.feeds.report import Imported, ImportFailedError
from seawall.store import term
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.register import Purpose, open_register
from seawall.store.server import Server

Take = Callable[[str, str], Imported]


@pytest.fixture
def books(home: Home, database: Server) -> StoredBooks:
    """A service home of this test's own."""
    return StoredBooks(Desk(home, database), "li")


@pytest.fixture
def take(books: StoredBooks, tmp_path: Path) -> Take:
    """Imports a file of this name and text."""

    def taken(name: str, text: str) -> Imported:
        (tmp_path / name).write_text(text, encoding="utf-8")
        (found,) = import_files(books, [tmp_path / name], Wish(), tmp_path / "rejects.csv")
        return found

    return taken


PEOPLE = """person,姓名,证件号,电话,birth,sex
p1,王小明,371502199001011234,13800138000,1990-01-01,男
p2,李四,,0635-3950001,1991,女
"""


def test_names_are_in_the_register_and_nowhere_else(take: Take, books: StoredBooks) -> None:
    assert take("persons.csv", PEOPLE).new == 2
    register = open_register(books.desk.home, books.desk.server)
    assert register.reveal(["p1"], Purpose.TRACE, "li")["name"].to_list() == ["王小明"]
    assert books.rows("persons", ["person", "sex"]).sort("person").rows() == [("p1", "male"), ("p2", "female")]


def test_possible_duplicates_are_asked_about_once_and_block_nothing(take: Take, books: StoredBooks) -> None:
    take("persons.csv", PEOPLE)
    more = (
        "person,姓名,证件号,电话,birth,sex\n"
        "p3,王晓明,37150219900101 1234,,1990-01-01,男\n"
        "p4,赵六,,+86 138 0013 8000,1960,女\n"
        "p5,王小明,,,1990-01-02,男\n"
    )
    found = take("persons-2.csv", more)
    assert (found.new, found.rejected, found.duplicates) == (3, 0, 2)
    assert books.rows("same_person", ["person", "other", "decision", "why"]).sort("other").rows() == [
        ("p1", "p3", "possible", "same identity number, sound of the name, sex and birthday (score 0.98)"),
        ("p1", "p4", "possible", "same phone (score 0.4)"),
    ]
    again = take("persons-3.csv", more + "p6,钱七,,,1970,男\n")
    assert (again.new, again.already, again.duplicates) == (1, 3, 0)


def test_a_number_whose_names_were_destroyed_gets_none_again_and_its_row_says_why(
    take: Take, books: StoredBooks
) -> None:
    take("persons.csv", PEOPLE)
    with transaction(books.desk.server, "owner") as connection:
        term.destroy(connection, ["p1"], datetime(2026, 1, 1, tzinfo=UTC))
    found = take("persons-2.csv", PEOPLE.replace("1990-01-01", "1990-01-03"))
    assert (found.rejected, found.already) == (1, 1)
    assert found.rejects is not None
    said = found.rejects.read_text(encoding="utf-8-sig")
    assert "the names of this number were destroyed, their term being over" in said
    assert "a number that nobody has had, or the row without names" in said
    assert take("persons-3.csv", "person,姓名,birth\np1,,1990-01-04\n").new == 1
    assert take("persons-4.csv", "person,姓名,电话\np9,王小明,13800138000\n").duplicates == 0
    register = open_register(books.desk.home, books.desk.server)
    assert register.reveal(["p1", "p9"], Purpose.TRACE, "li")["person"].to_list() == ["p9"]


def test_a_telephone_of_many_says_nothing(take: Take) -> None:
    text = "person,电话\n" + "".join(f"q{n},0635-1234567\n" for n in range(60))
    assert take("persons.csv", text).duplicates == 0
    found = take("persons-2.csv", "person,电话\nr1,06351234567\n")
    assert found.duplicates == 0
    assert found.warnings == ["1 people share a phone with 20 others or more; they were not asked about for that"]


def test_a_correction_names_a_stored_row_or_comes_back_alone(take: Take, books: StoredBooks) -> None:
    take("persons.csv", "person,sex\np1,男\n")
    row = books.rows("persons", ["row"])["row"][0]
    found = take("persons.csv", f"person,sex,corrects\np1,女,{row}\np2,女,\np3,女,{row[:-4]}0000\n")
    assert (found.new, found.rejected) == (2, 1)
    other = take("persons.csv", f"row,person,sex\n{row},p1,男\n{row[:-4]}1111,p4,女\n")
    assert (other.new, other.already, other.rejected) == (1, 1, 0)
    clash = take("persons.csv", f"row,person,sex\n{row},p9,男\n")
    assert (clash.new, clash.rejected) == (0, 1)
    assert books.rows("persons", ["person"]).filter(pl.col("person") == "p9").is_empty()


@pytest.mark.usefixtures("database")
def test_an_incident_under_a_policy_that_nobody_has_says_so_beside_a_file_that_failed(
    home: Home, tmp_path: Path
) -> None:
    path = tmp_path / "incidents.csv"
    path.write_text("incident,disease,policy,opened\nQ,measles,measles-2099,2026-01-01\n", encoding="utf-8")
    with pytest.raises(ImportFailedError, match="there is no such file") as refused:
        desk_import(home.path, [path, tmp_path / "nowhere.csv"], rejects=tmp_path / "rejects.csv")
    assert [each for each in refused.value.done[0].warnings if "Q names the policy measles-2099" in each]
