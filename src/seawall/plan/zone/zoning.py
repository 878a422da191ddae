"""The verb: from where cases lived and were, to the smallest areas that hold the risk, with their ends."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from seawall.plan.zone.areas import judged
from seawall.plan.zone.circles import circle_conditions, circles
from seawall.plan.zone.clean import clean
from seawall.plan.zone.conditions import conditions
from seawall.plan.zone.counted import counted, counted_conditions
from seawall.plan.zone.drawn import drawn
from seawall.plan.zone.inside import residents
from seawall.plan.zone.instead import instead
from seawall.plan.zone.obeying import obeyed
from seawall.plan.zone.reach import smaller
from seawall.plan.zone.rest import rest
from seawall.plan.zone.rows import rows
from seawall.plan.zone.rules import ZoneRules
from seawall.plan.zone.schemas import CLEAN, RELEASE, SHAPES, STAFFING, ZONE, Zoned, shaped
from seawall.plan.zone.seen import seen
from seawall.plan.zone.staffing import staff_text, staffing
from seawall.plan.zone.subjects import AREA, subjects
from seawall.plan.zone.tree import Tree, tree
from seawall.tables.facts import Facts


def zone(
    episodes: pl.DataFrame, reasons: pl.DataFrame, trail: pl.DataFrame, facts: Facts, rules: ZoneRules, now: datetime,
    wanted: pl.DataFrame | None = None,
) -> Zoned:  # fmt: skip
    """The areas that a policy closes or watches because of these cases, at `now`.

    `reasons` are all that the trace found: somebody was at a closed place also where another place is the stronger one.
    `wanted` (axis, subject, until) are areas that officers left out (no `until`) or want to end sooner.

    1. What was found, when and where. 2. Where each case puts a risk, in the smallest unit that holds it, or the one
    that an officer put in its place. 3. Each area's level, by its conditions of release, without those left out.
    4. Streets by counting. 5. The rest of the county. 6. Whom they need.
    A policy without zones gives empty frames.
    """
    if not rules.axes and rules.counted is None and rules.circles is None:
        return nothing()
    land = tree(facts)
    found = seen(episodes, facts, rules, land, now)
    risks = instead(drawn(found, trail, rules, land, facts.zone), facts, land)
    areas = subjects(risks, found, trail, rules, land, facts.zone)
    standing = obeyed(judged(areas, reasons, found, facts, rules, land, now), wanted)
    narrow = smaller(standing, risks, residents(standing, land), reasons, land)
    closed = standing.join(narrow, on=AREA, how="left").drop("level").rename({"named": "level"})
    streets = _streets(found, rules, facts, land, now)
    rings = _circles(found, trail, rules, facts, land, now)
    whole = pl.concat([closed, streets, rings, rest(closed, rules, land)], how="diagonal_relaxed")
    zones = rows(whole, rules, land, facts.zone, now)
    needed = staffing(zones, facts, rules, land)
    released = pl.concat([conditions(standing, now), *_other_conditions(streets, rings, rules, now)])
    return Zoned(
        zones=shaped(staff_text(zones, needed), ZONE),
        releases=released.sort("axis", "subject", "met_on", "condition", nulls_last=True),
        staffing=needed,
        clean=clean(found, facts, rules, land, now),
        shapes=shaped(_outlines(rings), SHAPES),
    )


def nothing() -> Zoned:
    """Every frame empty, with its columns."""
    return Zoned(*(pl.DataFrame(schema=schema) for schema in (ZONE, RELEASE, STAFFING, CLEAN, SHAPES)))


def _streets(found: pl.DataFrame, rules: ZoneRules, facts: Facts, land: Tree, now: datetime) -> pl.DataFrame:
    if rules.counted is None:
        return pl.DataFrame()
    return counted(found, rules.counted, land, now, facts.zone)


def _circles(
    found: pl.DataFrame, trail: pl.DataFrame, rules: ZoneRules, facts: Facts, land: Tree, now: datetime
) -> pl.DataFrame:
    if rules.circles is None:
        return pl.DataFrame()
    return circles(found, trail, facts, rules, rules.circles, land, now)


def _other_conditions(
    streets: pl.DataFrame, rings: pl.DataFrame, rules: ZoneRules, now: datetime
) -> Iterator[pl.DataFrame]:
    if rules.counted is not None:
        yield shaped(counted_conditions(streets, rules.counted, now), RELEASE)
    if rules.circles is not None:
        yield shaped(circle_conditions(rings, rules.circles, now), RELEASE)


def _outlines(rings: pl.DataFrame) -> pl.DataFrame:
    """The circles as shapes of our own."""
    if "radius_m" not in rings.columns:
        return pl.DataFrame()
    return rings.filter(kind="shape").with_columns(shape="subject", kind=pl.lit("circle"))
