"""What the next smaller unit would miss, and what the next larger would cost."""

from datetime import datetime

import polars as pl

from seawall.plan.zone.subjects import AREA
from seawall.plan.zone.tree import Tree
from seawall.tables.days import at


def smaller(
    areas: pl.DataFrame, risks: pl.DataFrame, living: pl.DataFrame, reasons: pl.DataFrame, tree: Tree
) -> pl.DataFrame:
    """(axis, subject, smaller, narrower, narrower_people): the parts with the cases' homes, and what they would hold.

    `smaller` says which close contacts live outside of them; `narrower` names them; `narrower_people` is how many
    people live in them, null where of one of them nobody knows. Null both: nothing is smaller.
    """
    parts = _parts(risks, tree)
    close = reasons.filter(pl.col("ring").cast(pl.String) == "close").select("person").unique()
    inside = living.join(close, on="person", how="semi").join(
        tree.homes.select("person", "unit"), on="person", how="left"
    )
    in_homes = parts.join(inside, left_on=[*AREA, "part"], right_on=[*AREA, "home"])
    in_units = inside.join(tree.above.select("unit", part="above"), on="unit").join(parts, on=[*AREA, "part"])
    held = pl.concat([each.select(*AREA, "person") for each in (in_homes, in_units)]).unique()
    counts = (
        areas.select(AREA)
        .join(_narrowed(parts, tree), on=AREA, how="left")
        .join(inside.group_by(AREA).len("inside"), on=AREA, how="left")
        .join(held.group_by(AREA).len("held"), on=AREA, how="left")
        .with_columns(pl.col("inside", "held").fill_null(0).cast(pl.Int64))
    )
    return counts.select(*AREA, _missed().alias("smaller"), "narrower", "narrower_people")


def _narrowed(parts: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """(axis, subject, parts, part, narrower, narrower_people): how many parts, the first, all named, and their people.

    Of a home those count who are known to live in it.
    """
    at_home = tree.homes.drop_nulls("home").group_by(part="home").agg(pl.len().cast(pl.Int64).alias("living"))
    inside = parts.join(tree.people.select("people", part="unit"), on="part", how="left", maintain_order="left").join(
        at_home, on="part", how="left", maintain_order="left"
    )
    people = pl.coalesce("people", "living")
    return inside.group_by(AREA).agg(
        pl.len().alias("parts"), pl.col("part").first(), pl.col("part").str.join(", ").alias("narrower"),
        pl.when(people.is_null().any()).then(None).otherwise(people.sum()).alias("narrower_people"),
    )  # fmt: skip


def _parts(risks: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """(axis, subject, part): the next smaller unit with a case's home, or the home where no smaller unit is known."""
    homes = risks.filter("by_home").select(*AREA, "place").join(
        tree.places.select("place", lies="unit"), on="place", how="left"
    )  # fmt: skip
    children = tree.above.select(lies="unit", child="above").join(
        tree.units.select(child="unit", subject="parent"), on="child"
    )
    found = homes.join(children, on=["lies", "subject"], how="left")
    return found.select(*AREA, pl.coalesce("child", "place").alias("part")).drop_nulls().unique().sort(*AREA, "part")


def _missed() -> pl.Expr:
    outside = pl.col("inside") - pl.col("held")
    only = pl.format("{} alone would miss {} of the {} close contacts who live inside", "part", outside, "inside")
    several = pl.format(
        "the {} smaller parts with a case, {} and others, would miss {} of the {} close contacts who live inside",
        "parts", "part", outside, "inside",
    )  # fmt: skip
    place = pl.lit("nothing is smaller: it is one place")
    return pl.when(pl.col("parts").is_null()).then(place).when(pl.col("parts") == 1).then(only).otherwise(several)


def larger(now: datetime) -> pl.Expr:
    """How many more people the next larger unit binds, and for how many person-days until the level ends.

    Of an area of unknown size, or of more people than are stated for what holds it, nobody knows. Of zones with
    `wider` and `wider_people`; see `widened`.
    """
    there, here = pl.col("wider_people"), pl.col("people")
    more = there.cast(pl.Int64) - here.cast(pl.Int64)
    days = ((pl.col("until") - pl.max_horizontal("from", at(now))).dt.total_hours() / 24).ceil().cast(pl.Int64)
    cost = pl.format("{}: {} more people, {} person-days in {} days", "wider", more, more * days, days)
    endless = pl.format("{}: {} more people, for nobody knows how long", "wider", more)
    unknown = pl.format("{}: nobody knows how many people live there", "wider")
    beside = pl.format("{}: nobody knows how many more than here live there", "wider")
    fewer = pl.format(
        "{}: nobody knows how many more people, for {} are stated there and {} here", "wider", there, here
    )
    return (
        pl.when(pl.col("wider").is_null()).then(pl.lit("no larger unit is known"))
        .when(there.is_null()).then(unknown).when(here.is_null()).then(beside).when(more < 0).then(fewer)
        .when(pl.col("until").is_null()).then(endless).otherwise(cost)
    )  # fmt: skip


def widened(zones: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """Adds `wider`, the next larger unit (a place's own), and `wider_people`."""
    parents = tree.units.select("unit", "parent")
    people = tree.people.select(wider="unit", wider_people="people")
    known = zones.join(parents, on="unit", how="left")
    wider = pl.when(pl.col("kind") == "unit").then("parent").otherwise("unit")
    return known.with_columns(wider.alias("wider")).join(people, on="wider", how="left")
