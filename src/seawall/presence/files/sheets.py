"""Files of rows that are no delimited text: Parquet in columns; workbooks, JSON and the like row by row."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

import polars as pl

from seawall.files import columnar, limits, reading, torn
from seawall.files.grid import Broken, FileError, Grid, Record
from seawall.files.written import as_text
from seawall.presence.errors import StaysFileError
from seawall.presence.files.headings import LOOKED_AT, located, spelled
from seawall.presence.files.parts import Source, placed
from seawall.presence.files.rows import TIMES


def parquet(file: Path, columns: Sequence[str]) -> Source:
    """The rows of a Parquet file, counted from 1. Raises FileError, and StaysFileError for times that are numbers."""
    try:
        schema = pl.read_parquet_schema(file)
        titles = spelled(list(schema), str(file), columns)
        for name in (name for name in columns if name in TIMES):
            kind = schema[titles[name]]
            if not (kind in (pl.String, pl.Null) or kind.is_temporal()):  # Null: of nobody is anything said
                raise StaysFileError(
                    f"{file}: column {titles[name]} holds {kind}, not times; allowed are texts, timestamps"
                )
        frame = pl.read_parquet(file, columns=list(titles.values()))
    except (OSError, pl.exceptions.PolarsError) as error:
        raise FileError(f"{file} is not a whole Parquet file ({str(error).splitlines()[0]}); save it again") from None
    texts = [title for title in titles.values() if not isinstance(schema[title], pl.Datetime)]
    nothing = pl.lit(None, pl.String)
    part = frame.with_columns(as_text(str(file), frame.select(texts))).select(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(columnar.LINE),
        *(pl.col(title).alias(name) for name, title in titles.items()),
        nothing.alias(columnar.FAULT),
        nothing.alias(columnar.SURPLUS),
    )
    return Source(titles, iter([part]), header=list(schema))


def sheet(file: Path, columns: Sequence[str], table: str) -> Source:
    """The rows of any other file, numbered as it shows them. Raises FileError, StaysFileError."""
    grid = reading.read(file, table)
    first = list(islice(grid.records, LOOKED_AT))
    header, places = located(str(file), [cells for _, cells in first], columns)
    titles = first[header][1] if first else []
    how = columnar.Delimited(",", len(titles), placed(places))
    records = chain(first[header + 1 :], grid.records)
    return Source(
        {name: titles[places[name]].strip() for name in columns}, _parts(grid, records, how), grid.notes, grid.share,
        titles,
    )  # fmt: skip


def _parts(grid: Grid, records: Iterator[Record], how: columnar.Delimited) -> Iterator[pl.DataFrame]:
    while batch := list(islice(records, limits.BATCH)):
        yield how.framed(_told(batch, _faults(grid.broken, how), grid, how))
        grid.broken.clear()
    yield how.framed(_told([], _faults(grid.broken, how), grid, how))


def _faults(broken: Sequence[Broken], how: columnar.Delimited) -> dict[int, Broken]:
    """What the reader found wrong, by row: with the row, or with one of its cells that is wanted."""
    return {each.row: each for each in broken if each.index is None or each.index in how.wanted.values()}


def _told(
    batch: Sequence[Record], faults: dict[int, Broken], grid: Grid, how: columnar.Delimited
) -> list[tuple[int, Sequence[str], str | None]]:
    there = {row for row, _ in batch}
    rows = [(row, *_checked(cells, faults.get(row), grid, how)) for row, cells in batch]
    lost = [each for row, each in faults.items() if row not in there]
    return rows + [
        (each.row, [*[""] * how.width, each.value], f"{each.reason}; allowed: {each.allowed}") for each in lost
    ]


def _checked(
    cells: Sequence[str], fault: Broken | None, grid: Grid, how: columnar.Delimited
) -> tuple[Sequence[str], str | None]:
    """The cells of a row; those that a sheet leaves out at its end are empty."""
    whole = cells if grid.ragged else [*cells, *[""] * (how.width - len(cells))]
    return whole, f"{fault.reason}; allowed: {fault.allowed}" if fault else torn.counted(whole, how.width)
