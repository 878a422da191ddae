"""A frame as the file its name says."""

from pathlib import Path

import polars as pl

from seawall.disk import owned
from seawall.presence.errors import StaysFileError
from seawall.tables.inert import inert_frame

ENDINGS = (".csv", ".parquet", ".pq")


def write(frame: pl.DataFrame, file: Path) -> None:
    """Writes .csv, with cells inert in a spreadsheet and times with their offset, or .parquet. Raises StaysFileError.

    It says who met whom, so that only its owner may read it.
    """
    if file.suffix.lower() not in ENDINGS:
        allowed = ", ".join(ENDINGS)
        raise StaysFileError(f"{file}: {file.suffix or 'no ending'} is not known; allowed are {allowed}")
    try:
        with owned(file) as out:
            if file.suffix.lower() == ".csv":
                inert_frame(frame).write_csv(out, datetime_format="%Y-%m-%dT%H:%M:%S%:z")
            else:
                frame.write_parquet(out)
    except OSError as error:
        raise StaysFileError(f"{file}: {error.strerror or error}; choose a file you may write") from error
