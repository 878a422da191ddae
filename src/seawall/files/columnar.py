"""Delimited text by the million rows: columns at once where each row stands on its line, the other rows one by one."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from seawall.files import torn

LINE, FAULT, SURPLUS = "line", "fault", "surplus"
"""Beside the columns: the line of the text a row begins on; why the row cannot be read, or null; and what of it stands
under no header, where that is why.
"""


_WIDE = 100
"""Rows of more cells are read one by one where any of their block is not plain."""


@dataclass(frozen=True)
class Delimited:
    """How rows are cut: by which sign, into how many cells, and which of them are wanted under which names."""

    sign: str
    width: int
    wanted: Mapping[str, int]

    @property
    def whole(self) -> str:
        """How a row looks that stands on its line: as a regular expression."""
        cell = f'(?:"(?:[^"]|"")*"|[^"{re.escape(self.sign)}]*)'
        return f"^{cell}(?:{re.escape(self.sign)}{cell}){{{self.width - 1}}}$"

    def framed(self, rows: Sequence[tuple[int, Sequence[str], str | None]]) -> pl.DataFrame:
        """Rows that were read one by one, each with its line and its fault."""
        schema = {LINE: pl.Int64, **dict.fromkeys((*self.wanted, FAULT, SURPLUS), pl.String)}
        return pl.DataFrame([(line, *self._cells(cells, fault)) for line, cells, fault in rows], schema, orient="row")

    def _cells(self, cells: Sequence[str], fault: str | None) -> Iterator[str | None]:
        yield from (cells[at] if at < len(cells) else None for at in self.wanted.values())
        yield fault
        missing = f"({len(cells)} cells of {self.width})" if len(cells) < self.width else None
        yield " | ".join(filter(None, cells[self.width :])) or missing


def columns(blocks: Iterator[bytes], how: Delimited, first: int) -> Iterator[pl.DataFrame]:
    """Frames of LINE, the wanted columns as text, FAULT and SURPLUS; rows without any cell are left out.

    `blocks` are whole lines in UTF-8, the first of them line `first` of the text. A row may go on in the next block.
    """
    rest = b""
    block = next(blocks, None)
    while block is not None:
        following = next(blocks, None)
        frame, rest, lines = _read(rest + block, how, last=following is None)
        yield frame.with_columns(pl.col(LINE) + first)
        first += lines
        block = following


def _read(block: bytes, how: Delimited, *, last: bool) -> tuple[pl.DataFrame, bytes, int]:
    """The rows of a block, LINE counting from 0; what of it is to be read with the next; and the lines before that."""
    found = _at_once(block, how)
    if found is not None:
        return _filled(found, block, how), b"", found.height
    lines = pl.read_lines(block).to_series()
    fine = lines.str.contains(how.whole) if how.width <= _WIDE else pl.repeat(False, len(lines), eager=True)
    rows, taken, ends = _one_by_one(lines, fine, how, last=last)
    numbers = pl.int_range(len(lines), eager=True).filter(fine & ~taken)
    numbers = numbers.filter(numbers < ends)
    whole = block if len(numbers) == len(lines) else _joined(lines.gather(numbers))
    there = _cut(whole, how, quote='"').with_columns(numbers.cast(pl.Int64).alias(LINE))
    rest = "".join(f"{line}\n" for line in lines[ends:]).encode()
    return pl.concat([_filled(there, block, how), how.framed(rows)]), rest, ends


def _at_once(block: bytes, how: Delimited) -> pl.DataFrame | None:
    """The rows of a block in which nothing is quoted and each has as many cells as it should."""
    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    if b'"' in block or block.count(how.sign.encode()) != lines * (how.width - 1):
        return None
    try:
        found = _cut(block, how, quote=None)  # raises for a surplus cell; so none is missing, or the sum were another
    except pl.exceptions.ComputeError:
        return None
    return found.with_columns(pl.int_range(found.height).alias(LINE)) if found.height == lines else None


def _joined(lines: pl.Series) -> bytes:
    packed = io.BytesIO()
    lines.to_frame().write_csv(packed, include_header=False, quote_style="never")
    return packed.getvalue()


def _cut(block: bytes, how: Delimited, quote: str | None) -> pl.DataFrame:
    names = {f"column_{at + 1}": name for name, at in how.wanted.items()}
    schema = {f"column_{at + 1}": pl.String for at in range(how.width)}
    if not block:
        return pl.DataFrame(schema=dict.fromkeys(how.wanted, pl.String))
    read = pl.read_csv(
        block, has_header=False, schema=schema, columns=list(names), separator=how.sign, quote_char=quote
    )
    return read.rename(names)


def _filled(frame: pl.DataFrame, block: bytes, how: Delimited) -> pl.DataFrame:
    """All columns of the rows in which any cell of the file is filled."""
    empty = frame.select(pl.all_horizontal(pl.col(list(how.wanted)).fill_null("") == "")).to_series()
    if empty.any():
        lines = pl.read_lines(block).to_series().gather(frame[LINE]).str.strip_chars(f'{how.sign} \t\r"')
        frame = frame.filter(~(empty & (lines == "")))
    nothing = pl.lit(None, pl.String)
    return frame.select(LINE, *how.wanted, nothing.alias(FAULT), nothing.alias(SURPLUS))


def _one_by_one(
    lines: pl.Series, fine: pl.Series, how: Delimited, *, last: bool
) -> tuple[list[tuple[int, Sequence[str], str | None]], pl.Series, int]:
    """The rows that are not whole on their line; which lines they took besides; and the line from which on what
    follows must be known to read on.
    """
    rows: list[tuple[int, Sequence[str], str | None]] = []
    taken: list[int] = []
    done = 0
    odd = ~fine
    for at, line in zip(odd.arg_true(), lines.filter(odd), strict=True):
        if at < done or not line.strip(f"{how.sign} \t\r"):
            continue
        goes_on = line.count('"') % 2 == 1
        if goes_on and not last and at + torn.LINES > len(lines):
            return rows, _marked(taken, len(lines)), at
        there = lines[at : at + torn.LINES].to_list() if goes_on else [line]
        row = torn.row(there, how.sign, how.width, tuple(how.wanted.values()))
        done = at + row.lines
        taken += range(at + 1, done)
        rows.append((at, row.cells, row.reason))
    return rows, _marked(taken, len(lines)), len(lines)


def _marked(numbers: Sequence[int], many: int) -> pl.Series:
    return pl.repeat(False, many, eager=True).scatter(list(numbers), True)
