"""A frame as the file its name says."""

from itertools import chain, count
from pathlib import Path

import polars as pl

from seawall.disk import owned
from seawall.presence.errors import StaysFileError
from seawall.presence.files.headings import SURPLUS
from seawall.tables.inert import inert_frame

ENDINGS = (".csv", ".parquet", ".pq")


def refuse(file: Path, *read: Path, option: str = "--out") -> None:
    """Raise StaysFileError for a file that cannot be written for its ending, that is one of those `read`, or that lies
    in one of the folders among them; `option` named it.
    """
    if file.suffix.lower() not in ENDINGS:
        allowed = ", ".join(ENDINGS)
        raise StaysFileError(f"{file}: {file.suffix or 'no ending'} is not known; allowed are {allowed}")
    for other in read:
        if file.resolve() == other.resolve() or (file.exists() and other.exists() and file.samefile(other)):
            raise StaysFileError(f"{option} {file} is {other} itself, which would be lost; name another file")
        if other.is_dir() and file.resolve().is_relative_to(other.resolve()):
            raise StaysFileError(
                f"{option} {file} lies in {other}, which must stay as it was written; name another file"
            )


def write(frame: pl.DataFrame, file: Path) -> None:
    """Writes .csv, with cells inert in a spreadsheet and times with their offset, or .parquet. Raises StaysFileError.

    It says who met whom, so that only its owner may read it.
    """
    refuse(file)
    _write(frame, file, bom=False)


def write_rejects(rejected: pl.DataFrame, file: Path) -> None:
    """Writes rows that could not go in (see rows.rejects), to be put right in a spreadsheet. Raises StaysFileError."""
    nothing = rejected[SURPLUS].null_count() == rejected.height
    _write(rejected.drop(SURPLUS) if nothing else rejected, file, bom=True)  # by which a spreadsheet knows UTF-8


def write_beside(rejected: pl.DataFrame, folder: Path) -> Path:
    """Where the rejects are now: beside a folder, under a name that nothing had yet. Raises StaysFileError."""
    file = free(folder.with_name(f"{folder.name}-rejects.csv"))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StaysFileError(f"{file.parent} cannot be made ({error.strerror}); choose another folder") from error
    write_rejects(rejected, file)
    return file


def free(file: Path) -> Path:
    """The file, or the first of FILE-2, FILE-3 and so on that is not there yet."""
    numbered = (file.with_name(f"{file.stem}-{number}{file.suffix}") for number in count(2))
    return next(each for each in chain([file], numbered) if not each.exists())


def _write(frame: pl.DataFrame, file: Path, *, bom: bool) -> None:
    try:
        with owned(file) as out:
            if file.suffix.lower() == ".csv":
                inert_frame(frame).write_csv(out, include_bom=bom, datetime_format="%Y-%m-%dT%H:%M:%S%:z")
            else:
                frame.write_parquet(out)
    except OSError as error:
        raise StaysFileError(f"{file}: {error.strerror or error}; choose a file you may write") from error
