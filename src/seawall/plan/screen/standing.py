"""Where people stand: who is a case, who is lost from sight."""

from datetime import date, datetime

import polars as pl

from seawall.tables.days import day_of
from seawall.tables.facts import Facts
from seawall.tables.inside import inside

CLOSING = ("discharged", "released", "died_of", "died_with")


def cases(facts: Facts) -> pl.DataFrame:
    """(case, person, opened, open, excluded_at): `opened` is the earliest it may have been."""
    opened = pl.coalesce("opened_from", "opened_until", "recorded_at").alias("opened")
    known = facts["cases"].select("case", "person", opened)
    return (
        known.join(_excluded(facts), on="case", how="left")
        .join(_closed(facts), on="case", how="left")
        .with_columns((pl.col("excluded_at").is_null() & ~pl.col("closed").fill_null(value=False)).alias("open"))
        .drop("closed")
    )


def lost(facts: Facts, unseen_days: int | None, now: datetime) -> pl.Series:
    """The contacts nobody has seen for more than so many local days; who is in a site is not lost."""
    at = pl.coalesce("at_from", "at_until", "due_from", "due_until", "recorded_at")
    visits = facts["followups"].with_columns(day_of(at, facts.zone).alias("on"))
    seen = pl.col("on").filter(pl.col("seen").fill_null(value=False)).max()
    last = visits.group_by("person").agg(pl.coalesce(seen, pl.col("on").min() - pl.duration(days=1)).alias("since"))
    gone = (pl.lit(today(facts, now)) - pl.col("since")).dt.total_days() > (unseen_days if unseen_days else 0)
    unseen = last.filter(gone, pl.lit(unseen_days is not None))
    return unseen.filter(~pl.col("person").is_in(inside(facts, now)["person"].implode()))["person"]


def today(facts: Facts, now: datetime) -> date:
    """The local day of `now`."""
    return now.astimezone(facts.zone).date()


def _excluded(facts: Facts) -> pl.DataFrame:
    """(case, excluded_at): cases whose latest class is excluded; a row that another follows has been passed."""
    rows = facts["classifications"]
    standing = rows.join(rows.select(pl.col("follows").alias("row")).drop_nulls(), on="row", how="anti")
    at = pl.min_horizontal(pl.coalesce("at_until", "recorded_at"), "recorded_at").alias("excluded_at")
    ordered = standing.with_columns(at).sort("excluded_at", "at_from", "recorded_at", "row", nulls_last=False)
    latest = ordered.unique("case", keep="last", maintain_order=True)
    return latest.filter(pl.col("class").cast(pl.String) == "excluded").select("case", "excluded_at")


def _closed(facts: Facts) -> pl.DataFrame:
    """(case, closed): whether the latest outcome closed the case; `lost` says nothing of it."""
    rows = facts["outcomes"].with_columns(pl.col("outcome").cast(pl.String)).filter(pl.col("outcome") != "lost")
    standing = rows.join(rows.select(pl.col("follows").alias("row")).drop_nulls(), on="row", how="anti")
    at = pl.min_horizontal(pl.coalesce("at_until", "recorded_at"), "recorded_at")
    latest = standing.sort(at, "at_from", "recorded_at", "row", nulls_last=False)
    return latest.group_by("case", maintain_order=True).agg(pl.col("outcome").last().is_in(CLOSING).alias("closed"))
