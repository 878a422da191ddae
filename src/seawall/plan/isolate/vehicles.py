"""The vehicles and crews there are, and when each is free again."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle
from typing import Any

import polars as pl

from seawall.plan.isolate.rules import CASE
from seawall.tables.facts import Facts

FOR_CASES = "negative_pressure_ambulance"
FOR_CONTACTS = ("bus", "van", "ambulance")


@dataclass(frozen=True)
class Taken:
    """A vehicle for a drive: which, its seats, when it can leave."""

    vehicle: str
    seats: int
    free: datetime


@dataclass
class Fleet:
    """Vehicles as (name, seats) by what they carry; `busy` until when each is away; crews take turns."""

    cases: list[tuple[str, int]]
    contacts: list[tuple[str, int]]
    crews: Any
    busy: dict[str, datetime] = field(default_factory=dict)

    def of(self, risk: str) -> list[tuple[str, int]]:
        """The vehicles that may carry people of this risk."""
        return self.cases if risk == CASE else self.contacts

    def largest(self, risk: str) -> int:
        """The seats of the largest of them; a drive without a vehicle holds as many as there are."""
        return max((seats for _, seats in self.of(risk)), default=10**6)

    def wanted(self, risk: str) -> str:
        """What should carry them."""
        return FOR_CASES.replace("_", " ") if risk == CASE else "bus or van"

    def take(self, risk: str, people: int, now: datetime) -> Taken | None:
        """The vehicle that can leave first; of those the smallest that has the seats."""
        large = [(self.busy.get(name, now), seats, name) for name, seats in self.of(risk) if seats >= people]
        free, seats, name = min(large, default=(now, 0, None))
        return None if name is None else Taken(name, seats, free)

    def leave(self, taken: Taken, back: datetime) -> None:
        """It is away until then."""
        self.busy[taken.vehicle] = back

    def crew(self) -> str | None:
        """The next crew in turn; None: there is none."""
        found: str | None = next(self.crews, None)
        return found


def fleet(facts: Facts) -> Fleet:
    """What is there to drive with; a vehicle whose seats nobody stated carries nobody."""
    vehicles = facts["vehicles"].filter(pl.col("seats") > 0).sort("vehicle").select("vehicle", "seats", "kind")
    crews = facts["teams"].filter(pl.col("kind") == "transfer").sort("team")["team"]
    return Fleet(
        cases=[(name, seats) for name, seats, kind in vehicles.iter_rows() if kind == FOR_CASES],
        contacts=[(name, seats) for name, seats, kind in vehicles.iter_rows() if kind in FOR_CONTACTS],
        crews=cycle(crews),
    )
