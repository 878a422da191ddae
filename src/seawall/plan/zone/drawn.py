"""Where the risk is, and the smallest unit that holds it: one row a criterion that a case meets somewhere."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.zone.rules import Axis, Criterion, ZoneRules
from seawall.plan.zone.tree import Tree
from seawall.tables.days import day_ending, day_of, midnight, shown

RISK = (
    "axis", "rank", "subject", "kind", "place", "unit", "case", "person", "provisional", "found", "found_day",
    "by_home", "detail", "evidence",
)  # fmt: skip
DAY = timedelta(days=1)


def drawn(seen: pl.DataFrame, trail: pl.DataFrame, rules: ZoneRules, tree: Tree, zone: ZoneInfo) -> pl.DataFrame:
    """One row an (axis, level, subject, case), in RISK; `rank` 0 is the strictest level of its axis.

    A home counts where the case lived in it within the axis' active days, so somebody who was found days after they
    went into a room makes no zone of an empty home. A place counts by its kind, by how long the case was there, and
    by who of its visitors is known. What lies outside the incident's unit is not ours to close.
    """
    found = [_level(seen, trail, axis, rank, c, rules, tree, zone) for axis, rank, c in _criteria(rules)]
    if not found:
        return _at_home(seen, (), tree).with_columns(axis=pl.lit(""), rank=pl.lit(0)).select(RISK).clear()
    return pl.concat(found, how="vertical_relaxed").filter(_ours(tree))


def _criteria(rules: ZoneRules) -> Iterator[tuple[Axis, int, Criterion]]:
    for axis in rules.axes:
        for rank, level in enumerate(axis.levels):
            yield from ((axis, rank, criterion) for criterion in level.criteria)


def _level(
    seen: pl.DataFrame, trail: pl.DataFrame, axis: Axis, rank: int, criterion: Criterion, rules: ZoneRules, tree: Tree,
    zone: ZoneInfo,
) -> pl.DataFrame:  # fmt: skip
    begins = active(axis.active, zone)
    if criterion.home:
        risk = _at_home(seen.filter(lived(begins), pl.col("person").is_not_null()), axis.units, tree)
    else:
        risk = _on_trail(seen.with_columns(begins.alias("begins")), trail, criterion, rules, tree, zone)
    return risk.with_columns(pl.lit(axis.name).alias("axis"), pl.lit(rank).alias("rank")).select(RISK)


def active(days: int | None, zone: ZoneInfo) -> pl.Expr:
    """When a case may have begun to infect an area: 00:00 of so many days before its anchor; null: always."""
    if days is None:
        return pl.lit(None, pl.Datetime("us", "UTC"))
    return midnight(day_of(pl.col("anchor"), zone) - days * DAY, zone)


def lived(begins: pl.Expr) -> pl.Expr:
    """Whether somebody was still at home then; who was never isolated, or nobody knows since when, was."""
    return (pl.col("isolated") > begins).fill_null(value=True)


def _at_home(cases: pl.DataFrame, units: tuple[str, ...], tree: Tree) -> pl.DataFrame:
    named = cases.filter(pl.col("unit").is_not_null() | pl.col("home").is_not_null())
    held = smallest(named.select(pl.col("unit").drop_nulls().unique()), units, tree)
    subject = named.join(held, on="unit", how="left").with_columns(
        pl.coalesce("holder", "home").alias("subject"),
        pl.when(pl.col("holder").is_null()).then(pl.lit("place")).otherwise(pl.lit("unit")).alias("kind"),
        pl.col("home").alias("place"), pl.lit(value=True).alias("by_home"),
        pl.format("{} lived inside", _who()).alias("detail"),
    )  # fmt: skip
    return subject.with_columns(pl.coalesce("holder", "unit").alias("unit"))


def smallest(units: pl.DataFrame, levels: tuple[str, ...], tree: Tree) -> pl.DataFrame:
    """(unit, holder): the smallest unit of one of the levels that holds each; where the tree has none, itself."""
    fits = tree.above.filter(pl.col("level").is_in(levels)).sort("steps")
    nearest = fits.unique("unit", keep="first", maintain_order=True).select("unit", holder="above")
    return units.join(nearest, on="unit", how="left").with_columns(pl.coalesce("holder", "unit").alias("holder"))


def _on_trail(
    cases: pl.DataFrame, trail: pl.DataFrame, criterion: Criterion, rules: ZoneRules, tree: Tree, zone: ZoneInfo
) -> pl.DataFrame:
    """Places of the trail where nobody lives; a place is its own smallest unit."""
    kinds = rules.spread.get("high", frozenset()) | (
        frozenset() if criterion.spread == "high" else rules.spread.get("some", frozenset())
    )
    meets = pl.col("kind").is_in(list(kinds)) & (pl.col("last") > pl.col("begins")).fill_null(value=True)
    if criterion.hard:
        meets &= _hard(rules)
    if criterion.frequent:
        meets &= _frequent(rules, zone)
    where = trail.join(tree.places.select("place", "unit", "capacity"), on="place", how="left")
    met = where.join(cases.drop("unit", "home", "person"), on="case", suffix="_case").filter(meets)
    return met.with_columns(
        pl.col("place").alias("subject"), pl.lit("place").alias("kind"), pl.lit(value=False).alias("by_home"),
        pl.concat_list("evidence_case", "evidence").alias("evidence"),
        _was_there(zone).alias("detail"),
    )  # fmt: skip


def _who() -> pl.Expr:
    return pl.coalesce(pl.format("case {}", "case"), pl.format("{} (positive, no case yet)", "person"))


def _was_there(zone: ZoneInfo) -> pl.Expr:
    minutes = pl.col("minutes").round(0).cast(pl.Int64).cast(pl.String).fill_null("unknown")
    return pl.format(
        "case {} was there ({}) from {} to {}, {} minutes; {} contacts of it are known", "case", "kind",
        shown(pl.col("first"), zone).fill_null("?"), shown(pl.col("last"), zone).fill_null("?"), minutes, "met",
    )  # fmt: skip


def _hard(rules: ZoneRules) -> pl.Expr:
    """Contacts are hard to trace: unlisted visitors, long enough there, and too few of them known."""
    long = (pl.col("minutes") >= rules.hard_minutes).fill_null(value=True)
    unlisted = pl.col("kind").is_in(list(rules.hard_kinds))
    if rules.hard_share is None:
        return long & unlisted
    return long & unlisted & ~(pl.col("met") >= pl.col("capacity") * rules.hard_share).fill_null(value=False)


def _frequent(rules: ZoneRules, zone: ZoneInfo) -> pl.Expr:
    """Often there: long enough in all, or on more than one day."""
    long = (pl.col("minutes") >= rules.frequent_minutes).fill_null(value=True)
    return long | (day_of(pl.col("first"), zone) != day_ending(pl.col("last"), zone)).fill_null(value=True)


def _ours(tree: Tree) -> pl.Expr:
    return pl.col("unit").is_null() | pl.col("unit").is_in(tree.ours.implode())
