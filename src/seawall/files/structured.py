"""Rows of JSON, JSON lines and Parquet, with every value as the text it was written as."""

import json
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import pyarrow.parquet as pq

from seawall.files import limits
from seawall.files.grid import Broken, FileError, Grid, Record
from seawall.files.written import as_text

_ROW = dict[str, object]


def document(stream: BinaryIO, codec: str, table: str | None, grid: Grid) -> Iterator[Record]:
    """The rows of a JSON list of objects, or of the list under the table's name; the first record is the header."""
    said = stream.read(limits.WHOLE_BYTES + 1)
    if len(said) > limits.WHOLE_BYTES:
        raise FileError(f"{grid.file} is larger than {limits.WHOLE_BYTES >> 20} MiB: write JSON lines instead")
    try:
        rows = _decoded(said.decode(codec))
    except (ValueError, RecursionError) as error:
        raise FileError(f"{grid.file} is not JSON ({_why(error)}); allowed: a list of objects") from None
    yield from _rows(grid, list(enumerate(_listed(rows, table, grid.file), start=1)))


def _listed(said: object, table: str | None, file: str) -> list[object]:
    if isinstance(said, dict):
        lists = {key: value for key, value in said.items() if isinstance(value, list)}
        said = lists.get(table or "", next(iter(lists.values())) if len(lists) == 1 else None)
    if not isinstance(said, list):
        raise FileError(f"{file} holds no list of rows; allowed: [{{...}}, {{...}}] or {{TABLE: [{{...}}]}}")
    return said


def lines(stream: Iterable[bytes], codec: str, grid: Grid) -> Iterator[Record]:
    """The rows of JSON lines. The first thousand name the columns; a later stranger is a broken row."""
    waiting: list[tuple[int, object]] = []
    names: list[str] | None = None
    for row, line in enumerate(stream, start=1):
        if len(line) > limits.CELL * 10:
            raise FileError(f"{grid.file}: line {row} has {len(line)} bytes; at most {limits.CELL * 10} are read")
        if not (text := line.decode(codec).strip()):
            continue
        waiting.append((row, _line(row, text)))
        if len(waiting) == 1000:
            names = yield from _named(grid, names, waiting)
            waiting = []
    yield from _named(grid, names, waiting)


def parquet(path: Path, grid: Grid) -> Iterator[Record]:
    """The rows of a Parquet file; times keep their zone, dates stay days."""
    try:
        file = pq.ParquetFile(path)
        if file.metadata.num_columns > limits.COLUMNS or file.metadata.num_rows > limits.ROWS:
            raise FileError(f"{grid.file} has more than {limits.COLUMNS} columns or {limits.ROWS} rows")
        yield 1, [str(name) for name in file.schema_arrow.names]
        done = 1
        for batch in file.iter_batches(batch_size=10_000):
            frame = pl.DataFrame(pl.from_arrow(batch))
            for cells in as_text(grid.file, frame).rows():
                done += 1
                yield done, list(cells)
            grid.share = partial(min, 1.0, done / max(file.metadata.num_rows, 1))
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:  # ArrowInvalid is a ValueError
        raise FileError(f"{grid.file} is not a whole Parquet file ({str(error)[:120]})") from None


def _decoded(text: str) -> Any:
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, object]]) -> _ROW:
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError("an object names a key twice")
    return said


def _why(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _line(row: int, text: str) -> object:
    try:
        return _decoded(text)
    except (ValueError, RecursionError) as error:
        return Broken(row, None, text[:200], f"the line is not JSON ({_why(error)})", "one object a line")


def _named(grid: Grid, names: list[str] | None, rows: list[tuple[int, object]]) -> Generator[Record, None, list[str]]:
    """The header, once, then the rows; returns the names."""
    return (yield from _rows(grid, rows, names))


def _rows(
    grid: Grid, rows: list[tuple[int, object]], names: list[str] | None = None
) -> Generator[Record, None, list[str]]:
    if names is None:
        names = list(dict.fromkeys(key for _, row in rows if isinstance(row, dict) for key in row))
        if len(names) > limits.COLUMNS:
            raise FileError(f"{grid.file} has {len(names)} columns; at most {limits.COLUMNS} are read")
        yield 0, names
    for number, row in rows:
        if isinstance(row, Broken):
            grid.broken.append(row)
        elif isinstance(row, dict) and not set(row) - set(names):
            yield number, [_text(grid, number, index, row.get(name)) for index, name in enumerate(names)]
        else:
            grid.broken.append(_stranger(number, row, names))
    return names


def _stranger(number: int, row: object, names: list[str]) -> Broken:
    if not isinstance(row, dict):
        return Broken(number, None, str(row)[:200], "this is not an object", "objects like {column: value}")
    extra = ", ".join(sorted(set(row) - set(names))[:5])
    return Broken(number, None, extra[:200], f"it has columns that the rows before did not have: {extra}", "the same")


def _text(grid: Grid, row: int, index: int, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    grid.broken.append(Broken(row, index, str(value)[:200], "a list or an object is no cell", "one text or number"))
    return ""
