"""How far a unit is from a site, as the crow flies, and whether the drive is longer than the limit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

import polars as pl

from seawall.plan.isolate.rules import Driving
from seawall.tables.facts import Facts

EARTH_KM = 6371.0
Point = tuple[float, float, str | None]


@dataclass(frozen=True)
class Road:
    """A drive: how long (None: not known), whether it takes a second signature, and why."""

    time: timedelta | None
    long: bool
    why: str

    def back(self, rules: Driving) -> timedelta:
        """Until the vehicle can leave again: there, back, and people in and out. Not known: as long as the limit."""
        return 2 * (rules.longest if self.time is None else self.time) + rules.loading


class Roads(defaultdict[tuple[str | None, str], Road]):
    """The road from a unit to a site, worked out when it is asked for."""

    def __init__(self, units: Mapping[str, Point], sites: Mapping[str, str | None], own: Sequence[str], rules: Driving):
        super().__init__()
        self.units, self.sites, self.own, self.rules = units, sites, frozenset(own), rules

    def __missing__(self, way: tuple[str | None, str]) -> Road:
        unit, site = way
        there = self.sites.get(site)
        road = self[way] = self._between(unit, there)
        return road

    def _between(self, unit: str | None, there: str | None) -> Road:
        here, site = self.units.get(unit or ""), self.units.get(there or "")
        if here is None or site is None or here[2] != site[2]:
            local = unit in self.own and there in self.own
            said = "drive not known" + (", inside the incident's unit" if local else f" ({self.rules.longest_clause})")
            return Road(None, not local, said)
        distance = km(here, site)
        time = timedelta(hours=distance / self.rules.km_per_h)
        long = time > self.rules.longest
        hint = f" ({self.rules.longest_clause})" if long else ""
        return Road(time, long, f"about {distance:.0f} km, {time / timedelta(minutes=1):.0f} min{hint}")


def roads(facts: Facts, own: Sequence[str], rules: Driving) -> Roads:
    """The roads of these facts. A drive not known is short inside the incident's unit, else takes the signature."""
    placed = facts["units"].filter(pl.col("lon").is_not_null(), pl.col("lat").is_not_null())
    units = placed.select("unit", "lon", "lat", pl.col("datum").cast(pl.String))
    sites = facts["sites"].select("site", "unit")
    points = {unit: (lon, lat, datum) for unit, lon, lat, datum in units.iter_rows()}
    return Roads(points, dict(sites.iter_rows()), own, rules)


def km(a: Point, b: Point) -> float:
    """The great circle between two points."""
    lon1, lat1, lon2, lat2 = (radians(each) for each in (*a[:2], *b[:2]))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
