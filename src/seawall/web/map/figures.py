"""How many people of which kind live in each unit: the rows of the lists of people, each where they live now."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from seawall.desk.opening import Desk
from seawall.desk.planning import Made
from seawall.tables.decided import FINAL
from seawall.tables.inside import inside
from seawall.web.access import Subject
from seawall.web.map.land import Land
from seawall.web.people.lists import LISTS
from seawall.web.people.seeing import seen

CLOSE = ("close", "secondary")


class Counted(NamedTuple):
    """`by_unit`: (unit, a column a figure), with 0 where nobody is; `all_`: how many the list has, by figure.

    Who of a list lives in no unit that is shown is in `all_` alone.
    """

    by_unit: pl.DataFrame
    all_: Mapping[str, int]


FIGURES: Mapping[str, tuple[str, pl.Expr]] = MappingProxyType(
    {
        "contacts": ("contacts", pl.col("ring").is_in(CLOSE)),
        "cases": ("cases", pl.col("state") == "case_open"),
        "tests": ("samples", (pl.col("state").is_in(["due", "overdue"])) & pl.col("person").is_not_null()),
        "tasks": ("tasks", ~pl.col("state").is_in(FINAL)),
    }
)
"""Each figure: the list that it counts rows of, and which of them."""
FILLS = ("contacts", "cases")
"""Those that a fill can be; the others stand beside a unit."""


def counted(desk: Desk, who: Subject | None, made: Made, there: Land, *, exact: bool) -> Counted:
    """The figures of every unit that is shown. Who sees no people sees figures of everybody's, for they are hidden."""
    homes = there.tree.addresses.select("person", "unit")
    by_unit, all_ = there.units.select("unit"), {}
    for name, (listed, which) in FIGURES.items():
        rows = (seen(desk, who, made, listed) if exact else LISTS[listed].rows(made)).filter(which)
        all_[name] = rows.height
        by_unit = by_unit.join(_upward(rows, homes, there, name), on="unit", how="left", maintain_order="left")
    moved = _moved(desk, who, made, exact=exact)
    by_unit = by_unit.join(_upward(moved, homes, there, "moved"), on="unit", how="left", maintain_order="left")
    return Counted(by_unit.with_columns(pl.exclude("unit").fill_null(0)), MappingProxyType(all_))


def _moved(desk: Desk, who: Subject | None, made: Made, *, exact: bool) -> pl.DataFrame:
    """Close and secondary contacts who are inside a site."""
    rows = seen(desk, who, made, "contacts") if exact else LISTS["contacts"].rows(made)
    return rows.filter(FIGURES["contacts"][1]).join(inside(made.facts, made.plan.now), on="person", how="semi")


def _upward(rows: pl.DataFrame, homes: pl.DataFrame, there: Land, name: str) -> pl.DataFrame:
    """(unit, name): rows of people who live in each unit, or in one that it holds."""
    direct = rows.select("person").join(homes, on="person").group_by("unit").len("direct")
    return direct.join(there.above, on="unit").group_by(unit="above").agg(pl.col("direct").sum().alias(name))


def households(made: Made, there: Land) -> pl.DataFrame:
    """(unit, households): the homes that are known in each unit."""
    known = made.facts["places"].filter(pl.col("kind").cast(pl.String) == "household").select("unit").drop_nulls()
    direct = known.group_by("unit").len("direct")
    return direct.join(there.above, on="unit").group_by(unit="above").agg(pl.col("direct").sum().alias("households"))
