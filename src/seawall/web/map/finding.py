"""Places and units by a part of their name or number."""

from typing import NamedTuple

import polars as pl

from seawall.web.map.datum import Point
from seawall.web.map.outlines import points
from seawall.web.map.shown import Shown

MOST = 20


class Found(NamedTuple):
    """What was found: its name, its unit (which is opened), what that is called, and where it is."""

    name: str
    unit: str
    within: str
    point: Point | None


def find(text: str, there: Shown) -> list[Found]:
    """Units first, then places; homes of people are not among them."""
    wanted = text.strip().casefold()
    if not wanted:
        return []
    both = dict(there.made.facts["units"].select("unit", "name").iter_rows())
    units = [
        Found(row.name, row.unit, row.kind, there.outlines[row.unit].middle if row.unit in there.outlines else None)
        for row in there.rows
        if wanted in f"{row.unit} {both.get(row.unit) or ''} {row.name}".casefold()
    ]
    return [*units, *_places(wanted, there)][:MOST]


def _places(wanted: str, there: Shown) -> list[Found]:
    facts, where = there.made.facts, points(there.made.facts)
    open_ = pl.col("kind").cast(pl.String) != "household"
    inside = pl.col("unit").is_in(there.there.units["unit"].implode())
    rows = facts["places"].filter(open_ & inside).select("place", "unit", "name").sort("place")
    return [
        Found(there.names.get(place, place), unit, there.names.get(unit, unit), where.get(place))
        for place, unit, name in rows.iter_rows()
        if wanted in f"{place} {name or ''} {there.names.get(place, '')}".casefold()
    ]
