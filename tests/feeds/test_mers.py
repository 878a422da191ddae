"""MERS, Korea 2015: a register holds what is known of 162 people, and invents no date and no infector."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from seawall.feeds.importing import Wish, import_files
from seawall.feeds.mapping import load
from tests.feeds.paper import Paper

HERE = Path(__file__).parent
END = datetime(2015, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def books(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Both files, read through their mappings."""
    books = Paper(history=True)
    rejects = tmp_path_factory.mktemp("mers") / "rejects.csv"
    for name, mapping in (("linelist", "mers"), ("contacts", "mers-links")):
        reading = load(str(HERE / f"{mapping}.toml"), HERE)
        path = shared / "data" / "mers-korea-2015" / f"{name}.csv"
        for found in import_files(books, [path], Wish(recorded_at=END, reading=reading), rejects):
            assert found.rejected == 0
    return books


def infectors(books: Paper, case: str) -> list[str]:
    links = books.rows("links", ["case", "infector"])
    return sorted(links.filter(pl.col("case") == case)["infector"])


def test_every_case_is_one_person_with_a_class(books: Paper) -> None:
    assert [len(books.ids(table, key)) for table, key in (("persons", "person"), ("cases", "case"))] == [162, 162]
    assert books.rows("classifications", ["class"])["class"].unique().to_list() == ["confirmed"]


def test_a_missing_onset_stays_unknown(books: Paper) -> None:
    onsets = books.rows("symptoms", ["person", "onset_from", "onset_until"])
    assert len(onsets) == onsets["person"].n_unique() == 162 - 27
    assert onsets.filter(pl.col("onset_until") - pl.col("onset_from") != pl.duration(days=1)).is_empty()
    assert "SK_36" not in onsets["person"]


def test_a_case_keeps_as_many_infectors_as_are_named(books: Paper) -> None:
    assert len(books.rows("links", ["case"])) == 98
    assert len(infectors(books, "SK_107")) == 2
    assert len(infectors(books, "SK_39")) == 3
    assert infectors(books, "SK_1") == []


def test_a_death_without_a_day_stays_without_one(books: Paper) -> None:
    outcomes = books.rows("outcomes", ["case", "outcome", "at_from"])
    assert outcomes["outcome"].to_list() == ["died_with"] * 19
    assert outcomes["at_from"].null_count() == 9


def test_no_birth_is_made_of_an_age(books: Paper) -> None:
    assert books.rows("persons", ["birth_from", "birth_until"]).null_count().row(0) == (162, 162)
