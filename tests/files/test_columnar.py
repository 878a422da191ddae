"""Delimited text by the million rows: what stands on its line at once, the rest one by one, nothing lost."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seawall.files.blocks import blocks
from seawall.files.columnar import Delimited, columns
from seawall.files.grid import FileError

Read = tuple[int, list[str | None], str | None]


def read(text: bytes, width: int = 3, size: int = 1 << 20, codec: str = "utf-8", sign: str = ",") -> list[Read]:
    """Each row's line, cells and fault, in the order of the lines; blocks of `size` bytes."""
    how = Delimited(sign, width, {str(at): at for at in range(width)})
    parts = list(columns(blocks("a.csv", io.BytesIO(text), codec, size), how, first=1))
    return sorted((row[0], list(row[1 : width + 1]), row[width + 1]) for part in parts for row in part.rows())


def good(text: bytes) -> list[int]:
    return [line for line, _, fault in read(text) if fault is None]


def test_a_row_with_a_cell_too_many_or_too_few_is_refused_alone() -> None:
    found = read(b"a,b,c\nd,e\nf,g,h,i\nj,k,l\n")
    assert [(line, fault and fault.split(";")[0]) for line, _, fault in found] == [
        (1, None), (2, "it has 2 cells under 3 headers"), (3, "it has 4 cells under 3 headers"), (4, None)
    ]  # fmt: skip


def test_empty_cells_beyond_the_last_header_are_no_fault() -> None:
    assert good(b"a,b,c,,\nd,e,f\n") == [1, 2]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row() -> None:
    assert good(b'a,"b,c\nd,e,f\ng,h,i\n') == [2, 3]
    assert good(b'a,"b"x,c\nd,e,f\n') == [2]


def test_a_quotation_mark_inside_a_plain_cell_is_a_letter() -> None:
    assert read(b'a,5" pipe,c\n') == [(1, ["a", '5" pipe', "c"], None)]


def test_a_quoted_cell_may_hold_a_separator_and_quotes() -> None:
    assert read(b'a,"b,""b""",c\n') == [(1, ["a", 'b,"b"', "c"], None)]


@pytest.mark.parametrize("size", [1 << 20, 8])
def test_a_quoted_cell_that_nobody_wants_may_hold_line_breaks(size: int) -> None:
    text, how = b'a,b,"1\n2,3,4\n5"\nd,e,f\n', Delimited(",", 3, {"0": 0, "1": 1})
    parts = list(columns(blocks("a.csv", io.BytesIO(text), "utf-8", size), how, first=1))
    assert sorted(row[:3] for part in parts for row in part.rows()) == [(1, "a", "b"), (4, "d", "e")]


def test_a_row_without_any_cell_is_no_row() -> None:
    assert good(b'a,b,c\n\n,,\r\n"","",""\nd,e,f') == [1, 5]


def test_the_last_row_needs_no_line_end() -> None:
    assert good(b"a,b,c\r\nd,e,f") == [1, 2]


def test_bytes_that_are_no_text_are_shown_as_such_and_their_neighbours_read() -> None:
    assert read(b"a,\xff,c\nd,e,f\n") == [(1, ["a", "\ufffd", "c"], None), (2, ["d", "e", "f"], None)]


@pytest.mark.parametrize("codec", ["gb18030", "utf-16", "utf-16-be", "utf-8-sig", "utf-8"])
def test_blocks_cut_no_letter(codec: str) -> None:
    text = "人,店,时\n" * 50
    assert [cells for _, cells, _ in read(text.encode(codec), size=7, codec=codec)] == [["人", "店", "时"]] * 50


def test_a_line_longer_than_a_block_is_refused() -> None:
    with pytest.raises(FileError, match="a line of more than"):
        read(b"a" * 100, size=10)


CELL = st.text(st.sampled_from('ab",;\té人 '), max_size=4)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=30), st.sampled_from(",;\t"), st.integers(3, 60))
def test_what_a_writer_wrote_is_read_as_it_was(rows: list[list[str]], sign: str, size: int) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\n").writerows(rows)
    blank = f'{sign} \t\r"'
    expected = [(line, row) for line, row in enumerate(rows, start=1) if any(cell.strip(blank) for cell in row)]
    found = read(out.getvalue().encode(), size=max(size, 64), sign=sign)
    assert [(line, [cell or "" for cell in cells]) for line, cells, _ in found if _filled(cells, blank)] == expected
    assert all(fault is None for _, _, fault in found)


def _filled(cells: Sequence[str | None], blank: str) -> bool:
    return any((cell or "").strip(blank) for cell in cells)


@given(st.binary(max_size=200), st.integers(1, 300))
def test_any_bytes_are_rows_and_faults(text: bytes, size: int) -> None:
    lines = text.count(b"\n") + 1
    assert all(1 <= line <= lines for line, _, _ in read(text, size=size + 200))
