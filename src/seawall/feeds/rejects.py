"""The rows that were refused, in a file that can be corrected and imported again as it is."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from seawall.files.grid import Fault
from seawall.tables.inert import alive, inert

LEADING = ("row", "column", "value", "reason", "allowed")
"""What stands before the file's own columns; an import knows them and does not read them."""

SURPLUS = "surplus"
"""The last column: the cells beyond the last header, or how many were missing. Emptied by whoever puts them right."""


class Rejects:
    """Writes refused rows, one line a row with all its faults. The file appears when the first is written."""

    def __init__(self, path: Path, titles: Sequence[str], ragged: bool) -> None:
        self.path = path
        self.ragged = ragged
        self.titles = titles
        self.own = slice(len(LEADING) if is_rejects(titles) else 0, None)  # ours came back: write it but once
        self.rows = 0

    def write(self, cells: Mapping[int, Sequence[str]], faults: Sequence[Fault]) -> None:
        """Append the rows that have faults, in the order of the file."""
        by_row: dict[int, list[Fault]] = {}
        for fault in faults:
            by_row.setdefault(fault.row, []).append(fault)
        lines = [(*_leading(by_row[row]), *self._cells(cells.get(row, ()))) for row in sorted(by_row)]
        if lines and not self.rows:
            self._append("w", [(*LEADING, *without_surplus(self.titles)[self.own], SURPLUS)])
        self._append("a", lines)
        self.rows += len(lines)

    def _append(self, mode: str, lines: Sequence[Sequence[str]]) -> None:
        if lines:
            with self.path.open(mode, encoding="utf-8-sig" if mode == "w" else "utf-8", newline="") as file:
                csv.writer(file).writerows([inert(alive(cell)) for cell in line] for line in lines)

    def _cells(self, cells: Sequence[str]) -> list[str]:
        width = len(without_surplus(self.titles))
        own = [*cells[:width], *[""] * (width - len(cells))]
        missing = f"({len(cells)} cells of {width})" if self.ragged and len(cells) < width else ""
        return [*own[self.own], beyond(cells, width) or missing]


def is_rejects(titles: Sequence[str]) -> bool:
    """Whether a file is one of ours that came back: its leading columns say what was wrong, and are not read."""
    return tuple(titles[: len(LEADING)]) == LEADING


def without_surplus(titles: Sequence[str]) -> Sequence[str]:
    """The file's own columns."""
    return titles[:-1] if is_rejects(titles) and titles[-1] == SURPLUS else titles


def beyond(cells: Sequence[str], width: int) -> str:
    """The text of the cells beyond the last header."""
    return " | ".join(filter(None, cells[width:]))


def _leading(faults: Sequence[Fault]) -> list[str]:
    """The faults of one row as one line; each reason names its column where there are several."""
    several = len(faults) > 1
    reasons = [f"{fault.column}: {fault.reason}" if several and fault.column else fault.reason for fault in faults]
    allowed = [f"{fault.column}: {fault.allowed}" if several and fault.column else fault.allowed for fault in faults]
    columns = dict.fromkeys(fault.column for fault in faults if fault.column)
    values = dict.fromkeys(fault.value for fault in faults if fault.value)
    return [str(faults[0].row), *("; ".join(part) for part in (columns, values, reasons, dict.fromkeys(allowed)))]
