"""Tables as workbooks: written here, read by what others read them with."""

from io import BytesIO

import openpyxl
import polars as pl

from seawall.web.exports.workbook import workbook

ROWS = pl.DataFrame({"who": ["p1", '<李> & "四"', None, "a\x01b  "], "minutes": [1, -3, None, 90_071_992_547]})


def read(pieces: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(pieces), read_only=True)
    assert book.sheetnames == ["cases of 1 2"]
    return list(book.active.values)


def test_a_table_comes_back_as_it_was_written_less_what_no_file_can_hold() -> None:
    written = b"".join(workbook("cases of 1/2", ["who", "minutes"], ROWS.iter_slices(2)))
    assert read(written) == [
        ("who", "minutes"), ("p1", 1), ('<李> & "四"', -3), (None, None), ("ab  ", 90_071_992_547)
    ]  # fmt: skip


def test_nothing_but_heads_is_a_workbook_too_and_the_same_rows_make_the_same_file() -> None:
    assert read(b"".join(workbook("cases of 1/2", ["who"], []))) == [("who",)]
    once, again = (b"".join(workbook("t", ["who", "minutes"], [ROWS])) for _ in range(2))
    assert once == again


def test_it_is_sent_while_it_is_written() -> None:
    many = pl.DataFrame({"n": range(20_000), "text": ["x" * 20] * 20_000})
    pieces = [len(each) for each in workbook("t", ["n", "text"], many.iter_slices(5_000))]
    assert len(pieces) > 2
    assert all(pieces)
