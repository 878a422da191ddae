"""An index built from stays: numbered, united, cut into days, each day put in order and sealed in its file."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from seawall.kernels import Stays, arranged, split, united
from seawall.presence import segment
from seawall.presence.index import FORMAT, HEAD, PEOPLE, PLACES, Index, IndexFolderError, boundaries, opened
from seawall.presence.instants import seconds
from seawall.presence.reading import rows_of

MOST_DAYS = 3660
REJECTS = "rejects.csv"
Progress = Callable[[str, int, int], None]
"""What is told on the way: what is done, how much of it, of how much."""


def build(source: Path, out: Path, zone: ZoneInfo, told: Progress) -> Index:
    """The index of a file of stays (person, place, came, left), in a folder that must not exist yet.

    Rows that cannot go in stand in rejects.csv of the folder. The folder appears when it is whole.
    Raises StaysFileError, IndexFolderError.
    """
    if out.exists():
        raise IndexFolderError(f"{out} exists; choose a folder that does not, or remove it first")
    told("reading", 0, 1)
    stays, rejected = rows_of(source, ("person", "place", "came", "left"), zone)
    making = out.with_name(f".{out.name}.building-{os.getpid()}")
    making.mkdir(mode=0o700, parents=True)
    try:
        index = write(stays, making, zone, told, rejected.height)
        if rejected.height:
            rejected.write_csv(making / REJECTS)
        making.rename(out)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return Index(out, index.zone, index.days, index.stays, index.rejected)


def write(stays: pl.DataFrame, folder: Path, zone: ZoneInfo, told: Progress, rejected: int) -> Index:
    """The index of good rows, in a folder that exists."""
    people, places = (_numbered(stays[name]) for name in ("person", "place"))
    told("ordering", 0, 1)
    plain = stays.select(seconds(pl.col("came")).alias("came"), seconds(pl.col("left")).alias("left"))
    rows = Stays(*(column.to_numpy() for column in (people[1], places[1], plain["came"], plain["left"])))
    whole = united(rows, len(people[0]))
    days = _days(stays, zone)
    begins = boundaries(days, zone)
    for name, (names, _) in ((PEOPLE, people), (PLACES, places)):
        names.to_frame("name").write_ipc(folder / name)
    for at, (day, part) in enumerate(zip(days, split(whole, begins), strict=True)):
        told("sealing", at, len(days))
        made = arranged(part, int(begins[at]), len(places[0]), len(people[0]))
        segment.write(folder / f"{day.isoformat()}.seg", made, segment.Day(day, int(begins[at]), int(begins[at + 1])))
    told("sealing", len(days), len(days))
    head = {"format": FORMAT, "zone": zone.key, "days": [day.isoformat() for day in days]}
    (folder / HEAD).write_text(json.dumps({**head, "stays": len(whole.person), "rejected": rejected}, indent=1) + "\n")
    return opened(folder)


def _numbered(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The names in order, and for each row the number of its name."""
    names = column.unique().sort()
    numbers = column.cast(pl.Enum(names)).to_physical().cast(pl.Int32)
    return names, numbers


def _days(stays: pl.DataFrame, zone: ZoneInfo) -> list[date]:
    """Every local day from the first coming to the last leaving."""
    if stays.is_empty():
        raise IndexFolderError("no row can go into an index; see the reasons of the rejects, the columns and --zone")
    first, last = stays.select(pl.col("came").min(), pl.col("left").max() - timedelta(microseconds=1)).row(0)
    begin, end = (moment.astimezone(zone).date() for moment in (first, max(first, last)))
    if (end - begin).days >= MOST_DAYS:
        raise IndexFolderError(
            f"the stays reach from {begin} to {end}, more than {MOST_DAYS} days; a year was mistyped somewhere: "
            "remove those rows"
        )
    return [begin + timedelta(days=each) for each in range((end - begin).days + 1)]
