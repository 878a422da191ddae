"""Any file as rows of text: what it is, whether it may be read, and by which reader."""

import gzip
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, cast

from seawall.files import delimited, encodings, limits, structured
from seawall.files.grid import READABLE, FileError, Grid, Record

_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson", ".parquet")
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

    Raises FileError, here or while the rows are read, for a file that is empty, cut off, binary, hostile or too large;
    a row that is wrong alone goes to `grid.broken` instead.
    """
    size = _size(path)
    with path.open("rb") as stream:
        first = stream.read(8)
    for mark, what in _OTHERS.items():
        if first.startswith(mark):
            raise FileError(f"{path.name} is {what}; allowed: {READABLE}")
    grid = Grid(path.name, iter(()), "")
    if first.startswith(b"PK"):
        grid.read_as = "XLSX"
        from seawall.files import workbook  # what reads it takes long to load, and most files are none

        grid.records = workbook.sheet(path, table, grid)
    elif first.startswith(b"PAR1"):
        grid.read_as = "Parquet"
        grid.records = structured.parquet(path, grid)
    else:
        _text(path, size, packed=first.startswith(b"\x1f\x8b"), table=table, grid=grid)
    return grid


def stem(path: Path) -> str:
    """The file's name without the endings of its kind: persons.csv.gz is persons."""
    name = path.name.lower().removesuffix(".gz")
    return next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)


def _size(path: Path) -> int:
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
    if about.st_size > limits.FILE_BYTES:
        raise FileError(f"{path.name} is larger than {limits.FILE_BYTES >> 30} GiB: cut it in parts")
    return about.st_size


def _text(path: Path, size: int, packed: bool, table: str | None, grid: Grid) -> None:
    start: Callable[[], BinaryIO] = (lambda: _unpacked(path, size)) if packed else (lambda: path.open("rb"))
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
    grid.records = _records(path.name, codec, sample.lstrip("\ufeff"), start, size, table, grid)


def _records(
    name: str, codec: str, sample: str, start: Callable[[], BinaryIO], size: int, table: str | None, grid: Grid
) -> Iterator[Record]:
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    if ending in ("jsonl", "ndjson") or (ending != "csv" and sample.lstrip()[:1] == "{" and "\n{" in sample.strip()):
        grid.read_as += ", JSON lines"
        return _closing(start(), size, grid, lambda stream: structured.lines(stream, codec, grid))
    if ending == "json" or (ending not in ("csv", "tsv") and sample.lstrip()[:1] in ("[", "{")):
        grid.read_as += ", JSON"
        return _closing(start(), size, grid, lambda stream: structured.document(stream, codec, table, grid))
    grid.ragged = True
    sign = "\t" if ending == "tsv" else delimited.separator(sample)
    grid.read_as += f", {delimited.SEPARATORS[sign]}"
    return _closing(start(), size, grid, lambda stream: delimited.records(stream, codec, sign, grid))


def _closing(stream: BinaryIO, size: int, grid: Grid, rows: Callable[[BinaryIO], Iterator[Record]]) -> Iterator[Record]:
    raw = stream.fileobj if isinstance(stream, _Bounded) else stream  # how far, in bytes of the file itself
    grid.share = lambda: 1.0 if raw is None or raw.closed else min(1.0, raw.tell() / size)
    with closing(stream):
        yield from rows(stream)


class _Bounded(gzip.GzipFile):
    """A packed text that refuses to grow past its limits."""

    most = 0

    def read1(self, size: int = -1) -> bytes:
        return self._counted(super().read1(size))

    def read(self, size: int | None = -1) -> bytes:
        return self._counted(super().read(size))

    def _counted(self, data: bytes) -> bytes:
        if self.tell() > self.most:
            raise FileError(f"{Path(str(self.name)).name} unpacks to more than {self.most >> 20} MiB, which is refused")
        return data


def _unpacked(path: Path, size: int) -> BinaryIO:
    stream = _Bounded(path, "rb")
    stream.most = min(limits.FILE_BYTES, max(limits.SMALL, limits.EXPANSION * size))
    return cast("BinaryIO", stream)
