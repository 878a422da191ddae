"""What the island draws, as GeoJSON: the same rows that the list has."""

from collections.abc import Iterator
from typing import Any

from seawall.web.map import land
from seawall.web.map.outlines import Outline
from seawall.web.map.rows import Row
from seawall.web.map.shown import Shown


def layers(found: Shown) -> dict[str, Any]:
    """`units`: each that is drawn, with the depths in whose cut it is; `marks`, `sites`: points; `bounds`: of all."""
    units = list(_units(found))
    return {
        "units": _collection(units),
        "middles": _collection([_middle(each, found.outlines[each["properties"]["unit"]]) for each in units]),
        "marks": _collection(list(_marks(found))),
        "sites": _collection(list(_sites(found))),
        "bounds": _bounds(found),
    }


def _units(found: Shown) -> Iterator[dict[str, Any]]:
    cuts = {depth: set(land.cut(found.there, depth)["unit"]) for depth in range(found.there.deepest + 1)}
    for row in found.rows:
        outline = found.outlines.get(row.unit)
        if outline is not None:
            depths = [depth for depth, units in cuts.items() if row.unit in units]
            yield _feature("MultiPolygon", outline.parts, _properties(row, depths))


def _properties(row: Row, depths: list[int]) -> dict[str, Any]:
    """Flat, as the expressions of a style read them: `step.FILL`, `text.FILL`, `rank.AXIS`, `own.AXIS`."""
    said: dict[str, Any] = {"unit": row.unit, "name": row.name, "depth": row.depth}
    said |= {f"cut.{depth}": True for depth in depths}
    for fill, figure in row.figures.items():
        said |= {f"step.{fill}": figure.step, f"text.{fill}": figure.text}
    for axis, level in row.levels.items():
        said |= {f"rank.{axis}": level.rank, f"own.{axis}": level.own}
    return said


def _middle(unit: dict[str, Any], outline: Outline) -> dict[str, Any]:
    return _feature("Point", outline.middle, unit["properties"])


def _marks(found: Shown) -> Iterator[dict[str, Any]]:
    for mark in found.marks:
        if mark.point is not None:
            said = {
                "place": mark.place, "name": found.names.get(mark.place, ""), "unit": mark.unit or "",
                "rank": -1 if mark.rank is None else mark.rank, "axis": mark.axis, "cases": mark.cases or 0,
            }  # fmt: skip
            yield _feature("Point", mark.point, said)


def _sites(found: Shown) -> Iterator[dict[str, Any]]:
    for site in found.sites:
        if site.point is not None:
            said = {
                "site": site.site, "name": found.names.get(site.site, site.site), "kind": site.kind,
                "reserve": site.open is False, "given": site.given, "said": site.said, "rooms": site.rooms,
            }  # fmt: skip
            yield _feature("Point", site.point, said)


def _bounds(found: Shown) -> list[float] | None:
    """West, south, east and north of all that is drawn; None: nothing is."""
    rings = [ring for row in found.rows if row.unit in found.outlines for part in found.outlines[row.unit].parts
             for ring in part[:1]]  # fmt: skip
    points = [point for ring in rings for point in ring]
    if not rings:
        points = [
            each for each in (*(site.point for site in found.sites), *(mark.point for mark in found.marks)) if each
        ]
    if not points:
        return None
    lons, lats = zip(*points, strict=True)
    return [min(lons), min(lats), max(lons), max(lats)]


def _feature(kind: str, coordinates: Any, said: dict[str, Any]) -> dict[str, Any]:
    """A feature of GeoJSON; a hundredth of a second of arc is as fine as anybody needs it."""
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": _short(coordinates)}, "properties": said}


def _short(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else [_short(each) for each in value]


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}
