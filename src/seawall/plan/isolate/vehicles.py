"""The vehicles and crews there are, and when each is away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import polars as pl

from seawall.plan.isolate.rules import CASE
from seawall.tables.facts import Facts

FOR_CASES = "negative_pressure_ambulance"
FOR_CONTACTS = ("bus", "van", "ambulance")
Away = tuple[datetime, datetime]
"""From when until when; half-open: who is back at 16:30 leaves at 16:30."""


@dataclass(frozen=True)
class Taken:
    """A vehicle or a crew for a drive: which (None: there is none), its seats, when it can leave."""

    name: str | None
    seats: int
    free: datetime


@dataclass
class Fleet:
    """Vehicles as (name, seats) by what they carry, and crews; `away`: when each of them is, in order of time."""

    cases: Sequence[tuple[str, int]]
    contacts: Sequence[tuple[str, int]]
    crews: Sequence[str]
    away: dict[tuple[str, str], list[Away]] = field(default_factory=dict)

    def of(self, risk: str) -> Sequence[tuple[str, int]]:
        """The vehicles that may carry people of this risk."""
        return self.cases if risk == CASE else self.contacts

    def largest(self, risk: str) -> int:
        """The seats of the largest of them; a drive without a vehicle holds as many as there are."""
        return max((seats for _, seats in self.of(risk)), default=10**6)

    def wanted(self, risk: str) -> str:
        """What should carry them."""
        return FOR_CASES.replace("_", " ") if risk == CASE else "bus or van"

    def vehicle(self, risk: str, people: int, at: datetime, length: timedelta) -> Taken:
        """The vehicle that can leave first, from `at` on, for so long; of those the smallest that has the seats."""
        large = [
            (self.free(("vehicle", name), at, length), seats, name)
            for name, seats in self.of(risk) if seats >= people
        ]  # fmt: skip
        free, seats, name = min(large, default=(at, people, None))
        return Taken(name, seats, free)

    def crew(self, at: datetime, length: timedelta) -> Taken:
        """The crew that can leave first, from `at` on, for so long."""
        free, name = min(((self.free(("crew", name), at, length), name) for name in self.crews), default=(at, None))
        return Taken(name, 0, free)

    def named(self, name: str | None, risk: str, people: int, at: datetime, length: timedelta) -> Taken | None:
        """That very vehicle, free at `at` for so long; None: it is not, or has too few seats.

        No name: none was there, and that there still is none.
        """
        fit = {vehicle: seats for vehicle, seats in self.of(risk) if seats >= people}
        if name is None:
            return None if fit else Taken(None, people, at)
        free = name in fit and self.free(("vehicle", name), at, length) == at
        return Taken(name, fit[name], at) if free else None

    def crew_named(self, name: str | None, at: datetime, length: timedelta) -> Taken | None:
        """That very crew, free at `at` for so long; None: it is not. No name: none was there, and there still is."""
        if name is None:
            return None if self.crews else Taken(None, 0, at)
        return Taken(name, 0, at) if name in self.crews and self.free(("crew", name), at, length) == at else None

    def free(self, means: tuple[str, str], at: datetime, length: timedelta) -> datetime:
        """From when on, not before `at`, it is there for so long."""
        times = self.away.get(means)
        if not times or times[-1][1] <= at:
            return at
        for leaves, back in times:
            if leaves >= at + length:
                break
            at = max(at, back)
        return at

    def leave(self, vehicle: str | None, crew: str | None, leaves: datetime, back: datetime) -> None:
        """Both are away from then until then."""
        for kind, name in (("vehicle", vehicle), ("crew", crew)):
            if name is not None:
                self.away[kind, name] = _joined([*self.away.get((kind, name), ()), (leaves, back)])


def _joined(times: Iterable[Away]) -> list[Away]:
    """The times in order, those that touch as one."""
    joined: list[Away] = []
    for leaves, back in sorted(times):
        if joined and leaves <= joined[-1][1]:
            leaves, back = joined[-1][0], max(joined.pop()[1], back)
        joined.append((leaves, back))
    return joined


def fleet(facts: Facts) -> Fleet:
    """What is there to drive with; a vehicle whose seats nobody stated carries nobody."""
    vehicles = facts["vehicles"].filter(pl.col("seats") > 0).sort("vehicle").select("vehicle", "seats", "kind")
    crews = facts["teams"].filter(pl.col("kind") == "transfer")["team"].unique().sort()
    return Fleet(
        cases=[(name, seats) for name, seats, kind in vehicles.iter_rows() if kind == FOR_CASES],
        contacts=[(name, seats) for name, seats, kind in vehicles.iter_rows() if kind in FOR_CONTACTS],
        crews=crews.to_list(),
    )
