"""How people get to their rooms: drives with a vehicle and a crew, never two risk classes in one (TRUST.md 27)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.isolate.due import dues
from seawall.plan.isolate.nights import morning
from seawall.plan.isolate.roads import Road, roads
from seawall.plan.isolate.rules import CASE, Driving, IsolateRules
from seawall.plan.isolate.vehicles import Fleet, fleet
from seawall.tables.days import INSTANT
from seawall.tables.facts import Facts
from seawall.tables.living import own_units

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "batch": pl.String, "site": pl.String, "vehicle": pl.String, "crew": pl.String, "persons": pl.List(pl.String),
    "from_unit": pl.String, "depart_from": INSTANT, "arrive_from": INSTANT, "arrive_until": INSTANT, "seats": pl.Int64,
    "night": pl.Boolean, "signatures": pl.Int64, "lacks": pl.List(pl.String), "why": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class Load:
    """People who ride together: of one site, unit and risk class; `due` and `surely`: when the first of them is due.

    The earliest and the latest it may be; None: no rule says.
    """

    site: str
    unit: str | None
    risk: str
    persons: tuple[str, ...]
    due: datetime | None
    surely: datetime | None


def transfers(
    rooms: pl.DataFrame,
    lived: pl.DataFrame,
    contacts: pl.DataFrame,
    episodes: pl.DataFrame,
    facts: Facts,
    rules: IsolateRules,
    now: datetime,
) -> pl.DataFrame:
    """One row a drive, the ones due first leading; `batch` is named after the first person in it.

    `arrive_from`: when it is there, as far as the drive is known; `arrive_until`: by when the first of them must be,
    empty where no rule says, or where it cannot be (then `why` says so). A room's people ride together. A drive that
    touches the night or is longer than the limit takes a second signature; where it arrives in time though it waits for
    the morning, it waits. A vehicle and a crew drive again when they are back. `lacks`: vehicles or transfer crews,
    where there is none, or where waiting for one makes the drive late.
    """
    moving = rooms.filter(~pl.col("placed"), pl.col("site").is_not_null())
    if moving.is_empty():
        return pl.DataFrame(schema=COLUMNS)
    known = moving.join(lived.select("person", "unit"), on="person", how="left").join(
        dues(moving, contacts, episodes, rules, facts.zone), on="person", how="left"
    )  # fmt: skip
    ways, means = roads(facts, own_units(episodes["incident"], facts), rules.driving), fleet(facts)
    rows = [
        _drive(load, ways(load.unit, load.site), means, rules.driving, facts.zone, now) for load in _loads(known, means)
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _loads(moving: pl.DataFrame, means: Fleet) -> Iterator[Load]:
    """The people of one site, unit and risk class, room by room, as many as the largest vehicle carries."""
    latest = datetime.max.replace(tzinfo=ZoneInfo("UTC"))
    own = pl.coalesce("room", "person").alias("own")
    ordered = moving.sort("site", "room", "person", nulls_last=True)
    cells = ordered.group_by("site", "unit", "risk", own, maintain_order=True)
    together = cells.agg(pl.col("person"), pl.col("due", "surely").min())
    ways = together.group_by("site", "unit", "risk", maintain_order=True).agg("person", "due", "surely")
    loads: list[Load] = []
    for site, unit, risk, people, due, surely in ways.iter_rows():
        seats = 1 if risk == CASE else means.largest(risk)
        for batch in _filled(people, seats):
            persons = tuple(person for number in batch for person in people[number])
            first, last = (min(filter(None, (ends[n] for n in batch)), default=None) for ends in (due, surely))
            loads.append(Load(site, unit, risk, persons, first, last))
    yield from sorted(loads, key=lambda load: (load.due or latest, load.risk, load.site, load.persons))


def _filled(cells: list[list[str]], seats: int) -> Iterator[list[int]]:
    """The cells, one after the other, as many as have seats; one that is larger rides by itself."""
    batch: list[int] = []
    for number, cell in enumerate(cells):
        if batch and sum(len(cells[n]) for n in batch) + len(cell) > seats:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _drive(load: Load, road: Road, means: Fleet, rules: Driving, zone: ZoneInfo, now: datetime) -> tuple[object, ...]:
    vehicle, crew = means.vehicle(load.risk, len(load.persons), now), means.crew(now)
    need = road.taking(rules)
    start, night = _leaving(load, max(vehicle.free, crew.free), need, rules, zone)
    there = start + need
    means.leave(vehicle, crew, start + road.back(rules))
    late = load.surely is not None and load.surely < there
    wanted = max(rules.signatures["night"] if night else 1, rules.signatures["long"] if road.long else 1)
    said = [f"{len(load.persons)} {load.risk} from {load.unit or 'a unit not known'} to {load.site}", road.why]
    said += [f"at night ({rules.night_clause})"] if night else []
    said += [_late(load.surely, there, start, zone)] if late and load.surely else []
    said += [] if vehicle.name else [f"no {means.wanted(load.risk)} with {len(load.persons)} seats"]
    lacks = [
        kind for kind, taken in (("vehicles", vehicle), ("transfer crews", crew))
        if taken.name is None or (late and load.surely and now + need <= load.surely < taken.free + need)
    ]  # fmt: skip
    due = None if late else load.surely
    return (f"{load.site}:{load.persons[0]}", load.site, vehicle.name, crew.name, list(load.persons), load.unit, start,
            there, due, vehicle.seats, night, wanted, lacks, "; ".join(said))  # fmt: skip


def _leaving(load: Load, free: datetime, need: timedelta, rules: Driving, zone: ZoneInfo) -> tuple[datetime, bool]:
    """When the drive leaves, and whether it touches the night: it waits for the morning if it then arrives in time."""
    day = morning(free, free + need, rules.night, zone)
    if day is None or (load.due is not None and day + need > load.due):
        return free, day is not None
    return day, morning(day, day + need, rules.night, zone) is not None


def _late(due: datetime, there: datetime, start: datetime, zone: ZoneInfo) -> str:
    by, at = (f"{each.astimezone(zone):%Y-%m-%d %H:%M}" for each in (due, there))
    return f"overdue since {by}" if due <= start else f"arrives late: due {by}, there at {at}"
