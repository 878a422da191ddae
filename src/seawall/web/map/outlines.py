"""Where a unit is: its outline as stated, else a disc round its middle; else it is on no map."""

import re
from collections.abc import Iterator, Mapping
from math import cos, pi, radians, sin
from typing import Any, NamedTuple

import polars as pl

from seawall.tables.facts import Facts
from seawall.web.map.datum import Point, drawn

RING = re.compile(r"\(([^()]+)\)")
PARTS = re.compile(r"(?<=\))\s*\)\s*,\s*(?=\()")
CORNERS = 32
METRES = 111_320.0
"""One degree of latitude."""
LEAST, MOST = 150.0, 2_000.0
"""Radius in metres of a disc that stands for a unit whose border nobody stated."""


class Outline(NamedTuple):
    """The rings of each part of a unit, WGS84; its middle; whether somebody stated its border, and its datum."""

    parts: list[list[list[Point]]]
    middle: Point
    stated: bool
    dated: bool = True


def outlines(facts: Facts) -> Mapping[str, Outline]:
    """The outline of every unit, and every circle or polygon of our own, of which somebody said where it is."""
    found = {unit: _disc(point, LEAST, stated=False) for unit, point in _middles(facts).items()}
    return {**_sized(found), **dict(_stated(facts))}


def points(facts: Facts) -> Mapping[str, Point]:
    """Where each place is of which somebody said it."""
    rows = facts["places"].select("place", "lon", "lat", pl.col("datum").cast(pl.String)).drop_nulls(["lon", "lat"])
    return {place: drawn(lon, lat, datum) for place, lon, lat, datum in rows.iter_rows()}


def disc(lon: float, lat: float, radius_m: float, datum: str | None) -> Outline:
    """A circle as a polygon."""
    return _disc(drawn(lon, lat, datum), radius_m, stated=True)._replace(dated=datum is not None)


def undated(facts: Facts) -> int:
    """Of how many units, places and shapes with coordinates nobody said what these are measured in."""
    lacking = pl.col("datum").is_null() & pl.col("lon").is_not_null()
    drawn_so = facts["shapes"].filter(pl.col("datum").is_null() & pl.col("polygon").is_not_null()).height
    return drawn_so + sum(facts[table].filter(lacking).height for table in ("units", "places", "shapes"))


def _middles(facts: Facts) -> dict[str, Point]:
    rows = facts["units"].select("unit", "lon", "lat", pl.col("datum").cast(pl.String)).drop_nulls(["lon", "lat"])
    return {unit: drawn(lon, lat, datum) for unit, lon, lat, datum in rows.iter_rows()}


def _stated(facts: Facts) -> Iterator[tuple[str, Outline]]:
    for row in facts["shapes"].iter_rows(named=True):
        datum = None if row["datum"] is None else str(row["datum"])
        if row["polygon"]:
            parts = _parts(row, datum)
            if parts:
                yield row["shape"], Outline(parts, _middle(parts), stated=True, dated=datum is not None)
        elif row["lon"] is not None and row["lat"] is not None and row["radius_m"]:
            yield row["shape"], disc(row["lon"], row["lat"], row["radius_m"], datum)


def _parts(row: Mapping[str, Any], datum: str | None) -> list[list[list[Point]]]:
    """The rings of well-known text, part by part; what is no polygon has none, and is drawn nowhere."""
    text = str(row["polygon"]).strip().upper()
    if not text.startswith(("POLYGON", "MULTIPOLYGON")):
        return []
    bodies = PARTS.split(text) if text.startswith("MULTI") else [text]
    try:
        parts = [[_ring(each, datum) for each in RING.findall(body)] for body in bodies]
    except ValueError:
        return []
    return [part for part in parts if part]


def _ring(text: str, datum: str | None) -> list[Point]:
    pairs = [each.split()[:2] for each in text.split(",")]
    return [drawn(float(lon), float(lat), datum) for lon, lat in pairs]


def _middle(parts: list[list[list[Point]]]) -> Point:
    """The middle of the largest part's outer ring, by area."""
    rings = [(abs(_area(part[0])), part[0]) for part in parts]
    area, ring = max(rings, key=lambda each: each[0])
    if area == 0:
        return ring[0]
    x0, y0 = ring[0]
    turns = [((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0), a, b) for a, b in _sides(ring)]
    whole = sum(each[0] for each in turns) * 3
    return (
        x0 + sum(turn * (a[0] + b[0] - 2 * x0) for turn, a, b in turns) / whole,
        y0 + sum(turn * (a[1] + b[1] - 2 * y0) for turn, a, b in turns) / whole,
    )


def _area(ring: list[Point]) -> float:
    x0, y0 = ring[0]
    return sum((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0) for a, b in _sides(ring)) / 2


def _sides(ring: list[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, ring[1:] + ring[:1], strict=True)


def _disc(middle: Point, radius_m: float, *, stated: bool) -> Outline:
    lon, lat = middle
    high, wide = radius_m / METRES, radius_m / METRES / max(0.01, cos(radians(lat)))
    turns = [2 * pi * corner / CORNERS for corner in range(CORNERS)]
    ring = [(lon + wide * cos(turn), lat + high * sin(turn)) for turn in turns]
    return Outline([[[*ring, ring[0]]]], middle, stated)


def _sized(found: Mapping[str, Outline]) -> dict[str, Outline]:
    """Discs as large as they can be without most of them meeting: by how far apart they lie on the whole."""
    if not found:
        return {}
    lons, lats = zip(*(each.middle for each in found.values()), strict=True)
    wide = max(max(lons) - min(lons), max(lats) - min(lats)) * METRES
    radius = min(MOST, max(LEAST, wide / (3 * len(found) ** 0.5)))
    return {unit: _disc(each.middle, radius, stated=False) for unit, each in found.items()}
