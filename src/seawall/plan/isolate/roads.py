"""How far a unit is from a site, as the crow flies, and whether the drive is longer than the limit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
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

    def taking(self, rules: Driving) -> timedelta:
        """How long the drive there takes. Not known: as long as the limit."""
        return rules.longest if self.time is None else self.time

    def back(self, rules: Driving) -> timedelta:
        """Until the vehicle can leave again: there, back, and people in and out."""
        return 2 * self.taking(rules) + rules.loading


Ways = Callable[[str | None, str], Road]
"""The road from a unit to a site."""


def roads(facts: Facts, own: Sequence[str], rules: Driving) -> Ways:
    """The roads of these facts, each worked out once. A drive not known is short inside the incident's unit, else takes
    the signature."""
    placed = facts["units"].filter(pl.col("lon").is_not_null(), pl.col("lat").is_not_null())
    units = placed.select("unit", "lon", "lat", pl.col("datum").cast(pl.String))
    points: dict[str | None, Point] = {unit: (lon, lat, datum) for unit, lon, lat, datum in units.iter_rows()}
    sites: dict[str, str | None] = dict(facts["sites"].select("site", "unit").iter_rows())
    ours = frozenset(own)

    @cache
    def road(unit: str | None, site: str) -> Road:
        there = sites.get(site)
        return _between(points.get(unit), points.get(there), unit in ours and there in ours, rules)

    return road


def _between(here: Point | None, there: Point | None, local: bool, rules: Driving) -> Road:
    if here is None or there is None or here[2] != there[2]:
        said = "drive not known" + (", inside the incident's unit" if local else f" ({rules.longest_clause})")
        return Road(None, not local, said)
    distance = km(here, there)
    time = timedelta(hours=distance / rules.km_per_h)
    long = time > rules.longest
    hint = f" ({rules.longest_clause})" if long else ""
    return Road(time, long, f"about {distance:.0f} km, {time / timedelta(minutes=1):.0f} min{hint}")


def km(a: Point, b: Point) -> float:
    """The great circle between two points."""
    lon1, lat1, lon2, lat2 = (radians(each) for each in (*a[:2], *b[:2]))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
