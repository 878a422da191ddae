"""An index built from stays: numbered, united, cut into days, each day put in order and sealed in its file."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from seawall.kernels import Stays, arranged, split, united
from seawall.presence import segment, writing
from seawall.presence.durable import sync
from seawall.presence.index import (
    FORMAT,
    HEAD,
    PEOPLE,
    PLACES,
    Index,
    IndexFolderError,
    boundaries,
    digest,
    opened,
    refuse_home,
    signed,
)
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
    refuse_home(out)
    if out.exists():
        raise IndexFolderError(f"{out} exists; choose a folder that does not, or remove it first")
    told("reading", 0, 1)
    stays, rejected = rows_of(source, ("person", "place", "came", "left"), zone)
    _refuse_nothing(stays, rejected)
    making = out.with_name(f".{out.name}.building-{os.getpid()}")
    try:
        making.mkdir(mode=0o700, parents=True)
        index = _written(stays, making, zone, told, rejected.height)
        if rejected.height:
            writing.write(rejected, making / REJECTS)
        sync(making)
        making.rename(out)
    except OSError as error:
        raise IndexFolderError(
            f"{out} cannot be written ({error.strerror}): make room, or choose another folder"
        ) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return replace(index, folder=out)


def _refuse_nothing(stays: pl.DataFrame, rejected: pl.DataFrame) -> None:
    if stays.is_empty():
        reasons = "; ".join(rejected["reason"].unique(maintain_order=True).head(3)) or "there is no row"
        raise IndexFolderError(f"no row can go into an index: {reasons}")


def _written(stays: pl.DataFrame, folder: Path, zone: ZoneInfo, told: Progress, rejected: int) -> Index:
    """The index of good rows, in a folder that exists."""
    people, places = (_numbered(stays[name]) for name in ("person", "place"))
    told("ordering", 0, 1)
    plain = stays.select(seconds(pl.col("came")).alias("came"), seconds(pl.col("left")).alias("left"))
    rows = Stays(*(column.to_numpy() for column in (people[1], places[1], plain["came"], plain["left"])))
    whole = united(rows, len(people[0]))
    days = _days(stays, zone)
    begins = boundaries(days, zone)
    for name, (names, _) in ((PEOPLE, people), (PLACES, places)):
        names.to_frame("name").write_ipc(folder / name, compat_level=pl.CompatLevel.oldest())  # else as threads left it
        (folder / name).chmod(0o600)
    for at, (day, part) in enumerate(zip(days, split(whole, begins), strict=True)):
        told("sealing", at, len(days))
        made = arranged(part, int(begins[at]), len(places[0]), len(people[0]))
        segment.write(folder / f"{day.isoformat()}.seg", made, segment.Day(day, int(begins[at]), int(begins[at + 1])))
    told("sealing", len(days), len(days))
    head = {
        "format": FORMAT, "zone": zone.key, "days": [day.isoformat() for day in days], "stays": len(whole.person),
        "rejected": rejected, "sums": {name: digest(folder / name) for name in (PEOPLE, PLACES)},
    }  # fmt: skip
    (folder / HEAD).write_text(json.dumps(signed(head), indent=1) + "\n")
    (folder / HEAD).chmod(0o600)
    for name in (PEOPLE, PLACES, HEAD):
        sync(folder / name)
    return opened(folder)


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
