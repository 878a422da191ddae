"""What became of files: rows taken in, already there, refused; what was not used and what should be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from seawall.tables.errors import SeawallError


@dataclass
class Imported:
    """What became of one file as rows of one table. `rejects` is the file of its bad rows, if there are any."""

    file: str
    table: str
    read_as: str = ""
    read: int = 0
    new: int = 0
    already: int = 0
    rejected: int = 0
    left_out: int = 0
    duplicates: int = 0
    batch: int = 0
    rejects: Path | None = None
    warnings: list[str] = field(default_factory=list)


class ImportFailedError(SeawallError):
    """Some files could not be read. `done` are those that could: their rows are in."""

    def __init__(self, failures: Sequence[str], done: Sequence[Imported]) -> None:
        super().__init__("; ".join(failures))
        self.done = done
