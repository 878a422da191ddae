"""What would become of a file, and that finding out stores nothing."""

from pathlib import Path

import pytest

from seawall.feeds.headers import rank
from seawall.feeds.importing import Wish
from seawall.feeds.mapping import Reading, TableMapping
from seawall.feeds.trial import titles, tried
from seawall.files.grid import FileError
from tests.feeds.paper import Paper

STAYS = "手机,场所,到店,离店,体温\np1,M,2022-01-21 18:00,2022-01-21 20:00,36\np2,M,2022-01-32,,37\n,M,不详,,36\n"
OWN = Reading({"stays": TableMapping(columns={"person": ("手机",), "came": ("到店",), "left": ("离店",)})})


def test_it_says_how_columns_are_read_what_is_good_and_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "stays.csv"
    file.write_bytes(STAYS.encode("gb18030"))
    books = Paper()
    found = tried(books, file, "stays", Wish(reading=OWN))
    assert found.read_as == "GB18030, comma"
    assert [(each.title, each.name) for each in found.columns] == [
        ("手机", "person"), ("场所", "place"), ("到店", "came"), ("离店", "left"), ("体温", "")
    ]  # fmt: skip
    assert [rank(each.title, each.name, "stays", OWN.tables["stays"]) for each in found.columns] == [0, 3, 0, 0, None]
    assert (found.good, found.rejected, found.numbers) == (1, 2, [2])
    assert [(wrong.row, wrong.cells[0], len(wrong.faults)) for wrong in found.wrong] == [(3, "p2", 1), (4, "", 1)]
    assert [each.split(":")[0] for each in found.remarks] == ["person", "place"]
    assert books.rows("stays", ["person"]).is_empty()


def test_a_column_of_a_mapping_without_headers_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "persons.csv"
    file.write_text("person,sex\np1,nonsense\n")
    nothing = Reading({"persons": TableMapping(columns={"sex": ()})})
    found = tried(Paper(), file, "persons", Wish(reading=nothing))
    assert [each.name for each in found.columns] == ["person", ""]
    assert found.good == 1


def test_of_a_file_that_names_no_column_the_first_row_is_to_be_mapped(tmp_path: Path) -> None:
    file = tmp_path / "stays.csv"
    file.write_text("甲,乙\np1,M\n")
    with pytest.raises(FileError, match="none of its first rows names a column"):
        tried(Paper(), file, "stays", Wish())
    assert titles(file, "stays") == ["甲", "乙"]


def test_the_headers_of_a_file_that_cannot_be_read_are_those_under_its_title(tmp_path: Path) -> None:
    file = tmp_path / "stays.csv"
    file.write_text("密接者行程,,\n人员编号,场所,到店\np1,M,2022-01-21\n")
    assert titles(file, "stays") == ["人员编号", "场所", "到店"]


def test_results_of_a_laboratory_that_nobody_registered_are_said_to_open_nothing(tmp_path: Path) -> None:
    file = tmp_path / "results.csv"
    file.write_text("specimen,laboratory,result,at\nS1,L9,positive,2022-01-21\n")
    assert any(
        each.startswith("laboratory: results of L9 open no stays")
        for each in tried(Paper(), file, "results", Wish()).remarks
    )
