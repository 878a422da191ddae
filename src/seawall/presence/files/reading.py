"""Files of stays, check-ins and cases as frames: good rows go in, the others come back with a reason each."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from seawall.files.grid import FileError
from seawall.presence.errors import ColumnMissingError, StaysFileError
from seawall.presence.files import rows, sources
from seawall.presence.files.headings import CHINESE, LEADING, unused
from seawall.presence.files.headings import spelled as spelled
from seawall.presence.files.parts import Source, settled
from seawall.presence.files.rows import LONGEST_DAYS as LONGEST_DAYS
from seawall.presence.files.times import local as local


class Rows(NamedTuple):
    """The good rows, with the line each begins on; the rejects, as a file of them has them; what else is to be said."""

    good: pl.DataFrame
    rejected: pl.DataFrame
    notes: Sequence[str]


def untold(_share: float) -> None:
    """Nobody watches."""


def rows_of(
    file: Path, columns: Sequence[str], zone: ZoneInfo, table: str = "stays", told: Callable[[float], None] = untold
) -> Rows:
    """The rows of a file in `columns`: CSV in any encoding an import reads, Parquet, a workbook, JSON.

    Persons and places are text, times are instants; a time without an offset is one of `zone`. `line` counts the lines
    of a text from 1, the rows of a sheet as it shows them, those of Parquet from 1. `told` hears how much was read.
    Raises StaysFileError for what cannot be read at all, and for a column that is missing or there twice.
    """
    parts = list(parts_of(file, columns, zone, table, told=told))
    rejected = pl.concat([part.rejected for part in parts]).sort(LEADING[0])
    return Rows(pl.concat([part.good for part in parts]), rejected, parts[0].notes)


def parts_of(
    file: Path, columns: Sequence[str], zone: ZoneInfo, table: str, unsaid: Sequence[str] = (),
    told: Callable[[float], None] = untold,
) -> Iterator[Rows]:  # fmt: skip
    """The same part by part, as they are read: at least one. The file may lack the columns `unsaid`, and a row a time
    in them: that it does, and which others nobody reads, is noted then."""
    try:
        source = _opened(file, columns, table, unsaid)
        noted = _lacking(source, unsaid) if unsaid else []
        yield Rows(*rows.empty(source.titles), [*source.notes, *noted])
        for part in source.parts:
            yield Rows(*rows.taken(settled(part), zone, source.titles, unsaid), [*source.notes, *noted])
            told(source.share())
    except FileError as error:
        raise StaysFileError(str(error)) from error


def _opened(file: Path, columns: Sequence[str], table: str, unsaid: Sequence[str]) -> Source:
    if unsaid:
        with suppress(ColumnMissingError):
            return sources.opened(file, (*columns, *unsaid), table)
    return sources.opened(file, columns, table)


def _lacking(source: Source, unsaid: Sequence[str]) -> list[str]:
    others = unused(source.header, source.titles.values())
    told = [f"not used: {', '.join(others)}"] if others else []
    return told + [f"no column is {name} {CHINESE[name]}" for name in unsaid if name not in source.titles]


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name. Raises StaysFileError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise StaysFileError(f"--zone {name} is not known; allowed are names such as Asia/Shanghai, UTC") from error
