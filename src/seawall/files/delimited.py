"""Rows of CSV, semicolon and tab separated text, row by row, with quoted line breaks."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from seawall.files import limits
from seawall.files.grid import Broken, FileError, Grid, Record

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE_ROWS = 30


def separator(sample: str) -> str:
    """What parts the cells: the sign that cuts most of the first rows into equally many, then into most."""
    return max(SEPARATORS, key=lambda sign: (*_evenness(sample, sign), -list(SEPARATORS).index(sign)))


def records(stream: BinaryIO, codec: str, sign: str, grid: Grid) -> Iterator[Record]:
    """Each row that is not empty, with its number; a row whose quotes are wrong goes to `grid.broken`.

    Raises FileError for a quotation mark that is never closed, and for more columns or rows than the limits.
    """
    csv.field_size_limit(limits.CELL)
    with io.TextIOWrapper(stream, encoding=codec, errors="strict", newline="") as text:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=sign, strict=True)
        row = 0
        while True:
            row += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                _broken(grid, row, error, lines)
                continue
            if len(cells) > limits.COLUMNS:
                raise FileError(f"{grid.file}: row {row} has {len(cells)} columns; at most {limits.COLUMNS} are read")
            if row > limits.ROWS:
                raise FileError(f"{grid.file} has more than {limits.ROWS} rows: cut it in parts")
            if any(cells):
                yield row, cells
            lines.taken.clear()


class _Lines:
    """The lines of a text; remembers those of the current row, to show a row that cannot be parsed."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.text.readline(limits.CELL * 10)
        if not line:
            raise StopIteration
        if len(line) >= limits.CELL * 10:
            raise csv.Error("line too long")
        if len(self.taken) < 2:
            self.taken.append(line)
        return line


def _broken(grid: Grid, row: int, error: csv.Error, lines: _Lines) -> None:
    said = "".join(lines.taken).rstrip("\r\n")[:200]
    lines.taken.clear()
    if "unexpected end" in str(error):
        raise FileError(f'{grid.file}: row {row} opens a quotation mark (") that is never closed: {said[:60]!r}')
    if "limit" in str(error) or "too long" in str(error):
        raise FileError(
            f"{grid.file}: row {row} has a cell of more than {limits.CELL} characters, or a quotation mark that is "
            f"never closed: {said[:60]!r}"
        )
    grid.broken.append(
        Broken(row, None, said, 'a quotation mark (") stands inside a cell', 'cells in quotes with "" for each inside')
    )


def _evenness(sample: str, sign: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row, _ in zip(csv.reader(io.StringIO(sample), delimiter=sign), range(_SAMPLE_ROWS))]  # noqa: B905 - as many as there are
    except csv.Error:
        return 0.0, 0
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        return 0.0, 0
    width, often = max(counted.items(), key=lambda item: (item[1], item[0]))
    return often / len(widths), width
