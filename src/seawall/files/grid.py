"""A file as rows of text, whatever it was: what every reader of a kind of file hands on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from seawall.tables.errors import SeawallError

READABLE = "CSV (comma, semicolon or tab; UTF-8, UTF-16 or GB18030), XLSX, JSON, JSON lines or Parquet"


class FileError(SeawallError):
    """A file that cannot be read as a table. The message says which, why, and what is allowed."""


@dataclass(frozen=True)
class Fault:
    """Something wrong in a row: which column and value, why, and what is allowed."""

    row: int
    column: str
    value: str
    reason: str
    allowed: str


@dataclass(frozen=True)
class Broken:
    """What is wrong with one cell (`index` counts from 0) or, without an index, with a whole row."""

    row: int
    index: int | None
    value: str
    reason: str
    allowed: str


Record = tuple[int, list[str]]
"""The row's number as a spreadsheet shows it (the header is row 1), and its cells; an empty cell is ""."""


@dataclass
class Grid:
    """The rows of a file, streamed once. `broken` and `notes` fill up while the rows are read."""

    file: str
    records: Iterator[Record]
    read_as: str
    broken: list[Broken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ragged: bool = False
    """Whether a row of fewer cells than headers has lost some; sheets and objects leave empty ones out."""

    share: Callable[[], float] = lambda: 0.0
    """How much of the file has been read, 0 to 1."""
