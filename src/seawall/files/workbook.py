"""Rows of an XLSX sheet as the texts that its author sees: days stay days, ids keep their zeros and digits."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import is_datetime
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from seawall.files import limits
from seawall.files.grid import Broken, FileError, Grid, Record

_Cell = Any  # openpyxl has no types
_EXACT = 10**15
"""From here a spreadsheet's number has lost digits: it keeps fifteen."""


def sheet(path: Path, table: str | None, grid: Grid) -> Iterator[Record]:
    """The rows of the sheet named like the table, else of the only sheet that has any.

    Raises FileError for a workbook that is cut, packed to harm, or has several sheets and none of the table's name.
    """
    _refuse_harm(path, grid.file)
    try:
        yield from _rows(path, table, grid)
    except FileError:
        raise
    except Exception as error:  # whatever the parser trips over, the file is what is wrong
        raise FileError(f"{grid.file} is damaged or cut off ({str(error)[:120]}): save it again") from error


def _rows(path: Path, table: str | None, grid: Grid) -> Iterator[Record]:
    book = load_workbook(path, read_only=True, keep_links=False)
    computed = load_workbook(path, read_only=True, data_only=True, keep_links=False) if _has_formulas(path) else book
    name = _chosen(book, table, grid.file)
    grid.read_as += f", sheet {name}"
    shown = computed[name].iter_rows() if computed is not book else None
    for row, cells in enumerate(_trimmed(book[name]), start=1):
        values = next(shown, ()) if shown is not None else cells
        if row > limits.SHEET_ROWS:
            raise FileError(f"{grid.file} claims more than {limits.SHEET_ROWS} rows")
        texts = [_text(grid, row, index, cell, values) for index, cell in enumerate(cells)]
        if any(texts):
            yield row, texts


def _trimmed(ws: ReadOnlyWorksheet) -> Iterator[tuple[_Cell, ...]]:
    """All rows, whatever dimension the file claims."""
    ws.reset_dimensions()
    rows: Iterator[tuple[_Cell, ...]] = ws.iter_rows()
    return rows


def _chosen(book: Any, table: str | None, file: str) -> str:
    sheets = [str(ws.title) for ws in book.worksheets if isinstance(ws, ReadOnlyWorksheet)]
    named = [title for title in sheets if table is not None and title.strip().lower() == table]
    filled = named or [title for title in sheets if _has_rows(book[title])]
    if len(filled) == 1:
        return filled[0]
    if not filled:
        raise FileError(f"{file} has no sheet with rows")
    wanted = f"none is named {table}" if table else "no table is named"
    raise FileError(f"{file} has several sheets ({', '.join(filled)}) and {wanted}: name the sheet after its table")


def _has_rows(ws: ReadOnlyWorksheet) -> bool:
    ws.reset_dimensions()
    return any(any(row) for row, _ in zip(ws.iter_rows(values_only=True, max_col=50), range(1000), strict=False))


def _text(grid: Grid, row: int, index: int, cell: _Cell, shown: tuple[_Cell, ...]) -> str:
    value = cell.value
    if value is None:
        return ""
    if index >= limits.COLUMNS:
        raise FileError(f"{grid.file}: row {row} has more than {limits.COLUMNS} columns")
    if cell.data_type == "f":
        return _formula(grid, row, index, str(value), shown)
    if cell.data_type == "e":
        return _error(grid, row, index, str(value))
    if isinstance(value, float) and abs(value) >= _EXACT:
        reason = f"{value:.0f} is a number that the spreadsheet has rounded to 15 digits"
        grid.broken.append(Broken(row, index, f"{value:.0f}", reason, "a cell formatted as text, typed again"))
    return _shown(value, cell)


def _shown(value: object, cell: _Cell) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return str(value.date()) if midnight and is_datetime(cell.number_format) == "date" else value.isoformat(" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value)


def _formula(grid: Grid, row: int, index: int, formula: str, shown: tuple[_Cell, ...]) -> str:
    """="0012" is how exports keep a zero; of any other formula, what the sheet showed when it was saved."""
    if formula.startswith('="') and formula.endswith('"') and len(formula) >= 3:
        return formula[2:-1].replace('""', '"')
    cell = shown[index] if index < len(shown) else None
    if cell is not None and cell.value is not None:
        return _shown(cell.value, cell)
    reason = "the cell holds a formula whose result was not saved; it was not run"
    grid.broken.append(Broken(row, index, formula[:200], reason, "the value itself"))
    return ""


def _error(grid: Grid, row: int, index: int, said: str) -> str:
    if said not in ("#N/A", "#NULL!"):
        grid.broken.append(Broken(row, index, said, f"the spreadsheet shows the error {said}", "the value itself"))
    return ""


def _refuse_harm(path: Path, file: str) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileError(f"{file} is damaged or cut off ({error}): save it again") from None
    if size > limits.EXPANDED_BYTES or size > max(limits.SMALL, limits.EXPANSION * path.stat().st_size):
        raise FileError(f"{file} unpacks to {size >> 20} MiB, which is refused: save the sheet as CSV")


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as packed:
        return any(_holds(packed, part) for part in packed.namelist() if part.startswith("xl/worksheets/"))


def _holds(packed: zipfile.ZipFile, part: str) -> bool:
    rest = b""
    with packed.open(part) as stream:
        while chunk := stream.read(1 << 20):
            if b"<f" in (rest + chunk) or b":f" in (rest + chunk):
                return True
            rest = chunk[-1:]
    return False
