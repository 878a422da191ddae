"""What an index says of itself, in index.json, with the digests of what it cannot do without."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from seawall import disk
from seawall.presence.errors import IndexFolderError

FORMAT = "seawall-stays/4"
NAME = "index.json"


@dataclass(frozen=True)
class Head:
    """The zone whose days they are, the days in order, how many stays, of how many people at how many places, went in
    and rows did not.

    `sums` has the digest of each file of names; `encrypted`: each day opens with its own key, the names with the last.
    """

    zone: ZoneInfo
    days: tuple[date, ...]
    stays: int
    people: int
    places: int
    rejected: int
    sums: Mapping[str, str]
    encrypted: bool


def write(folder: Path, head: Head) -> None:
    """Writes index.json; its content is on the disk when this returns."""
    said = {
        "format": FORMAT, "zone": head.zone.key, "days": [day.isoformat() for day in head.days], "stays": head.stays,
        "people": head.people, "places": head.places, "rejected": head.rejected, "sums": dict(head.sums),
        "encrypted": head.encrypted,
    }  # fmt: skip
    disk.write(folder / NAME, json.dumps({**said, "sum": _sum(said)}, indent=1) + "\n")


def read(folder: Path) -> Head:
    """The head of an index. Raises IndexFolderError for one that is damaged, of another format, or not there."""
    file = folder / NAME
    try:
        said = json.loads(file.read_text())
        if said["format"] != FORMAT:
            raise IndexFolderError(
                f"{folder} is of the format {said['format']}; this program reads {FORMAT}: build it again"
            )
        if said.pop("sum") != _sum(said):
            raise IndexFolderError(f"{file} is not as it was written; build the index again")
        days = tuple(date.fromisoformat(day) for day in said["days"])
        if any(after.toordinal() - day.toordinal() != 1 for day, after in pairwise(days)):
            raise IndexFolderError(f"{file} skips a day; build the index again")
        stays, people, places, rejected = (int(said[each]) for each in ("stays", "people", "places", "rejected"))
        return Head(
            ZoneInfo(said["zone"]), days, stays, people, places, rejected, said["sums"], bool(said["encrypted"])
        )
    except OSError as error:
        raise IndexFolderError(f"{file}: {error.strerror}; `seawall stays build` makes an index") from error
    except (ValueError, KeyError, TypeError) as error:
        raise IndexFolderError(f"{file} is damaged ({error}); build the index again") from error


def digest(file: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _sum(said: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
