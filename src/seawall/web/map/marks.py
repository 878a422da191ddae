"""Places on the map: those that are zones of their own, and those where cases were."""

from typing import NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.tell.terminal.moments import exact
from seawall.web.map import zones
from seawall.web.map.datum import Point
from seawall.web.map.land import Land
from seawall.web.map.outlines import points
from seawall.web.map.words import say


class Mark(NamedTuple):
    """A place: what holds there (`rank` None: nothing), until when, how many cases were there, and where it is.

    `cases` is None where their number is not shown.
    """

    place: str
    kind: str
    unit: str | None
    level: str
    rank: int | None
    axis: str
    until: str
    cases: int | None
    point: Point | None


def marks(made: Made, there: Land, lang: Language, least: int) -> list[Mark]:
    """The places of what is shown. Where fewer cases were than may be told one stands for its zone alone."""
    were = dict(made.plan.traced.trail.group_by("place").agg(pl.col("case").n_unique()).iter_rows())
    told = {place: count for place, count in were.items() if count >= least}
    held = {row["subject"]: (axis, row) for axis in zones.axes(made)[::-1]
            for row in _ranked(made, axis, there).iter_rows(named=True)}  # fmt: skip
    where = points(made.facts)
    shown = pl.col("unit").is_in(there.units["unit"].implode()) & pl.col("place").is_in([*told, *held])
    found = []
    for row in made.facts["places"].filter(shown).sort("place").iter_rows(named=True):
        axis, zone = held.get(row["place"], ("", None))
        until = "" if zone is None or zone["until"] is None else exact(zone["until"], made.zone, lang, ends=True)
        found.append(
            Mark(
                row["place"], str(row["kind"]), row["unit"], say(f"level.{zone['level']}", lang) if zone else "",
                zone["rank"] if zone else None, axis, until, told.get(row["place"], None if least else 0),
                where.get(row["place"]),
            )
        )  # fmt: skip
    return found


def _ranked(made: Made, axis: str, there: Land) -> pl.DataFrame:
    return zones.on(made, axis, there).filter(kind="place").with_columns(zones.rank(axis).alias("rank"))
