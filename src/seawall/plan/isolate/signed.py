"""Drives that an order in force names: they stay as they were signed, for everybody whom no fact moved."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import polars as pl

from seawall.plan.isolate.drives import Drive
from seawall.plan.isolate.loads import WAY, Load
from seawall.plan.isolate.rules import Driving
from seawall.plan.isolate.vehicles import Fleet

Going = Mapping[str, Mapping[str, Any]]
"""By person: where somebody who has not arrived still has to go, out of what, by when; and `together`, with whom."""


def kept(
    driven: pl.DataFrame | None, moving: pl.DataFrame, rooms: pl.DataFrame, means: Fleet, rules: Driving, now: datetime
) -> Iterator[Drive]:
    """The drives of `driven` that still hold, first leaving first. Whoever asks makes their means busy before the next.

    `driven` is what orders in force say: batch, site, vehicle, crew, risk, from_unit, from_site, persons, depart_from,
    arrive_from, until. Somebody rides as signed who still has to go there, out of the same place and as the same risk,
    with all who share the room. The drive holds while one of them does, its vehicle and crew are there and free, and
    its limit has not passed (the order's end, or an earlier one by what is known now).
    """
    if driven is None or driven.is_empty():
        return
    going, arrived = _going(driven, moving), set(rooms.filter("placed").select("person", "site").iter_rows())
    taken: set[str] = set()
    for row in driven.drop_nulls(["depart_from", "arrive_from"]).sort("depart_from", "batch").iter_rows(named=True):
        riding = _riding(row, going, taken)
        if riding and (drive := _drive(row, riding, going, arrived, means, rules)) and not _passed(drive, now):
            taken.update(riding)
            yield drive


def _going(driven: pl.DataFrame, moving: pl.DataFrame) -> Going:
    """Those who share a room ride together: each knows all of theirs."""
    whom = driven.select(person=pl.col("persons").explode()).unique()
    cell = ("site", pl.coalesce("room", "person"))
    shared = moving.with_columns(pl.col("person").implode().over(cell).alias("together"))
    return {row["person"]: row for row in shared.join(whom, on="person", how="semi").iter_rows(named=True)}


def _riding(row: Mapping[str, Any], going: Going, taken: set[str]) -> list[str]:
    way = (row["site"], row["from_unit"], row["from_site"], row["risk"])
    named = [
        person for person in row["persons"]
        if person in going and person not in taken and tuple(going[person][part] for part in WAY) == way
    ]  # fmt: skip
    return [person for person in named if set(going[person]["together"]) <= set(named)]


def _drive(
    row: Mapping[str, Any], riding: Sequence[str], going: Going, arrived: set[tuple[str, str]], means: Fleet,
    rules: Driving,
) -> Drive | None:  # fmt: skip
    """The drive as it was signed; None: its vehicle or its crew is not there, or away."""
    need = row["arrive_from"] - row["depart_from"]
    length = 2 * need + rules.loading
    vehicle = means.named(row["vehicle"], row["risk"], len(riding), row["depart_from"], length)
    crew = means.crew_named(row["crew"], row["depart_from"], length)
    if vehicle is None or crew is None:
        return None
    due, surely = (min(filter(None, (going[each][end] for each in riding)), default=None) for end in ("due", "surely"))
    named = [each for each in row["persons"] if each in riding or (each, row["site"]) in arrived]
    load = Load(row["site"], row["from_unit"], row["from_site"], row["risk"], tuple(riding), due, surely)
    ends = row["depart_from"] + length
    return Drive(
        row["batch"], load, named, vehicle, crew, row["depart_from"], row["arrive_from"], ends, row["until"]
    )  # fmt: skip


def _passed(drive: Drive, now: datetime) -> bool:
    """Whether its limit is over, by the order or by what is known now; one that was late has its order's."""
    until, limit = drive.until, drive.load.surely
    return (until is not None and until <= now) or (limit is not None and drive.there <= limit <= now)
