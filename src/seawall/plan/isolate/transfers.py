"""How people get to their rooms: drives with a vehicle and a crew, never two risk classes in one (TRUST.md 27)."""

from collections.abc import Collection
from datetime import datetime
from itertools import chain, count

import polars as pl

from seawall.plan.isolate.drives import Planning
from seawall.plan.isolate.due import dues
from seawall.plan.isolate.loads import Load, loads
from seawall.plan.isolate.roads import roads
from seawall.plan.isolate.rules import IsolateRules
from seawall.plan.isolate.signed import kept
from seawall.plan.isolate.vehicles import fleet
from seawall.tables.days import INSTANT
from seawall.tables.facts import Facts
from seawall.tables.living import own_units

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "batch": pl.String, "site": pl.String, "vehicle": pl.String, "crew": pl.String, "persons": pl.List(pl.String),
    "named": pl.List(pl.String), "risk": pl.String, "from_unit": pl.String, "from_site": pl.String,
    "depart_from": INSTANT, "arrive_from": INSTANT, "arrive_until": INSTANT, "ordered_until": INSTANT,
    "seats": pl.Int64, "night": pl.Boolean, "signatures": pl.Int64, "lacks": pl.List(pl.String), "why": pl.String,
}  # fmt: skip


def transfers(
    rooms: pl.DataFrame,
    origins: pl.DataFrame,
    contacts: pl.DataFrame,
    episodes: pl.DataFrame,
    facts: Facts,
    rules: IsolateRules,
    now: datetime,
    driven: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """One row a drive: first those that orders in force name (`driven`, see signed.kept), as they were signed; then the
    others round them, the ones due first leading. `batch` is named after the first person in it.

    `arrive_from`: when it is there, as far as the drive is known; `arrive_until`: by when the first of them must be,
    empty where no rule says, or where it cannot be (then `why` says so); `ordered_until`: the end of its order. `named`
    are those who ride and those of its order who have arrived. A room's people ride together. A drive that touches the
    night or is longer than the limit takes a second signature; where it arrives in time though it waits for the
    morning, it waits. A vehicle and a crew drive again when they are back. `lacks`: vehicles or transfer crews, where
    there is none, or where waiting for one makes the drive late.
    """
    moving = rooms.filter(~pl.col("placed"), pl.col("site").is_not_null())
    if moving.is_empty():
        return pl.DataFrame(schema=COLUMNS)
    known = moving.join(origins, on="person", how="left").join(
        dues(moving, contacts, episodes, rules, facts), on="person", how="left"
    )  # fmt: skip
    ways, means = roads(facts, own_units(episodes["incident"], facts), rules.driving), fleet(facts)
    with_these = Planning(means, ways, rules.driving, facts.zone, now)
    drives = [with_these.signed(drive) for drive in kept(driven, known, rooms, means, rules.driving, now)]
    riding = [person for drive in drives for person in drive.load.persons]
    names = {drive.batch for drive in drives}
    for load in loads(known.filter(~pl.col("person").is_in(riding)), means):
        drives.append(with_these.new(load, _name(load, names)))
        names.add(drives[-1].batch)
    return pl.DataFrame([with_these.told(drive) for drive in drives], schema=COLUMNS, orient="row")


def _name(load: Load, taken: Collection[str]) -> str:
    """After the first person; where a signed batch has that name already, after the next, or with a number."""
    first = load.persons[0]
    names = chain(load.persons, (f"{first}:{number}" for number in count(2)))
    return next(name for each in names if (name := f"{load.site}:{each}") not in taken)
