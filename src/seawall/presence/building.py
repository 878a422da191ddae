"""An index built from stays: numbered, united, cut into days, each day put in order and sealed in its file."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from seawall.disk import sync
from seawall.kernels import arranged, split, stated, united
from seawall.presence import head, naming
from seawall.presence import keys as keeping
from seawall.presence.errors import IndexFolderError
from seawall.presence.files import writing
from seawall.presence.files.apart import parted
from seawall.presence.files.headings import LEADING
from seawall.presence.files.reading import rows_of
from seawall.presence.index import Index, opened, refuse_home
from seawall.presence.instants import MOST_DAYS, boundaries, seconds
from seawall.presence.making import making
from seawall.presence.named import Named
from seawall.presence.segments import segment

COLUMNS = "person", "place", "came", "left"
REJECTS = "rejects.csv"
Progress = Callable[[str, int, int], None]
"""What is told on the way: what is done, how much of it, of how much."""


def build(
    source: Path, out: Path, zone: ZoneInfo, told: Progress, keys: Path | None = None, noted: list[str] | None = None
) -> Index:
    """The index of a file of stays (person, place, came, left), in a folder that must not exist yet.

    Rows that cannot go in stand in rejects.csv of the folder; where none can go in, they are kept beside it. With
    `keys`, a folder outside of it, each day is encrypted under a key of its own that is kept there, the names under the
    last one, and rejects are kept beside. The folder appears when it is whole. `noted` takes what is to be said
    of the file, such as an encoding that was guessed.
    Raises StaysFileError, IndexFolderError, SegmentError, DayKeyError.
    """
    _refuse_place(out, keys)
    read = rows_of(source, COLUMNS, zone, told=lambda share: told("reading", round(100 * share), 100))
    stays, rejected = parted(read.good, read.rejected, zone)
    noted = [] if noted is None else noted
    noted += read.notes
    _refuse_nothing(stays, rejected, source, out)
    try:
        with making(out) as folder:
            _fill(folder, stays, zone, keys, rejected.height, told)
            if rejected.height and keys is None:
                writing.write_rejects(rejected, folder / REJECTS)
            elif rejected.height:
                kept = writing.write_beside(rejected, out)
                noted.append(
                    f"{kept} has the rows that could not go in, in the clear: remove it when they are put right"
                )
            sync(folder)
            folder.rename(out)
    except OSError as error:
        raise IndexFolderError(
            f"{out} cannot be written ({error.strerror}): make room, or choose another folder"
        ) from error
    return opened(out, keys)


def _refuse_place(out: Path, keys: Path | None) -> None:
    refuse_home(out)
    if out.exists():
        raise IndexFolderError(f"{out} exists; choose a folder that does not, or remove it first")
    for above in out.absolute().resolve().parents:
        if (above / head.NAME).exists():
            raise IndexFolderError(f"{out} lies in the index {above}; choose a folder outside")
    if keys is not None and keys.absolute().is_relative_to(out.absolute()):
        raise IndexFolderError(
            f"{keys} lies in the index: who copies it would have its keys too; choose a folder outside"
        )


def _refuse_nothing(stays: pl.DataFrame, rejected: pl.DataFrame, source: Path, out: Path) -> None:
    """An index of nothing is none, but its rejects are kept beside, under a name that nothing has yet."""
    if stays.height:
        return
    if rejected.is_empty():
        raise IndexFolderError(f"no row can go into an index: {source} has no row below its header")
    kept = writing.write_beside(rejected, out)
    first = "; ".join(f"line {line}: {reason}" for line, reason in rejected.head(3).select(LEADING).iter_rows())
    raise IndexFolderError(
        f"no row of {source} can go into an index: {first}. To be put right in {kept}: {rejected.height:,} in all"
    )


def _fill(folder: Path, stays: pl.DataFrame, zone: ZoneInfo, keys: Path | None, rejected: int, told: Progress) -> None:
    """Writes the names, the days and the head of an index of good rows into a folder."""
    people, places = (_numbered(stays[name]) for name in ("person", "place"))
    told("ordering", 0, 1)
    plain = stays.select(seconds(pl.col("came")).alias("came"), seconds(pl.col("left")).alias("left"))
    rows = stated(*(column.to_numpy() for column in (people[1], places[1], plain["came"], plain["left"])))
    whole, days = united(rows, len(people[0])), _days(stays, zone)
    begins = boundaries(days, zone)
    for at, (day, part) in enumerate(zip(days, split(whole, begins), strict=True)):
        told("sealing", at, len(days))
        made = arranged(part, int(begins[at]), len(places[0]), len(people[0]))
        key = None if keys is None else keeping.make(keys, day, keeping.OF_AN_INDEX)
        segment.write(
            segment.segment_file(folder, day), made, segment.Day(day, int(begins[at]), int(begins[at + 1])), key
        )
    told("sealing", len(days), len(days))
    sums = naming.write(folder, Named(people[0], places[0]), days[-1], keys)
    counts = len(whole.person), len(people[0]), len(places[0]), rejected
    head.write(folder, head.Head(zone, tuple(days), *counts, sums, keys is not None))


def _numbered(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The names in order, and for each row the number of its name."""
    names = column.unique().sort()
    numbers = column.cast(pl.Enum(names)).to_physical().cast(pl.Int32)
    return names, numbers


def _days(stays: pl.DataFrame, zone: ZoneInfo) -> list[date]:
    """Every local day from the first coming to the last leaving."""
    first, last = stays.select(pl.col("came").min(), pl.col("left").max() - timedelta(microseconds=1)).row(0)
    begin, end = (moment.astimezone(zone).date() for moment in (first, max(first, last)))
    if (end - begin).days >= MOST_DAYS:
        raise IndexFolderError(
            f"the stays reach from {begin} to {end}, more than {MOST_DAYS} days; a year was mistyped somewhere: "
            "remove those rows"
        )
    return [begin + timedelta(days=each) for each in range((end - begin).days + 1)]
