"""The vehicles and crews there are, and when each is free again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from seawall.plan.isolate.rules import CASE
from seawall.tables.facts import Facts

FOR_CASES = "negative_pressure_ambulance"
FOR_CONTACTS = ("bus", "van", "ambulance")


@dataclass(frozen=True)
class Taken:
    """A vehicle or a crew for a drive: which (None: there is none), its seats, when it can leave."""

    name: str | None
    seats: int
    free: datetime


@dataclass
class Fleet:
    """Vehicles as (name, seats) by what they carry, and crews; `busy` until when each of them is away."""

    cases: Sequence[tuple[str, int]]
    contacts: Sequence[tuple[str, int]]
    crews: Sequence[str]
    busy: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def of(self, risk: str) -> Sequence[tuple[str, int]]:
        """The vehicles that may carry people of this risk."""
        return self.cases if risk == CASE else self.contacts

    def largest(self, risk: str) -> int:
        """The seats of the largest of them; a drive without a vehicle holds as many as there are."""
        return max((seats for _, seats in self.of(risk)), default=10**6)

    def wanted(self, risk: str) -> str:
        """What should carry them."""
        return FOR_CASES.replace("_", " ") if risk == CASE else "bus or van"

    def vehicle(self, risk: str, people: int, now: datetime) -> Taken:
        """The vehicle that can leave first; of those the smallest that has the seats."""
        large = [
            (self.busy.get(("vehicle", name), now), seats, name) for name, seats in self.of(risk) if seats >= people
        ]
        free, seats, name = min(large, default=(now, people, None))
        return Taken(name, seats, free)

    def crew(self, now: datetime) -> Taken:
        """The crew that can leave first."""
        free, name = min(((self.busy.get(("crew", name), now), name) for name in self.crews), default=(now, None))
        return Taken(name, 0, free)

    def leave(self, vehicle: Taken, crew: Taken, back: datetime) -> None:
        """Both are away until then."""
        away = {("vehicle", vehicle.name): back, ("crew", crew.name): back}
        self.busy.update({(kind, name): until for (kind, name), until in away.items() if name is not None})


def fleet(facts: Facts) -> Fleet:
    """What is there to drive with; a vehicle whose seats nobody stated carries nobody."""
    vehicles = facts["vehicles"].filter(pl.col("seats") > 0).sort("vehicle").select("vehicle", "seats", "kind")
    crews = facts["teams"].filter(pl.col("kind") == "transfer")["team"].unique().sort()
    return Fleet(
        cases=[(name, seats) for name, seats, kind in vehicles.iter_rows() if kind == FOR_CASES],
        contacts=[(name, seats) for name, seats, kind in vehicles.iter_rows() if kind in FOR_CONTACTS],
        crews=crews.to_list(),
    )
