"""Playing an incident: its facts arrive when they were learned, through the real import, plan and seal.

A drill is folders of CSV files, one a table, each row with its `recorded_at`; and a script that says, for each
arrival, what the screen says, whether officers sign, and whether a bulletin is shown.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from seawall.tables.catalogue import TABLES

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Officer:
    """Somebody who signs, in a role and for an organisation."""

    officer: str
    role: str
    organisation: str


@dataclass(frozen=True)
class Arrival:
    """Facts learned at one time: `says` in each language, and rows by table in the files' own text."""

    at: datetime
    says: Mapping[str, str]
    tables: Mapping[str, Rows]
    published: bool = False
    sign: bool = False
    bulletin: bool = False

    @property
    def facts(self) -> int:
        """How many rows arrive."""
        return sum(len(rows) for rows in self.tables.values())


@dataclass(frozen=True)
class Script:
    """A drill: the incident, who signs, and what arrives when."""

    incident: str
    officers: Sequence[Officer]
    arrivals: Sequence[Arrival]


def script(path: Path, folders: Sequence[Path], month: str, made: Mapping[str, Rows]) -> Script:
    """The script at `path` with the rows of the CSV files in `folders` and those of `made`, by table.

    The script's short times are of `month` (2022-01).

    Raises ValueError when a row arrives at a time the script does not name: nothing may arrive unseen.
    """
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    learned = by_time(folders, made)
    told = [_arrival(each, learned, month) for each in written["arrival"]]
    unseen = set(learned) - {arrival.at for arrival in told}
    if unseen:
        raise ValueError(f"{path}: no arrival at {', '.join(str(at) for at in sorted(unseen))}")
    officers = [Officer(**each) for each in written["officers"]]
    return Script(written["incident"], officers, sorted(told, key=lambda each: each.at))


def _arrival(told: Mapping[str, Any], learned: Mapping[datetime, Mapping[str, Rows]], month: str) -> Arrival:
    at = datetime.fromisoformat(f"{month}-{told['at']}+08:00")
    flags = {name: told.get(name, False) for name in ("published", "sign", "bulletin")}
    return Arrival(at, {lang: told[lang] for lang in ("zh", "en")}, learned.get(at, {}), **flags)


def by_time(folders: Sequence[Path], made: Mapping[str, Rows]) -> Mapping[datetime, Mapping[str, Rows]]:
    """The rows of every CSV file and those made, by the time they were learned and by table, in the tables' order."""
    found: dict[datetime, dict[str, Rows]] = {}
    for table in TABLES:
        kept = [row for folder in folders for row in read(folder / f"{table}.csv")]
        for row in (*kept, *made.get(table, [])):
            at = datetime.fromisoformat(row["recorded_at"])
            found.setdefault(at, {}).setdefault(table, []).append(row)
    return found


def read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file; none when there is no such file."""
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def as_files(arrival: Arrival, folder: Path) -> list[Path]:
    """Writes an arrival as the files a city would import, one a table."""
    folder.mkdir(parents=True)
    for table, rows in arrival.tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv.DictWriter(file, columns, restval="")
            lines.writeheader()
            lines.writerows(rows)
    return [folder / f"{table}.csv" for table in arrival.tables]
