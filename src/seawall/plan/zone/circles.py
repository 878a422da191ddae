"""Zones of a disease that mosquitoes carry: circles round where cases lived and often were."""

from datetime import datetime

import polars as pl

from seawall.plan.zone.near import CENTRE, near
from seawall.plan.zone.rules import VECTOR, Circles, ZoneRules
from seawall.plan.zone.tree import Tree
from seawall.tables.days import at, to_end_of
from seawall.tables.facts import Facts
from seawall.tables.limit import reached

WORK, FREQUENT = ("workplace",), ("frequent_place", "other_frequent_place")
MERGED = ("place", "unit", "lon", "lat", "datum")


def circles(
    seen: pl.DataFrame, trail: pl.DataFrame, facts: Facts, rules: ZoneRules, rule: Circles, tree: Tree, now: datetime
) -> pl.DataFrame:
    """One row a core or alert area, in the columns of an area that is drawn, with its circle.

    A centre whose coordinates nobody knows is the smallest unit it lies in, as core and without an alert. A circle's
    days begin again with every case that lives inside. What is over is not listed.
    """
    centres = _centres(seen, trail, facts, rules, rule, tree)
    drawn = centres.filter(pl.col("lon").is_not_null() & pl.col("datum").is_not_null())
    rings = _peopled(_rings(drawn, rule), seen, tree)
    return _ended(pl.concat([rings, _undrawn(centres, drawn, rule)], how="diagonal_relaxed"), facts, rule, now)


def _rings(drawn: pl.DataFrame, rule: Circles) -> pl.DataFrame:
    """The core and, where the policy has one, the alert beyond it: as wide as both."""
    core = drawn.with_columns(level=pl.lit("core"), radius_m=pl.lit(rule.core_m), clause=pl.lit(rule.core_clause))
    wide = rule.core_m + (rule.alert_m or 0)
    alert = drawn.with_columns(level=pl.lit("alert"), radius_m=pl.lit(wide), clause=pl.lit(rule.alert_clause))
    return pl.concat([core, alert.clear() if rule.alert_m is None else alert]).with_columns(
        pl.format("{}-{}", "level", "place").alias("subject"), pl.lit("shape").alias("kind")
    )


def _undrawn(centres: pl.DataFrame, drawn: pl.DataFrame, rule: Circles) -> pl.DataFrame:
    """The units of centres without coordinates, one row a unit with all its cases."""
    left = centres.join(drawn.select("place"), on="place", how="anti").with_columns(
        pl.coalesce("unit", "place").alias("subject")
    )
    return left.group_by("subject", maintain_order=True).agg(
        pl.col("unit").first(), pl.col("cases").explode().unique().sort(), pl.col("provisional").all(),
        pl.col("evidence").explode().drop_nulls().unique(maintain_order=True), pl.col("from").min(),
        pl.col("last_day").max(), pl.col("undated").any(), pl.lit("core").alias("level"),
        pl.lit(rule.core_clause).alias("clause"),
        pl.lit("its coordinates are not known, so no circle can be drawn: the smallest known unit").alias("smaller"),
    ).with_columns(
        pl.when(pl.col("unit").is_null()).then(pl.lit("place")).otherwise(pl.lit("unit")).alias("kind")
    )  # fmt: skip


def _centres(
    seen: pl.DataFrame, trail: pl.DataFrame, facts: Facts, rules: ZoneRules, rule: Circles, tree: Tree
) -> pl.DataFrame:
    """One row a place that is somebody's centre, with its cases; what lies outside the incident's unit is not ours."""
    cases = seen.filter(pl.col("case").is_not_null())
    found = [cases.select("case", place="home")]
    if set(WORK) & set(rule.centres):
        employed = facts["occupations"].select("person", place="employer")
        found.append(cases.select("case", "person").join(employed, on="person").select("case", "place"))
    if set(FREQUENT) & set(rule.centres):
        often = trail.filter((pl.col("minutes") >= rules.frequent_minutes).fill_null(value=True))
        found.append(often.select("case", "place"))
    known = pl.concat(found).drop_nulls().unique(maintain_order=True).join(cases.drop("home", "unit"), on="case")
    located = known.join(facts["places"].select(*MERGED).with_columns(pl.col("datum").cast(pl.String)), on="place")
    ours = pl.col("unit").is_null() | pl.col("unit").is_in(tree.ours.implode())
    return located.filter(ours).group_by(MERGED, maintain_order=True).agg(
        pl.col("case").unique().sort().alias("cases"), pl.col("provisional").all(),
        pl.col("evidence").explode().drop_nulls().unique(maintain_order=True), pl.col("found").min().alias("from"),
        pl.col("found_day").max().alias("last_day"), pl.col("found_day").is_null().any().alias("undated"),
    )  # fmt: skip


def _peopled(shapes: pl.DataFrame, seen: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """Adds who lives inside: `people` (of an alert those beyond the core), and the last day of a case inside."""
    inside = near(shapes.select("subject", *CENTRE), tree)
    cases = seen.filter(pl.col("case").is_not_null()).select("person", "found_day")
    people = (
        inside.join(tree.homes, on="person", how="semi").group_by("subject").agg(pl.len().cast(pl.Int64).alias("held"))
    )
    latest = inside.join(cases, on="person").group_by("subject").agg(pl.col("found_day").max().alias("news"))
    whole = shapes.join(people, on="subject", how="left").join(latest, on="subject", how="left")
    core = pl.col("held").filter(pl.col("level") == "core").sum().over("place")
    held = pl.col("held").fill_null(0)
    radius = pl.format("a circle of {} m round a centre, {} known people live in it", "radius_m", held)
    return whole.with_columns(
        pl.when(pl.col("level") == "alert").then(held - core).otherwise(held).alias("people"),
        pl.max_horizontal("last_day", "news").alias("last_day"),
        pl.format("{}; the policy asks for no smaller one", radius).alias("smaller"),
    )


def _ended(areas: pl.DataFrame, facts: Facts, rule: Circles, now: datetime) -> pl.DataFrame:
    days = pl.duration(days=pl.lit(rule.over, pl.Int64))
    end = pl.when(~pl.col("undated")).then(to_end_of(pl.col("last_day"), days, facts.zone))
    detail = pl.format("{} cases lived or often were in its middle", pl.col("cases").list.len())
    ending = areas.with_columns(
        end.alias("until"), end.alias("over"), pl.lit(VECTOR).alias("axis"), pl.lit("").alias("measure"), detail=detail
    )
    return ending.filter((pl.col("until") > at(now)).fill_null(value=True))


def circle_conditions(areas: pl.DataFrame, rule: Circles, now: datetime) -> pl.DataFrame:
    """The one condition of a circle; where the policy has none it cannot be told, and says why."""
    silent = "; ".join(rule.gaps) or "the policy does not say when it ends"
    said = f"{rule.over} days without a new case inside" if rule.over is not None else silent
    again = "the days begin again from the new case, and its home has a circle of its own"
    return areas.select(
        "subject", "axis", pl.lit(said).alias("condition"), pl.col("until").alias("met_on"),
        reached(pl.col("until"), now).alias("state"),
        pl.lit(again).alias("if_positive"), pl.lit(rule.over_clause or rule.core_clause).alias("clause"),
    )  # fmt: skip
