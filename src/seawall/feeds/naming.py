"""Which table a file fills: the one its name says, as people name files."""

import re
from pathlib import Path

from seawall.files.grid import FileError
from seawall.files.reading import stem
from seawall.tables.catalogue import TABLES, WRITTEN_BY_THE_DESK

FILLED = tuple(name for name in TABLES if name not in WRITTEN_BY_THE_DESK)
"""The tables that files fill."""

_TABLE = re.compile(rf"(?:rejects?[-_ .])?({'|'.join(sorted(FILLED, key=len, reverse=True))})(?:[-_ .(\d].*)?")


def table_of(path: Path, told: str | None) -> str:
    """The table told, else that of the file's name: persons.csv, persons-2.xlsx, rejects-persons.csv.

    Raises FileError for a name that says none, and for a table that no file can fill.
    """
    if told is not None:
        if told not in FILLED:
            raise FileError(f"{told} is no table that a file can fill; allowed: {', '.join(FILLED)}")
        return told
    found = _TABLE.fullmatch(stem(path))
    if not found:
        raise FileError(f"{path.name}: its name says no table; name it with --as, one of {', '.join(FILLED)}")
    return found[1]
