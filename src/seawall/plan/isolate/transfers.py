"""How people get to their rooms: drives with a vehicle and a crew, never two risk classes in one (TRUST.md 27)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.isolate.due import dues
from seawall.plan.isolate.roads import Road, roads
from seawall.plan.isolate.rules import CASE, Driving, IsolateRules
from seawall.plan.isolate.vehicles import Fleet, fleet
from seawall.tables.days import INSTANT
from seawall.tables.facts import Facts
from seawall.tables.living import own_units

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "batch": pl.String, "site": pl.String, "vehicle": pl.String, "crew": pl.String, "persons": pl.List(pl.String),
    "from_unit": pl.String, "depart_from": INSTANT, "depart_until": INSTANT, "seats": pl.Int64, "night": pl.Boolean,
    "signatures": pl.Int64, "why": pl.String,
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

    `depart_until`: by when the first of them must be there; empty where no rule says, or where it is past (then `why`
    says so). A room's people ride together. A drive at night or longer than the limit takes a second signature; where
    the clock leaves time until the morning, it waits for it. A vehicle drives again when it is back.
    """
    moving = rooms.filter(~pl.col("placed"), pl.col("site").is_not_null())
    if moving.is_empty():
        return pl.DataFrame(schema=COLUMNS)
    known = moving.join(lived.select("person", "unit"), on="person", how="left").join(
        dues(moving, contacts, episodes, rules, facts.zone), on="person", how="left"
    )  # fmt: skip
    ways, means = roads(facts, own_units(episodes["incident"], facts), rules.driving), fleet(facts)
    rows = [
        _drive(load, ways[load.unit, load.site], means, rules.driving, facts.zone, now) for load in _loads(known, means)
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
    taken = means.take(load.risk, len(load.persons), now)
    start = taken.free if taken else now
    morning = _morning(start, rules, zone)
    if morning is not None and (load.due is None or load.due >= morning):
        start = morning
        morning = None
    night = morning is not None or _morning(start + (road.time or timedelta()), rules, zone) is not None
    if taken:
        means.leave(taken, start + road.back(rules))
    wanted = max(rules.signatures["night"] if night else 1, rules.signatures["long"] if road.long else 1)
    said = [f"{len(load.persons)} {load.risk} from {load.unit or 'a unit not known'} to {load.site}", road.why]
    said += [f"at night ({rules.night_clause})"] if night else []
    late = load.surely is not None and load.surely <= start
    said += [f"overdue since {load.surely:%Y-%m-%d %H:%M} UTC"] if late else []
    said += [] if taken else [f"no {means.wanted(load.risk)} with {len(load.persons)} seats"]
    vehicle, seats = (taken.vehicle, taken.seats) if taken else (None, len(load.persons))
    due = None if late else load.surely
    return (f"{load.site}:{load.persons[0]}", load.site, vehicle, means.crew(), list(load.persons), load.unit, start,
            due, seats, night, wanted, "; ".join(said))  # fmt: skip


def _morning(at: datetime, rules: Driving, zone: ZoneInfo) -> datetime | None:
    """When the night that `at` lies in ends; None by day. The night is half-open: at its end it is day."""
    begin, end = rules.night
    local = at.astimezone(zone)
    hour = local.timetz().replace(tzinfo=None)
    inside = begin <= hour < end if begin <= end else hour >= begin or hour < end
    if not inside:
        return None
    day = local.date() + timedelta(days=1 if hour >= end else 0)
    return datetime.combine(day, end, tzinfo=zone).astimezone(at.tzinfo)
