"""One unit, as its panel tells it: people, households, the vulnerable, supplies, and when what holds there ends."""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tables.lasting import lasting
from seawall.tell.terminal.language import Language, half
from seawall.tell.terminal.moments import exact
from seawall.web.map.land import Land
from seawall.web.map.words import say
from seawall.web.names import Names
from seawall.web.pages import figure

NEEDS = ("dialysis", "pregnant", "lives_alone", "needs_carer", "disabled", "psychiatric", "severely_immunocompromised")


class Ends(NamedTuple):
    """What holds: which area, its level, when it ends ("" nobody can tell), and why in public words."""

    what: str
    level: str
    until: str
    why: str


class Need(NamedTuple):
    """A need, and how many people who are known to live here have it."""

    word: str
    people: int


class Staff(NamedTuple):
    """A role: how many an area needs, and who is named."""

    role: str
    needed: int
    named: list[str]


class Told(NamedTuple):
    """A unit. `people` is None where nobody knows; `living`: how many are known by name; `whole`: they are everybody.

    `supplies`: what lies in store there, where and when it was counted. `above` leads from the highest to its own.
    """

    unit: str
    name: str
    kind: str
    above: list[tuple[str, str]]
    people: int | None
    living: int
    whole: bool
    households: int
    needs: list[Need]
    uncared: int
    supplies: list[tuple[str, str, str]]
    staff: list[Staff]
    ends: list[Ends]


def told(made: Made, there: Land, unit: str, names: Names, lang: Language) -> Told | None:
    """What is known of a unit; None for one that is not shown to who asks, or is none."""
    found = there.units.filter(unit=unit)
    if found.is_empty():
        return None
    row = found.row(0, named=True)
    counted = there.tree.people.filter(unit=unit).row(0, named=True)
    inside = there.above.filter(above=unit)["unit"]
    people = there.tree.homes.filter(pl.col("unit").is_in(inside.implode()))["person"]
    upward = there.above.filter(unit=unit).sort("steps", descending=True)["above"]
    lacking = pl.col("person").is_in(people.implode()) & (pl.col("state") == "lacking")
    return Told(
        unit, names.get(unit, unit), say(f"kind.{row['level']}", lang) if row["level"] else "",
        [(each, names.get(each, each)) for each in upward if each != unit],
        counted["people"], counted["living"], counted["known"], _households(made, inside),
        list(_needs(made, people, lang)), made.plan.care.filter(lacking)["person"].n_unique(),
        list(_supplies(made, inside, names, lang)), list(_staff(made, unit, lang)),
        list(_ends(made, there, unit, inside, names, lang)),
    )  # fmt: skip


def _households(made: Made, inside: pl.Series) -> int:
    household = pl.col("kind").cast(pl.String) == "household"
    return made.facts["places"].filter(household & pl.col("unit").is_in(inside.implode())).height


def _needs(made: Made, people: pl.Series, lang: Language) -> Iterator[Need]:
    traits = made.facts["traits"].filter(lasting(made.plan.now), pl.col("person").is_in(people.implode()))
    counts = dict(traits.group_by(pl.col("trait").cast(pl.String)).agg(pl.col("person").n_unique()).iter_rows())
    yield from (Need(say(f"need.{each}", lang), counts[each]) for each in NEEDS if each in counts)


def _supplies(made: Made, inside: pl.Series, names: Names, lang: Language) -> Iterator[tuple[str, str, str]]:
    """(what, how much, where and when): the last stocktaking of each item of each site."""
    sites = made.facts["sites"].filter(pl.col("unit").is_in(inside.implode()))["site"]
    rows = made.facts["stocks"].filter(pl.col("site").is_in(sites.implode())).sort("recorded_at")
    for row in rows.unique(["site", "item"], keep="last", maintain_order=True).iter_rows(named=True):
        counted = row["at_until"] or row["at_from"] or row["recorded_at"]
        much = f"{figure(round(row['quantity']))} {row['unit'] or ''}".strip()
        yield row["item"], much, f"{names.get(row['site'], row['site'])}, {exact(counted, made.zone, lang)}"


def _staff(made: Made, unit: str, lang: Language) -> Iterator[Staff]:
    rows = made.plan.zoned.staffing.filter(subject=unit)
    for row in rows.iter_rows(named=True):
        named = [each.strip() for each in (row["named"] or "").split(",") if each.strip()]
        yield Staff(say(f"role.{row['role']}", lang), row["needed"], named)


def _ends(made: Made, there: Land, unit: str, inside: pl.Series, names: Names, lang: Language) -> Iterator[Ends]:
    """What holds in the unit: of an area above it, its own, and of what lies in it, in this order."""
    places = made.facts["places"].filter(pl.col("unit").is_in(inside.implode()))["place"]
    upward = there.tree.above.filter(unit=unit).select(subject="above", steps=pl.col("steps").cast(pl.Int64))
    below = pl.concat([inside, places]).unique().to_frame("subject").with_columns(steps=pl.lit(-1, pl.Int64))
    below = below.join(upward, on="subject", how="anti")
    rows = made.plan.zoned.zones.join(pl.concat([upward, below]), on="subject")
    for row in rows.sort("steps", "axis", "subject", descending=[True, False, False]).iter_rows(named=True):
        until = "" if row["until"] is None else exact(row["until"], made.zone, lang, ends=True)
        level = say(f"level.{row['level']}", lang)
        yield Ends(names.get(row["subject"], row["subject"]), level, until, half(row["why_public"], lang))
