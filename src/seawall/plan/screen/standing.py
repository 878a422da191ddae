"""Where people stand: who is a case, who is lost from sight."""

from datetime import date, datetime

import polars as pl

from seawall.tables.days import day_of
from seawall.tables.facts import Facts
from seawall.tables.inside import inside


def cases(episodes: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(case, person, opened, known, open, excluded_at): `opened` the earliest it may have been.

    `known` is when the case or a class of it was first recorded. `excluded_at` is the latest that the exclusion may
    have been, never after it was recorded; empty: not excluded.
    """
    said = pl.concat([facts[table].select("case", "recorded_at") for table in ("cases", "classifications")])
    recorded = said.group_by("case").agg(pl.col("recorded_at").min())
    known = episodes.join(recorded, on="case", how="left").join(_excluded(episodes, facts), on="case", how="left")
    opened = pl.coalesce("opened_from", "opened_until", "recorded_at").alias("opened")
    return known.select("case", "person", opened, "open", "excluded_at", known="recorded_at")


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


def _excluded(episodes: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(case, excluded_at), by the row that the class of an excluded case rests on."""
    rows = facts["classifications"].select("recorded_at", evidence="row")
    out = episodes.filter("excluded").select("case", "class_until", "evidence").explode("evidence")
    at = pl.min_horizontal("class_until", "recorded_at").max().alias("excluded_at")
    return out.join(rows, on="evidence").group_by("case").agg(at)
