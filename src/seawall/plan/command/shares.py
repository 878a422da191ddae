"""Contacts shared out among the tracing teams: by territory, to the nearest team with room, or in turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from seawall.plan.command.rules import CommandRules
from seawall.tables.facts import Facts
from seawall.tables.living import holding, homes

Point = tuple[float, float, str]
"""Longitude, latitude and their datum."""


class Home(NamedTuple):
    """A person's unit, and the coordinates of the place, where they are known."""

    unit: str | None
    point: Point | None


NOWHERE = Home(None, None)
SCHEMA = pl.Schema({"person": pl.String(), "team": pl.String(), "how": pl.String()})


@dataclass
class Sharing:
    """The teams with the units they work in, and how many people each has by now.

    `over` has, for every unit, the teams of the nearest unit above it that has any.
    """

    teams: Mapping[str, str | None]
    load: dict[str, int]
    ceiling: int
    over: Mapping[str, tuple[str, ...]]
    middles: Mapping[str, Point]

    def least(self, teams: Sequence[str]) -> str:
        """The team of these with the fewest people; of several the first, and teams are sorted by name."""
        return min(teams, key=self.load.__getitem__)


def shares(contacts: pl.DataFrame, facts: Facts, rules: CommandRules) -> pl.DataFrame:
    """(person, team, how), one row a followed contact, sorted by person.

    Whoever a team has visited, or was asked to, stays with it (`kept`). For the others the first way of the policy that
    can be used: `territory`, the teams whose unit lies closest above the person's home; `nearest_fit`, the nearest
    team that has not yet its fair part; `round_robin`, the team with the fewest people, so that in turn no team has
    more than one more than another. Without a team `team` is empty: the shortage is shown.
    """
    followed = contacts.filter(pl.col("followed_until").is_null() | (pl.col("followed_until") > facts.known_at))
    people = followed["person"].unique().sort().to_list()
    sharing = _sharing(facts, len(people))
    if not sharing.teams:
        return pl.DataFrame([(person, None, "no tracing team") for person in people], schema=SCHEMA, orient="row")
    found, live = _kept(people, facts, sharing), _homes(facts)
    for person in people:
        if person not in found:
            found[person] = _placed(live.get(person, NOWHERE), sharing, rules.share)
            sharing.load[found[person][0]] += 1
    return pl.DataFrame([(person, *found[person]) for person in people], schema=SCHEMA, orient="row")


def _placed(home: Home, sharing: Sharing, ways: Sequence[str]) -> tuple[str, str]:
    for way in (*ways, "round_robin"):
        team = WAYS[way](home, sharing)
        if team is not None:
            return team, way
    raise AssertionError("in turn there is always a team")


def _territory(home: Home, sharing: Sharing) -> str | None:
    teams = sharing.over.get(home.unit or "")
    return sharing.least(teams) if teams else None


def _nearest_fit(home: Home, sharing: Sharing) -> str | None:
    if home.point is None:
        return None
    free = [team for team in sharing.teams if sharing.load[team] < sharing.ceiling]
    near = [(_apart(home.point, sharing.middles.get(sharing.teams[team] or "")), team) for team in free]
    known = [(distance, team) for distance, team in near if distance is not None]
    return min(known)[1] if known else None


def _round_robin(_home: Home, sharing: Sharing) -> str:
    return sharing.least(list(sharing.teams))


Way = Callable[[Home, Sharing], str | None]
WAYS: Mapping[str, Way] = MappingProxyType(
    {"territory": _territory, "nearest_fit": _nearest_fit, "round_robin": _round_robin}
)


def _sharing(facts: Facts, people: int) -> Sharing:
    tracing = facts["teams"].filter(pl.col("kind") == "tracing").sort("recorded_at", "row")
    teams = dict(tracing.unique("team", keep="last").sort("team").select("team", "unit").iter_rows())
    ceiling = -(-people // len(teams)) if teams else 0
    return Sharing(teams, dict.fromkeys(teams, 0), ceiling, _over(facts, teams), _middles(facts))


def _over(facts: Facts, teams: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """By unit: the teams of the first unit on the way up that has any."""
    where = pl.DataFrame({"team": list(teams), "above": list(teams.values())}, schema_overrides={"above": pl.String})
    near = holding(facts).join(where, on="above").filter(pl.col("steps") == pl.col("steps").min().over("unit"))
    found = near.sort("team").group_by("unit").agg("team")
    return {unit: tuple(names) for unit, names in found.iter_rows()}


def _homes(facts: Facts) -> dict[str, Home]:
    known = homes(facts, facts.known_at).select("person", "unit", "lon", "lat", "datum")
    return {person: Home(unit, _point(lon, lat, datum)) for person, unit, lon, lat, datum in known.iter_rows()}


def _middles(facts: Facts) -> dict[str, Point]:
    """The middle of each unit that has one."""
    rows = facts["units"].select("unit", "lon", "lat", pl.col("datum").cast(pl.String)).iter_rows()
    found = {unit: _point(lon, lat, datum) for unit, lon, lat, datum in rows}
    return {unit: point for unit, point in found.items() if point is not None}


def _point(lon: float | None, lat: float | None, datum: str | None) -> Point | None:
    return None if lon is None or lat is None or datum is None else (lon, lat, datum)


def _kept(people: Sequence[str], facts: Facts, sharing: Sharing) -> dict[str, tuple[str, str]]:
    """People who are some team's already, by the last follow-up that names it."""
    mine = facts["followups"].filter(pl.col("by").is_in(list(sharing.teams)), pl.col("person").is_in(list(people)))
    latest = mine.sort("recorded_at", "row").unique("person", keep="last", maintain_order=True)
    kept = {person: (team, "kept") for person, team in latest.select("person", "by").iter_rows()}
    for team, _ in kept.values():
        sharing.load[team] += 1
    return kept


def _apart(a: Point, b: Point | None) -> float | None:
    """Flat distance in degrees of latitude, good within a county; None across datums, which lie far apart."""
    if b is None or a[2] != b[2]:
        return None
    return hypot((a[0] - b[0]) * cos(radians((a[1] + b[1]) / 2)), a[1] - b[1])
