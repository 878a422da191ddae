"""What was found, when and where: cases, positives that nobody has opened a case for, and positive surfaces."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from seawall.plan.zone.rules import ZoneRules
from seawall.plan.zone.tree import Tree
from seawall.tables.days import INSTANT, at, day_ending, day_of
from seawall.tables.facts import Facts
from seawall.tables.inside import stays, unbroken
from seawall.tables.verdict import specimens

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "case": pl.String, "person": pl.String, "class": pl.String, "provisional": pl.Boolean, "anchor": INSTANT,
    "found": INSTANT, "found_day": pl.Date, "isolated": INSTANT, "home": pl.String, "unit": pl.String,
    "evidence": pl.List(pl.String),
}  # fmt: skip
ANCHORS = ("onset", "sample", "positive", "class", "opened")
FINDINGS = ("positive", "sample", "class", "opened")


def seen(episodes: pl.DataFrame, facts: Facts, rules: ZoneRules, tree: Tree, now: datetime) -> pl.DataFrame:
    """One row a case that is not excluded, a person's positive without a case, or a place's positive; in COLUMNS.

    `anchor` is what the time before hangs on (onset, else the first positive sample, its result, the class, the
    opening; its earliest); `found` the earliest the finding may be (its latest where only that is stated), which time
    alone does not move; `found_day` the latest local day it may have been, never after now's; `isolated` the latest
    they may have gone into the sites they were in when found, or entered after. `home` and `unit` are where they live,
    or the place itself. Cases of classes the policy does not count for anything are left out.
    """
    cases = _cases(episodes, rules, facts, now)
    positive = facts["results"].filter(pl.col("result").cast(pl.String) == "positive").select("specimen").unique()
    taken = specimens(facts, rules.swabs, positive)
    known = pl.concat([cases, _positives(taken, facts, episodes, now)], how="diagonal_relaxed")
    lived = known.join(tree.addresses, on="person", how="left")
    swabbed = _surfaces(taken, facts, now).join(tree.places.select(home="place", unit="unit"), on="home", how="left")
    whole = pl.concat([lived, swabbed], how="diagonal_relaxed")
    outside = pl.col("unit").is_not_null() & ~pl.col("unit").is_in(tree.ours.implode())
    elsewhere = outside & pl.col("case").is_null()
    return whole.filter(~elsewhere).select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())


def _cases(episodes: pl.DataFrame, rules: ZoneRules, facts: Facts, now: datetime) -> pl.DataFrame:
    counts = pl.lit(value=True) if rules.classes is None else pl.col("class").is_in(list(rules.classes))
    held = episodes.filter(~pl.col("excluded") & counts.fill_null(value=False))
    return held.select(
        "case", "person", pl.col("class").cast(pl.String), "provisional", "evidence",
        pl.coalesce(f"{name}_from" for name in ANCHORS).alias("anchor"),
        *_finding(FINDINGS, facts, now),
        pl.coalesce("isolated_until", "isolated_from").alias("isolated"),
    )  # fmt: skip


def _finding(moments: Sequence[str], facts: Facts, now: datetime) -> tuple[pl.Expr, pl.Expr]:
    """`found` and `found_day` of the first of the moments of which anything is known."""
    found, day = pl.lit(None, INSTANT), pl.lit(None, pl.Date)
    for name in reversed(moments):
        begin, end = pl.col(f"{name}_from"), pl.min_horizontal(pl.coalesce(f"{name}_until", at(now)), at(now))
        stated = begin.is_not_null() | pl.col(f"{name}_until").is_not_null()
        spread = (begin != end).fill_null(value=True) & (end < at(now))
        its_day = pl.when(spread).then(day_ending(end, facts.zone)).otherwise(day_of(end, facts.zone))
        earliest = pl.coalesce(begin, f"{name}_until")
        found, day = pl.when(stated).then(earliest).otherwise(found), pl.when(stated).then(its_day).otherwise(day)
    return found.alias("found"), day.alias("found_day")


def _positive(taken: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Positive specimens of a kind of subject in a tube of their own."""
    found = taken.filter("clear", pl.col("verdict") == "positive", pl.col("subject_kind") == kind)
    return found.rename({"at_from": "positive_from", "at_until": "positive_until"})


def _positives(taken: pl.DataFrame, facts: Facts, episodes: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """People who were positive and have no case, not even one that was excluded: provisional."""
    found = _positive(taken, "person").rename({"subject": "person"}).join(episodes, on="person", how="anti")
    anchored = found.with_columns(pl.coalesce("taken_from", "positive_from").alias("anchor"))
    away = _isolated(anchored, facts, now)
    return anchored.join(away, on=["person", "anchor"], how="left", nulls_equal=True).select(
        "person", pl.lit("positive").alias("class"), pl.lit(value=True).alias("provisional"), "anchor", "isolated",
        *_finding(("positive", "taken"), facts, now), _rows(),
    )  # fmt: skip


def _isolated(found: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, anchor, isolated): since when somebody has been in sites; a time over before then isolated nobody."""
    theirs = stays(facts, now).join(found, on="person", how="semi", maintain_order="left")
    times = found.select("person", "anchor").unique().join(unbroken(theirs, facts.zone), on="person")
    lasted = (pl.col("gone") >= pl.col("anchor")).fill_null(value=True)
    return times.filter(lasted).group_by("person", "anchor").agg(pl.col("since").min().alias("isolated"))


def _surfaces(taken: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """Places where something was positive on a surface or in the air."""
    return _positive(taken, "place").select(
        pl.lit("surface").alias("class"), pl.lit(value=True).alias("provisional"),
        pl.coalesce("taken_from", "positive_from").alias("anchor"),
        *_finding(("positive", "taken"), facts, now), pl.col("subject").alias("home"), _rows(),
    )  # fmt: skip


def _rows() -> pl.Expr:
    return pl.concat_list(pl.concat_list("taken_row"), "result_rows").alias("evidence")
