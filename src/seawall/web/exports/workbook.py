"""A table as an XLSX workbook, written as it goes: in slices, each packed and sent before the next is made ready.

What a library writes cell by cell is written here a slice at a time, because a list of 400,000 rows is waited for.
The parts are those that ECMA-376 asks of the smallest workbook; texts stand in their own cells.
"""

import re
from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import polars as pl

MOST = 1_048_575
"""Rows that a sheet holds below its heads."""
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OF_FILE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OF_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OF_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{OF_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{OF_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{OF_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{OF_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OF_FILE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{OF_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OF_FILE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OF_FILE}"><sheets>'
    '<sheet name="{title}" sheetId="1" r:id="r1"/></sheets></workbook>',
}
_UNTOLD = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
"""Signs that XML cannot hold."""
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")


def workbook(title: str, heads: list[str], slices: Iterable[pl.DataFrame]) -> Iterator[bytes]:
    """The file in pieces: one sheet, its heads, then the rows. Columns of whole numbers are numbers, all else text."""
    out = _Out()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as packed:
        for name, text in PARTS.items():
            packed.writestr(_named(name), HEAD + text.replace("{title}", escape(_NO_TITLE.sub(" ", title)[:31])))
        with packed.open(_named("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            sheet.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            sheet.write(_rows(pl.DataFrame([heads], orient="row")))
            for each in slices:
                sheet.write(_rows(each))
                if out.held:  # what is packed comes in lumps
                    yield out.taken()
            sheet.write(b"</sheetData></worksheet>")
    yield out.taken()


def _named(name: str) -> ZipInfo:
    """A part of no time of its own, so that the same rows make the same file."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return info


def _rows(frame: pl.DataFrame) -> bytes:
    cells = [_cell(name, kind).fill_null("<c/>") for name, kind in frame.schema.items()]
    return "".join(frame.select(pl.concat_str(pl.lit("<row>"), *cells, pl.lit("</row>"))).to_series()).encode()


def _cell(name: str, kind: pl.DataType) -> pl.Expr:
    if kind.is_integer():
        return pl.format("<c><v>{}</v></c>", pl.col(name))
    told = pl.col(name).cast(pl.String).str.replace_all(_UNTOLD, "")
    inside = told.str.replace_many({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
    return pl.format('<c t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>', inside)


class _Out(RawIOBase):
    """What was written since it was last taken; nobody goes back in it."""

    def __init__(self) -> None:
        super().__init__()
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, some: Any) -> int:
        self.held += some
        return len(some)

    def taken(self) -> bytes:
        found = bytes(self.held)
        self.held.clear()
        return found
