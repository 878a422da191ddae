"""Who is inside which site, by the admissions."""

from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from seawall.tables.days import at, day_of
from seawall.tables.facts import Facts

QUARANTINE, RESERVE, HOSPITAL, DESIGNATED = "quarantine", "reserve_quarantine", "hospital", "designated_hospital"
OURS = (QUARANTINE, RESERVE, HOSPITAL, DESIGNATED)


def inside(facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, site, room, kind, floor, since): who is in a site at `now`, one row a person."""
    there = stays(facts, now).filter(pl.col("gone").is_null())
    return there.select("person", "site", "room", "kind", "floor", "since").sort("person")


def stays(facts: Facts, now: datetime) -> pl.DataFrame:
    """Every stay in a site that has begun by `now`, by person and time.

    person, site, room, kind, floor; at_from, at_until: the admission; since: the latest it may have been; gone: the
    latest it may have ended, null while somebody is there. Neither is after `now`. The next admission ends a stay, also
    where nobody wrote the leaving down. An admission ahead begins nothing, and who is to leave has not left; an
    admission of unknown time, or after a time, has happened by when it was recorded.
    """
    begun = pl.col("at_from").is_null() | (pl.col("at_from") <= at(now))
    surely = pl.coalesce("at_until", pl.max_horizontal("at_from", "recorded_at"))
    since = pl.min_horizontal(surely, at(now)).alias("since")
    ordered = facts["admissions"].filter(begun).with_columns(since).sort("person", "since", "recorded_at", "row")
    left = pl.coalesce("until_until", "until_from") <= at(now)
    own = pl.when(left).then(pl.coalesce("until_until", at(now)))
    following = pl.when(pl.col("person") == pl.col("person").shift(-1)).then(pl.col("since").shift(-1))
    gone = pl.min_horizontal(own, following).alias("gone")
    kinds = facts["sites"].select("site", pl.col("kind").cast(pl.String))
    rooms = facts["rooms"].select("site", "room", "floor")
    return (
        ordered.select("person", "site", "room", "at_from", "at_until", "since", gone)
        .join(kinds, on="site", how="left", maintain_order="left")
        .join(rooms, on=["site", "room"], how="left", maintain_order="left")
    )


def unbroken(known: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """(person, since, gone): times in sites without a night at home between them.

    `known` is of `stays`. Who leaves one site and enters the next on one local day was not at home.
    """
    before = pl.when(pl.col("person") == pl.col("person").shift(1)).then(pl.col("gone").shift(1))
    again = (day_of(pl.col("since"), zone) > day_of(before, zone)).fill_null(value=True)
    runs = known.with_columns(again.cum_sum().alias("run")).group_by("person", "run", maintain_order=True)
    return runs.agg(pl.col("since").first(), pl.col("gone").last()).drop("run")
