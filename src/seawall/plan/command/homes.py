"""Where people live, and the units that hold it."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from seawall.tables.facts import Facts

FOUND_AT = ("current", "dormitory", "care_home", "hotel", "hospital", "registered", "other")
"""Where somebody is looked for, first to last."""


class Home(NamedTuple):
    """A person's unit, and the coordinates of the place in their datum, where they are known."""

    unit: str | None
    point: tuple[float, float, str] | None


def homes(facts: Facts) -> dict[str, Home]:
    """The home of each person whose residence is known: the likeliest kind, and of those the last stated."""
    rank = pl.col("kind").cast(pl.String).replace_strict(
        {kind: number for number, kind in enumerate(FOUND_AT)}, default=len(FOUND_AT), return_dtype=pl.Int64
    )  # fmt: skip
    left = (pl.col("until_until") <= facts.known_at).fill_null(value=False)
    ordered = facts["residences"].filter(~left).sort(rank, "recorded_at", "row", descending=[False, True, False])
    likeliest = ordered.unique("person", keep="first", maintain_order=True)
    places = facts["places"].unique("place", keep="last", maintain_order=True)
    joined = likeliest.select("person", "place").join(places, on="place", how="left")
    rows = joined.select("person", "unit", "lon", "lat", pl.col("datum").cast(pl.String)).iter_rows()
    return {person: Home(unit, _point(lon, lat, datum)) for person, unit, lon, lat, datum in rows}


def upwards(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Every unit with the units that hold it, from itself to the root; a tree that runs in a circle stops."""
    parents: Mapping[str, str | None] = dict(facts["units"].select("unit", "parent").iter_rows())
    return {unit: tuple(_climb(unit, parents)) for unit in parents}


def points(facts: Facts) -> dict[str, tuple[float, float, str]]:
    """The middle of each unit that has one."""
    rows = facts["units"].select("unit", "lon", "lat", pl.col("datum").cast(pl.String)).iter_rows()
    found = {unit: _point(lon, lat, datum) for unit, lon, lat, datum in rows}
    return {unit: point for unit, point in found.items() if point is not None}


def _climb(unit: str, parents: Mapping[str, str | None]) -> list[str]:
    path: list[str] = []
    at: str | None = unit
    while at is not None and at not in path:
        path.append(at)
        at = parents.get(at)
    return path


def _point(lon: float | None, lat: float | None, datum: str | None) -> tuple[float, float, str] | None:
    return None if lon is None or lat is None or datum is None else (lon, lat, datum)
