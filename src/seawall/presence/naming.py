"""The names of an index: two files in the clear, or one that is sealed under the key of its last day."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from seawall.disk import owned, sync
from seawall.presence import head, named
from seawall.presence import keys as keeping
from seawall.presence.errors import DayKeyError, IndexFolderError, SegmentDamagedError
from seawall.presence.named import Named

PEOPLE, PLACES, NAMES = "people.arrow", "places.arrow", "names"


def write(folder: Path, names: Named, last: date, keys: Path | None) -> dict[str, str]:
    """Writes the names in order, sealed where there are keys; the digest of each file.

    Raises SegmentError, DayKeyError.
    """
    if keys is not None:
        named.write(folder / NAMES, keys, last, names)
        return {NAMES: head.digest(folder / NAMES)}
    return {file: _plain(folder / file, each) for file, each in ((PEOPLE, names.people), (PLACES, names.places))}


def read(folder: Path, sums: Mapping[str, str], keys: Path | None) -> Named:
    """The names again, out of files with these digests. Raises IndexFolderError."""
    refuse_altered(folder, sums)
    if keys is None:
        return Named(*(_read(folder / each) for each in (PEOPLE, PLACES)))
    try:
        return named.read(folder / NAMES, keys, keeping.OF_AN_INDEX)
    except SegmentDamagedError as error:  # its digest holds, so it is the key
        raise IndexFolderError(
            f"{folder / NAMES} does not open with the key of its last day in {keys}, which is not the one it was "
            "written with: name the folder of its own (--keys), or make the index again from what it was built of"
        ) from error
    except DayKeyError as error:
        raise IndexFolderError(f"{folder} has its names under the key of its last day: {error}") from error


def refuse_altered(folder: Path, sums: Mapping[str, str]) -> None:
    """Raise IndexFolderError for a file that has not its digest."""
    for name, told in sums.items():
        file = folder / name
        try:
            found = head.digest(file)
        except OSError as error:
            raise IndexFolderError(f"{file} cannot be read ({error}); build the index again") from error
        if found != told:
            raise IndexFolderError(f"{file} is not as it was written; build the index again")


def _plain(file: Path, names: pl.Series) -> str:
    """In the oldest layout, for the newer is as the threads left it."""
    with owned(file) as out:
        names.to_frame("name").write_ipc(out, compat_level=pl.CompatLevel.oldest())
    sync(file)
    return head.digest(file)


def _read(file: Path) -> pl.Series:
    try:
        return pl.read_ipc(file).to_series()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise IndexFolderError(f"{file} cannot be read ({error}); build the index again") from error
