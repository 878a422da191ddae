"""Sites on the map: how many rooms are given of how many, who is inside, and where each stands."""

from typing import NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tables.inside import OURS, inside
from seawall.web.map.datum import Point
from seawall.web.map.land import Land
from seawall.web.map.outlines import points
from seawall.web.pages import figure

SHOWN = (*OURS, "fever_clinic", "test_point", "laboratory", "vaccination")


class Site(NamedTuple):
    """`given` of `rooms` are given by the plan, `rooms` None where nobody stated any; `inside`: people there now.

    `said` and `within` are `given` and `inside` in words: of fewer people than may be told, that they are fewer.

    `point` is None where nobody said where it stands.
    """

    site: str
    kind: str
    open: bool | None
    given: int
    rooms: int | None
    inside: int
    said: str
    within: str
    point: Point | None


def sites(made: Made, there: Land, least: int, *, everywhere: bool) -> list[Site]:
    """The sites of the incident's units; those of other units where the whole is looked at."""
    rows = made.facts["sites"].with_columns(pl.col("kind").cast(pl.String)).filter(pl.col("kind").is_in(SHOWN))
    if not everywhere:
        rows = rows.filter(pl.col("unit").is_in(there.units["unit"].implode()))
    all_rooms = dict(made.facts["rooms"].group_by("site").len().iter_rows())
    given = dict(made.plan.isolated.rooms.group_by("site").agg(pl.col("room").drop_nulls().n_unique()).iter_rows())
    people = dict(inside(made.facts, made.plan.now).group_by("site").len().iter_rows())
    where = points(made.facts)
    found = []
    for row in rows.sort("kind", "site").iter_rows(named=True):
        rooms, inside_ = given.get(row["site"], 0), people.get(row["site"], 0)
        said, within = _told(rooms, least), _told(inside_, least)
        shown = 0 if said.startswith("<") else rooms, 0 if within.startswith("<") else inside_
        found.append(Site(row["site"], row["kind"], row["open"], shown[0], all_rooms.get(row["site"]), shown[1], said,
                          within, where.get(row["place"])))  # fmt: skip
    return found


def _told(count: int, least: int) -> str:
    return f"<{least}" if 0 < count < least else figure(count)
