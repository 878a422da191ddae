"""The rows of the map: each unit with its figures in words and in steps; the list shows them, the map draws them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.tell.terminal.moments import exact
from seawall.web.map import steps, zones
from seawall.web.map.figures import FILLS, Counted
from seawall.web.map.hidden import counts, hidden
from seawall.web.map.land import Land
from seawall.web.map.sight import Sight
from seawall.web.map.words import say
from seawall.web.names import Names
from seawall.web.pages import figure


class Figure(NamedTuple):
    """A figure as it may be shown, and the step of its fill."""

    text: str
    step: steps.Step


class Level(NamedTuple):
    """What holds on an axis: its word, 0 for the hardest, when it ends ("": nobody can tell), whether it is its own."""

    word: str
    rank: int
    until: str
    own: bool


class Row(NamedTuple):
    """A unit: its figures by fill, and its levels by axis."""

    unit: str
    name: str
    kind: str
    depth: int
    figures: Mapping[str, Figure]
    levels: Mapping[str, Level]


class Words(NamedTuple):
    """What a figure says that is not shown, or that nobody knows; `few` is that of fewer people than may be told."""

    few: str
    hidden: str
    unknown: str


def rows(made: Made, there: Land, known: Counted, seen: Sight, names: Names, lang: Language, words: Words) -> list[Row]:
    """A row a unit that is shown, from the highest down."""
    by_fill: dict[str, Mapping[str, Figure]] = {each: _people(known, each, there, seen, words) for each in FILLS}
    by_fill["clean"] = _clean(made, there, words)
    by_axis = {axis: zones.levels(zones.on(made, axis, there), axis, there) for axis in zones.axes(made)}
    for axis, held in by_axis.items():
        by_fill[f"level.{axis}"] = _levelled(axis, held, there, lang, words)
    return [
        Row(
            row["unit"], names.get(row["unit"], row["unit"]), say(f"kind.{row['level']}", lang) if row["level"] else "",
            row["depth"], {fill: found[row["unit"]] for fill, found in by_fill.items()},
            {axis: _level(held[row["unit"]], row["unit"], made, lang) for axis, held in by_axis.items()
             if row["unit"] in held},
        )
        for row in there.units.iter_rows(named=True)
    ]  # fmt: skip


def _people(known: Counted, fill: str, there: Land, seen: Sight, words: Words) -> dict[str, Figure]:
    people = counts(known.by_unit, fill)
    parents = dict(there.units.select("unit", "parent").iter_rows())
    shown = {unit: parent if parent in people else None for unit, parent in parents.items()}
    secret = frozenset[str]() if seen.exact else hidden(people, shown, seen.least)
    return {
        unit: _secret(count, seen, words) if unit in secret else Figure(figure(count), steps.of_people(count))
        for unit, count in people.items()
    }


def _secret(count: int, seen: Sight, words: Words) -> Figure:
    return Figure(words.few if count < seen.least else words.hidden, "hidden")


def _clean(made: Made, there: Land, words: Words) -> dict[str, Figure]:
    """Clean days of a community or village; of what holds several the fewest."""
    clean = made.plan.zoned.clean.select("unit", "clean_days")
    fewest = clean.join(there.above, on="unit").group_by(unit="above").agg(pl.col("clean_days").min())
    found: dict[str, int] = dict(fewest.iter_rows())
    return {
        unit: Figure(figure(found[unit]) if unit in found else words.unknown, steps.of_days(found.get(unit)))
        for unit in there.units["unit"]
    }


def _levelled(
    axis: str, held: Mapping[str, Mapping[str, Any]], there: Land, lang: Language, words: Words
) -> dict[str, Figure]:
    of = len(zones.LEVELS[axis])
    return {
        unit: Figure(say(f"level.{held[unit]['level']}", lang), steps.of_level(held[unit]["rank"], of))
        if unit in held else Figure(words.unknown, "unknown")
        for unit in there.units["unit"]
    }  # fmt: skip


def _level(zone: Mapping[str, Any], unit: str, made: Made, lang: Language) -> Level:
    until = "" if zone["until"] is None else exact(zone["until"], made.zone, lang, ends=True)
    return Level(say(f"level.{zone['level']}", lang), zone["rank"], until, zone["subject"] == unit)


def of_units(all_: Sequence[Row], units: pl.DataFrame) -> list[Row]:
    """The rows of these units."""
    wanted = set(units["unit"])
    return [row for row in all_ if row.unit in wanted]
