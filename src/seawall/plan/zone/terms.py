"""The levels of every axis as a small table, so that all areas are judged at once."""

import polars as pl

from seawall.plan.zone.rules import Axis, Level, Release, ZoneRules

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "axis": pl.String, "rank": pl.UInt32, "level": pl.String, "level_clause": pl.String, "measure": pl.String,
    "release_clause": pl.String, "without_new": pl.Int64, "contact_days": pl.Int64, "tested": pl.Int64,
    "then": pl.String, "then_days": pl.Int64, "then_clause": pl.String, "then_measure": pl.String,
    "positive": pl.String, "positive_days": pl.Int64,
}  # fmt: skip


def terms(rules: ZoneRules) -> pl.DataFrame:
    """One row a level that a case can make, in COLUMNS."""
    rows = [_row(axis, rank, level) for axis in rules.axes for rank, level in enumerate(axis.levels)]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _row(axis: Axis, rank: int, level: Level) -> tuple[object, ...]:
    measures = {each.name: each.measure for each in axis.levels}
    ends = level.release or Release(level.clause, None)
    return (
        axis.name, rank, level.name, level.clause, level.measure, ends.clause, ends.without_new, ends.contacts,
        ends.tested, ends.then, ends.then_days, ends.then_clause, measures.get(ends.then or "", ""),
        level.positive_found, _days(axis, level.positive_found or level.name),
    )  # fmt: skip


def _days(axis: Axis, name: str) -> int | None:
    """The days without a new positive that a level of the axis asks for."""
    return next((level.release.without_new for level in axis.levels if level.name == name and level.release), None)
