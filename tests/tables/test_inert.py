"""Cells that a spreadsheet would run are written so that it does not, and read back as they were."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seawall.tables.inert import alive, inert, inert_frame

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("sign", LIVE)
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert inert(f"{sign}cmd|' /c'!A1") == f"'{sign}cmd|' /c'!A1"


def test_spaces_before_the_sign_hide_nothing() -> None:
    assert inert("  =1+1") == "'  =1+1"


@pytest.mark.parametrize("text", ["", "p1", "1-2", "王小明", "2022-01-22", "'quoted'"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


def test_a_negative_number_comes_back() -> None:
    assert alive(inert("-3.5")) == "-3.5"


@given(st.text(alphabet="'=+-@\t\r\n a1", max_size=8) | st.text(max_size=20))
def test_what_was_made_inert_comes_back_as_it_was(text: str) -> None:
    written = inert(text)
    assert not written.startswith(LIVE)
    assert alive(written) == text


@given(st.lists(st.text(alphabet="'=+-@\t\r\n a1", max_size=6), min_size=1))
def test_a_frame_is_made_inert_as_its_cells_are(texts: list[str]) -> None:
    frame = inert_frame(pl.DataFrame({"=a": texts, "n": range(len(texts))}))
    assert frame.columns == ["'=a", "n"]
    assert frame["'=a"].to_list() == [inert(text) for text in texts]
