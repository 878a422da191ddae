"""A file of any kind, opened by the reader of its kind."""

import sys
from collections.abc import Sequence
from pathlib import Path

from seawall.files import reading
from seawall.presence.files import sheets, texts
from seawall.presence.files.parts import Source


def opened(file: Path, columns: Sequence[str], table: str) -> Source:
    """The rows of a file in `columns`; `table` chooses among the sheets of a workbook and the lists of a document.

    Raises FileError for what cannot be read at all, StaysFileError for a header that lacks a column or names it twice.
    """
    first = reading.beginning(file, most=sys.maxsize)  # a city has more stays than a feed has rows
    if first.startswith(reading.PARQUET):
        return sheets.parquet(file, columns)
    found = None if first.startswith(reading.WORKBOOK) else texts.opened(file, first, columns)
    return found or sheets.sheet(file, columns, table)
