"""The orders in force at a time: signed, running, not followed, and resting on something that still stands."""

from datetime import datetime

import polars as pl

from seawall.plan.orders.rules import GROUNDS, RELEASE
from seawall.tables.facts import Facts


def standing(facts: Facts, episodes: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """The orders in force at `now`, with the cases, rows and content they rest on.

    In force: signed by as many organisations as it needs, from <= now < until, followed by no signed order,
    ended by no appeal, and resting on a case that still stands. A provisional order also falls with a negative
    retest of its case (TRUST.md 4, 26).
    """
    orders = signed(facts, now)
    followed = orders["follows"].drop_nulls()
    running = orders.filter(
        (pl.col("from") <= now)
        & (pl.col("until") > now)
        & ~pl.col("row").is_in(followed.implode())
        & ~pl.col("order").is_in(_ended_by_appeal(facts).implode())
        & (pl.col("scope") != RELEASE)
    )
    return running.filter(_still_grounded(facts, episodes))


def signed(facts: Facts, now: datetime) -> pl.DataFrame:
    """The orders that have the signatures they need by `now`, each of another organisation, with grounds read."""
    counted = (
        facts["signatures"]
        .filter(pl.col("at") <= now)
        .group_by("order")
        .agg(pl.col("organisation").n_unique().alias("organisations"), pl.col("at").max().alias("signed_at"))
    )
    joined = facts["orders"].join(counted, on="order", how="left")
    enough = joined.filter(pl.col("organisations").fill_null(0) >= pl.col("signatures"))
    grounds = pl.col("evidence").str.json_decode(GROUNDS).struct.unnest()
    return enough.with_columns(pl.col("verb").cast(pl.String), grounds)


def _ended_by_appeal(facts: Facts) -> pl.Series:
    return facts["appeals"].filter(pl.col("answer").cast(pl.String) == "ended")["order"]


def _still_grounded(facts: Facts, episodes: pl.DataFrame) -> pl.Expr:
    excluded = set(episodes.filter("excluded")["case"])
    retested = excluded | retested_negative(facts, episodes)
    rests_on = pl.col("cases").list
    fallen = rests_on.eval(pl.element().is_in(list(excluded))).list.all()
    fallen_provisional = rests_on.eval(pl.element().is_in(list(retested))).list.all()
    on_cases = rests_on.len() > 0
    return ~(on_cases & pl.when(pl.col("provisional")).then(fallen_provisional).otherwise(fallen))


def retested_negative(facts: Facts, episodes: pl.DataFrame) -> set[str]:
    """The cases below confirmed whose person has a negative result after the first positive one."""
    below = episodes.filter(pl.col("open") & pl.col("provisional")).select("case", "person", "positive_from")
    swabs = facts["specimens"].filter((pl.col("subject_kind").cast(pl.String) == "person") & pl.col("pool").is_null())
    negatives = facts["results"].filter(pl.col("result").cast(pl.String) == "negative")
    later = (
        below.join(swabs.select("specimen", "subject"), left_on="person", right_on="subject")
        .join(negatives.select("specimen", pl.col("at_from").alias("retested")), on="specimen")
        .filter(pl.col("retested") > pl.col("positive_from"))
    )
    return set(later["case"])
