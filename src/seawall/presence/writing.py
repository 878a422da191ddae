"""A frame as the file its name says."""

from pathlib import Path

import polars as pl

from seawall.presence.reading import StaysFileError
from seawall.tables.inert import inert_frame


def write(frame: pl.DataFrame, file: Path) -> None:
    """Writes .csv, with cells inert in a spreadsheet and times in UTC, or .parquet. Raises StaysFileError."""
    try:
        match file.suffix.lower():
            case ".parquet" | ".pq":
                frame.write_parquet(file)
            case ".csv":
                inert_frame(frame).write_csv(file, datetime_format="%Y-%m-%dT%H:%M:%SZ")
            case other:
                raise StaysFileError(f"{file}: {other or 'no ending'} is not known; allowed are .csv and .parquet")
    except OSError as error:
        raise StaysFileError(f"{file}: {error.strerror or error}; choose a file you may write") from error
