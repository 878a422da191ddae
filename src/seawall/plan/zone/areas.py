"""The areas of every axis with their level at `now`: drawn from cases, judged by their release, one inside another."""

from datetime import datetime

import polars as pl

from seawall.plan.zone.inside import last_contact, residents, tested, to_test
from seawall.plan.zone.release import dated, staged
from seawall.plan.zone.rules import ZoneRules
from seawall.plan.zone.subjects import AREA
from seawall.plan.zone.terms import terms
from seawall.plan.zone.tree import Tree
from seawall.tables.facts import Facts
from seawall.tables.verdict import specimens


def judged(
    areas: pl.DataFrame, reasons: pl.DataFrame, seen: pl.DataFrame, facts: Facts, rules: ZoneRules,
    tree: Tree, now: datetime,
) -> pl.DataFrame:  # fmt: skip
    """Every area that still stands, with the dates of its conditions, its stage, `level`, `from` and `until`."""
    living = residents(areas, tree)
    exposed = last_contact(areas, living, reasons, now, facts.zone)
    judged = areas.join(terms(rules), on=["axis", "rank"], how="left", maintain_order="left").join(
        exposed, on=AREA, how="left", maintain_order="left"
    )  # fmt: skip
    starting = dated(judged, facts.zone)
    staying = to_test(living, seen, facts, now)
    taken = specimens(facts, rules.swabs, staying.select(subject="person").unique())
    swabs = tested(staying, starting, taken, now)
    known = tree.people.select(subject="unit", everybody="known")
    counted = starting.join(swabs, on=AREA, how="left", maintain_order="left").join(
        known, on="subject", how="left", maintain_order="left"
    )  # fmt: skip
    everybody = (pl.col("kind") == "place") | pl.col("everybody").fill_null(value=False)
    nobody = pl.col("staying").is_null()
    whole = counted.with_columns(
        everybody.alias("everybody"), pl.when(nobody).then("first_on").otherwise("tested_at").alias("tested_at")
    )  # fmt: skip
    return uncovered(_named(staged(whole, now, facts.zone).filter(pl.col("stage") < 2)), tree)


def _named(areas: pl.DataFrame) -> pl.DataFrame:
    own = pl.col("stage") == 0
    clause = pl.format("{}; {}", "level_clause", "release_clause")
    return areas.with_columns(
        pl.when(own).then("level").otherwise("then").alias("named"),
        pl.when(own).then("measure").otherwise("then_measure").alias("measure"),
        pl.when(own).then("begins").otherwise("released_on").alias("from"),
        pl.when(own).then("own_until").otherwise("next_until").alias("until"),
        pl.when(own).then(clause).otherwise("then_clause").alias("clause"),
        (pl.col("rank") + pl.col("stage").cast(pl.UInt32)).alias("stands"),
    )


def uncovered(areas: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """Less those inside another of the axis that is at least as strict for at least as long: nobody is bound twice."""
    wider = areas.filter(kind="unit").select("axis", above="subject", wider_stands="stands", wider_until="until")
    inner = areas.select(*AREA, "unit", "kind", "stands", "until").join(
        tree.above.select("unit", "above", "steps"), on="unit"
    )
    beyond = inner.filter((pl.col("steps") > 0) | (pl.col("kind") == "place"))
    held = beyond.join(wider, on=["axis", "above"]).filter(
        (pl.col("wider_stands") <= pl.col("stands"))
        & (pl.col("wider_until").is_null() | (pl.col("wider_until") >= pl.col("until")).fill_null(value=False))
    )
    return areas.join(held.select(AREA).unique(), on=AREA, how="anti", maintain_order="left")
