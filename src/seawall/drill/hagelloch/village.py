"""The village as facts: who lived with whom, who sat in one class, and when each fell ill."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError

INCIDENT = "hagelloch-1861"
SCHOOL_CLASSES = ("1", "2")
"""Class 0 were the children too young for school: they sat in no room together."""
NEEDED = ("case_ID", "date_of_prodrome", "date_of_rash", "family_ID", "class")
DAY = timedelta(days=1)

Rows = Iterator[tuple[str, dict[str, Any]]]


class VillageMissingError(SeawallError):
    """The folder does not hold the list of cases: name the one that does."""


@dataclass(frozen=True)
class Villager:
    """Somebody of the village."""

    person: str
    family: str
    school_class: str


@dataclass(frozen=True)
class Ill:
    """Somebody who fell ill, with the days on which that began and on which it was seen."""

    who: Villager
    prodrome: date
    rash: date


def villagers(folder: Path) -> list[Ill]:
    """The cases of `folder`/cases.csv. Raises VillageMissingError when the file or a column is not there."""
    path = folder / "cases.csv"
    if not path.is_file():
        raise VillageMissingError(
            f"{path}: no such file; name the folder that holds the Hagelloch cases.csv with --data"
        )
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    missing = [name for name in NEEDED if not rows or name not in rows[0]]
    if missing:
        raise VillageMissingError(f"{path}: lacks {', '.join(missing)}; needed are {', '.join(NEEDED)}")
    return [_villager(row) for row in rows]


def _villager(row: Mapping[str, str]) -> Ill:
    prodrome, rash = (date.fromisoformat(row[f"date_of_{name}"]) for name in ("prodrome", "rash"))
    return Ill(Villager(row["case_ID"], row["family_ID"], row["class"]), prodrome, rash)


def invented(number: int) -> list[Villager]:
    """Classmates who never existed, each of a family of their own, to sit beside the real ones immune."""
    return [Villager(f"invented-{n}", f"invented-{n}", SCHOOL_CLASSES[n % 2]) for n in range(1, number + 1)]


def tables(people: Sequence[Ill], immune: Sequence[Villager], zone: ZoneInfo) -> dict[str, pl.DataFrame]:
    """The facts by table. Who belongs together is known before the first rash; a case on its rash day at 00:00."""
    begin = midnight(min(each.rash for each in people), zone)
    village = [*(each.who for each in people), *immune]
    facts = [*_together(village, begin), *_ill(people, zone)]
    facts += [("traits", {"person": each.person, "trait": "immune", "recorded_at": begin}) for each in immune]
    facts += [("incidents", {"incident": INCIDENT, "disease": "MeV", "policy": "measles-cdc", "recorded_at": begin})]
    named = dict.fromkeys(table for table, _ in facts)
    return {name: _frame(name, [row for table, row in facts if table == name]) for name in named}


def _together(village: Sequence[Villager], known: datetime) -> Rows:
    for each in village:
        yield "persons", {"person": each.person, "recorded_at": known}
    for one, other in combinations(village, 2):
        pair = {"person": one.person, "other": other.person, "recorded_at": known}
        if one.family == other.family:
            yield "relations", {**pair, "kind": "family"}
        if one.school_class == other.school_class and one.school_class in SCHOOL_CLASSES:
            yield "relations", {**pair, "kind": "class"}


def _ill(people: Sequence[Ill], zone: ZoneInfo) -> Rows:
    for each in people:
        known = midnight(each.rash, zone)
        case = {"case": f"case-{each.who.person}", "recorded_at": known}
        yield "cases", {**case, "person": each.who.person, "incident": INCIDENT, **_day("opened", each.rash, zone)}
        yield "classifications", {**case, "class": "clinical", **_day("at", each.rash, zone)}
        for kind, day in (("prodrome", each.prodrome), ("rash", each.rash)):
            yield (
                "symptoms",
                {"person": each.who.person, "kind": kind, "recorded_at": known, **_day("onset", day, zone)},
            )


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """00:00 of a local day."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _day(moment: str, day: date, zone: ZoneInfo) -> dict[str, datetime]:
    return {f"{moment}_from": midnight(day, zone), f"{moment}_until": midnight(day + DAY, zone)}


def _frame(name: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    common = {"recorded_by": "drill", "source": "Hagelloch 1861"}
    whole = [{**common, **row, "row": f"{name}-{number}"} for number, row in enumerate(rows)]
    empty = TABLES[name].create_empty()
    columns = {column: [row.get(column) for row in whole] for column in empty.columns}
    return pl.DataFrame(columns, schema=empty.schema)
