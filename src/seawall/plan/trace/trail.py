"""Where the traced cases were while they could infect: what zones are drawn from."""

import polars as pl

from seawall.plan.trace.authorisation import authorise
from seawall.plan.trace.meetings import Meetings
from seawall.plan.trace.stays import UNDESCRIBED, Reading
from seawall.tables.days import INSTANT
from seawall.tables.facts import Facts

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "case": pl.String, "person": pl.String, "place": pl.String, "kind": pl.String, "first": INSTANT, "last": INSTANT,
    "minutes": pl.Float64, "met": pl.UInt32, "evidence": pl.List(pl.String),
}  # fmt: skip


def trail(windows: pl.DataFrame, first: pl.DataFrame, facts: Facts, how: Reading, meetings: Meetings) -> pl.DataFrame:
    """One row a case and place, in COLUMNS, of the cases that open their stays, by case and first coming.

    `first` is the first ring; `met` counts the people in it who met the case there, by a stay or at an event: a
    place where many were and few are known has few. A place that nobody described is of the kind `other`.
    """
    asked = windows.filter("opens_stays").with_columns(pl.lit("zoning").alias("purpose"))
    known = first.drop_nulls("place").group_by("case", "place").agg(pl.col("person").n_unique().alias("met"))
    kinds = facts["places"].select("place", pl.col("kind").cast(pl.String))
    return (
        meetings.meet(asked, authorise(asked), how)
        .join(windows.select("window", "case"), on="window")
        .join(kinds, on="place", how="left")
        .join(known, on=["case", "place"], how="left")
        .with_columns(pl.col("kind").fill_null(UNDESCRIBED), pl.col("met").fill_null(0))
        .sort("case", "first", "place")
        .select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    )
