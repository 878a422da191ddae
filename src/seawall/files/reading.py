"""Any file as rows of text: what it is, whether it may be read, and by which reader."""

import gzip
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from seawall.files import delimited, encodings, limits, packed
from seawall.files.grid import READABLE, FileError, Grid, Record

_TEXTS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson")
_ENDINGS = {
    "an XLSX workbook": (".xlsx", ".xlsm"),
    "a Parquet file": (".parquet",),
    "text": _TEXTS,
    "packed text": tuple(f"{each}.gz" for each in _TEXTS),
}
"""What is inside, and how the name of a file that holds it may end."""
_SUFFIXES = (*_TEXTS, ".xlsx", ".xlsm", ".parquet")
WORKBOOK, PARQUET, PACKED = b"PK", b"PAR1", b"\x1f\x8b"
"""How files begin that are no plain text."""

_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old spreadsheet (.xls)",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"Rar!": "a packed archive",
    b"7z\xbc\xaf": "a packed archive",
}


def read(path: Path, table: str | None = None) -> Grid:
    """The rows of a file. `table` chooses among the sheets of a workbook and the lists of a JSON document.

    Raises FileError, here or while the rows are read, for a file that is empty, cut off, binary, hostile or too large,
    or whose ending says something else than is inside; a row that is wrong alone goes to `grid.broken` instead.
    """
    first = beginning(path)
    grid = Grid(path.name, iter(()), "")
    if first.startswith(WORKBOOK):
        _named(path.name, "an XLSX workbook")
        grid.read_as = "XLSX"
        from seawall.files import workbook  # what reads it takes long to load, and most files are none

        grid.records = workbook.sheet(path, table, grid)
    elif first.startswith(PARQUET):
        _named(path.name, "a Parquet file")
        grid.read_as = "Parquet"
        from seawall.files import structured  # as above

        grid.records = structured.parquet(path, grid)
    else:
        _text(path, opener(path, first), table=table, grid=grid)
        _named(path.name, "packed text" if first.startswith(PACKED) else "text")
    return grid


def _named(name: str, inside: str) -> None:
    """Raises FileError where the ending of a name does not say what is inside."""
    allowed = _ENDINGS[inside]
    if not name.lower().endswith(allowed):
        raise FileError(f"{name} holds {inside}, which its ending does not say; allowed: {', '.join(allowed)}")


def beginning(path: Path, most: int = limits.FILE_BYTES) -> bytes:
    """The first bytes of a file, which say of what kind it is.

    Raises FileError for what may not be read at all, or has more than `most` bytes.
    """
    _refuse(path, most)
    with path.open("rb") as stream:
        first = stream.read(8)
    for mark, what in _OTHERS.items():
        if first.startswith(mark):
            raise FileError(f"{path.name} is {what}; allowed: {READABLE}")
    return first


def opener(path: Path, first: bytes) -> Callable[[], BinaryIO]:
    """What opens a text from its beginning, unpacked where it is packed."""
    size = path.stat().st_size
    return (lambda: packed.unpacked(path, size)) if first.startswith(PACKED) else (lambda: path.open("rb"))


def form(name: str, sample: str) -> str:
    """What a text holds, by its name's ending and its first letters: "lines" of JSON, a "document" of it, "cells"."""
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    if ending in ("jsonl", "ndjson") or (ending != "csv" and sample.lstrip()[:1] == "{" and "\n{" in sample.strip()):
        return "lines"
    if ending == "json" or (ending not in ("csv", "tsv") and sample.lstrip()[:1] in ("[", "{")):
        return "document"
    return "cells"


def sign(name: str, sample: str) -> str:
    """What parts the cells of a text: tabs where its name says so, else what cuts its first rows most evenly."""
    return "\t" if name.lower().removesuffix(".gz").endswith(".tsv") else delimited.separator(sample)


def stem(path: Path) -> str:
    """The file's name without the endings of its kind: persons.csv.gz is persons."""
    name = path.name.lower().removesuffix(".gz")
    return next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)


def _refuse(path: Path, most: int) -> None:
    try:
        about = path.stat()
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(about.st_mode):
        what = "a folder" if stat.S_ISDIR(about.st_mode) else "a device or a pipe"
        raise FileError(f"{path} is {what}; allowed: a file, {READABLE}")
    if not os.access(path, os.R_OK):
        raise FileError(f"{path} cannot be read: permission denied")
    if about.st_size == 0:
        raise FileError(f"{path.name} is empty; a table has at least a row of headers")
    if about.st_size > most:
        raise FileError(f"{path.name} is larger than {most >> 30} GiB: cut it in parts")


def _text(path: Path, start: Callable[[], BinaryIO], table: str | None, grid: Grid) -> None:
    try:
        codec, note = encodings.encoding(grid.file, start)
        with start() as stream:
            sample = stream.read(1 << 16).decode(codec, errors="ignore")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileError(f"{grid.file} is cut off or damaged ({error})") from None
    grid.notes += [note] if note else []
    grid.read_as = encodings.name(codec)
    if not sample.strip():
        raise FileError(f"{grid.file} is empty; a table has at least a row of headers")
    grid.records = _records(path, codec, sample.lstrip("\ufeff"), start, table, grid)


def _records(
    path: Path, codec: str, sample: str, start: Callable[[], BinaryIO], table: str | None, grid: Grid
) -> Iterator[Record]:
    from seawall.files import structured  # as above

    size = path.stat().st_size
    match form(path.name, sample):
        case "lines":
            grid.read_as += ", JSON lines"
            return _closing(start(), size, grid, lambda stream: structured.lines(stream, codec, grid))
        case "document":
            grid.read_as += ", JSON"
            return _closing(start(), size, grid, lambda stream: structured.document(stream, codec, table, grid))
    grid.ragged = True
    parted = sign(path.name, sample)
    grid.read_as += f", {delimited.SEPARATORS[parted]}"
    return _closing(start(), size, grid, lambda stream: delimited.records(stream, codec, parted, grid))


def _closing(stream: BinaryIO, size: int, grid: Grid, rows: Callable[[BinaryIO], Iterator[Record]]) -> Iterator[Record]:
    raw = stream.fileobj if isinstance(stream, packed.Bounded) else stream  # how far, in bytes of the file itself
    grid.share = lambda: 1.0 if raw is None or raw.closed else min(1.0, raw.tell() / size)
    with closing(stream):
        yield from rows(stream)
