"""MERS, Korea 2015: a register holds what is known of 162 people, and invents no date and no infector."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from seawall.desk import opening
from seawall.desk.importing import StoredBooks, import_files

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def books(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoredBooks]:
    """Both files in a home of their own, read through their mappings."""
    folder = tmp_path_factory.mktemp("mers")
    home = folder / "home"
    opening.init(home, zone="Asia/Seoul", history=True)
    for name, mapping in (("linelist", "mers"), ("contacts", "mers-links")):
        found = import_files(
            home,
            [shared / "data" / "mers-korea-2015" / f"{name}.csv"],
            recorded_at="2015-07-01",
            mapping=str(HERE / f"{mapping}.toml"),
            rejects=folder / "rejects.csv",
        )
        assert [each.rejected for each in found] == [0] * len(found)
    yield StoredBooks(opening.opened(home), "test")
    opening.stop(home)


def infectors(books: StoredBooks, case: str) -> list[str]:
    links = books.rows("links", ["case", "infector"])
    return sorted(links.filter(pl.col("case") == case)["infector"])


def test_every_case_is_one_person_with_a_class(books: StoredBooks) -> None:
    assert [len(books.ids(table, key)) for table, key in (("persons", "person"), ("cases", "case"))] == [162, 162]
    assert books.rows("classifications", ["class"])["class"].unique().to_list() == ["confirmed"]


def test_a_missing_onset_stays_unknown(books: StoredBooks) -> None:
    onsets = books.rows("symptoms", ["person", "onset_from", "onset_until"])
    assert len(onsets) == onsets["person"].n_unique() == 162 - 27
    assert onsets.filter(pl.col("onset_until") - pl.col("onset_from") != pl.duration(days=1)).is_empty()
    assert "SK_36" not in onsets["person"]


def test_a_case_keeps_as_many_infectors_as_are_named(books: StoredBooks) -> None:
    assert len(books.rows("links", ["case"])) == 98
    assert len(infectors(books, "SK_107")) == 2
    assert len(infectors(books, "SK_39")) == 3
    assert infectors(books, "SK_1") == []


def test_a_death_without_a_day_stays_without_one(books: StoredBooks) -> None:
    outcomes = books.rows("outcomes", ["case", "outcome", "at_from"])
    assert outcomes["outcome"].to_list() == ["died_with"] * 19
    assert outcomes["at_from"].null_count() == 9


def test_no_birth_is_made_of_an_age(books: StoredBooks) -> None:
    assert books.rows("persons", ["birth_from", "birth_until"]).null_count().row(0) == (162, 162)
