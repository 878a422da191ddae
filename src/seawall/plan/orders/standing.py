"""The orders in force at a time: signed, running, not followed, and resting on something that still stands."""

from datetime import datetime

import polars as pl

from seawall.plan.orders.driving import done
from seawall.plan.orders.rules import GROUNDS, ISOLATION, OBSERVATION, RELEASE
from seawall.tables import signed as decided
from seawall.tables.facts import Facts
from seawall.tables.resting import cleared


def standing(facts: Facts, episodes: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """The orders in force at `now`, with the cases, rows and content they rest on.

    In force: signed by as many organisations as it needs, from <= now < until, followed by no signed order,
    ended by no appeal, and resting on a case that still stands. A provisional order also falls with a negative
    retest of its case (TRUST.md 4, 26), and a transfer is done when everybody it names has arrived.
    """
    there = running(facts, now).with_columns(*_READ)
    return there.filter(grounded(episodes), ~pl.col("row").is_in(done(there, facts, now).implode()))


def running(facts: Facts, now: datetime) -> pl.DataFrame:
    """The orders that would be in force at `now` if what they rest on stands, which is not asked."""
    orders = _signed(facts, now)
    followed = orders["follows"].drop_nulls()
    return orders.filter(
        (pl.col("from") <= now)
        & (pl.col("until") > now)
        & ~pl.col("row").is_in(followed.implode())
        & ~pl.col("order").is_in(_ended_by_appeal(facts).implode())
        & (pl.col("scope") != RELEASE)
    )


def signed(facts: Facts, now: datetime) -> pl.DataFrame:
    """The orders that have the signatures they need by `now`, with their grounds read."""
    return _signed(facts, now).with_columns(*_READ)


_READ = (pl.col("verb").cast(pl.String), pl.col("evidence").str.json_decode(GROUNDS).struct.unnest())


def _signed(facts: Facts, now: datetime) -> pl.DataFrame:
    return decided.signed(facts).filter(pl.col("signed_at") <= now)


def _ended_by_appeal(facts: Facts) -> pl.Series:
    """The orders that an appeal ended: decided by somebody named, who had not signed the order (TRUST.md 5)."""
    ended = facts["appeals"].filter((pl.col("answer").cast(pl.String) == "ended") & pl.col("by").is_not_null())
    signers = facts["signatures"].select("order", pl.col("officer").alias("by"))
    return ended.join(signers, on=["order", "by"], how="anti")["order"]


def grounded(episodes: pl.DataFrame) -> pl.Expr:
    """Whether something that an order, or a proposal, rests on still stands: one of its `cases`, if it has any.

    A case that is excluded or was retracted does not stand; for what is provisional, nor does one that was retested
    negative.
    """
    standing_cases = episodes.filter(~pl.col("excluded"))
    confirmed = standing_cases.filter(~cleared())
    rests_on = pl.col("cases").list
    firm = rests_on.eval(pl.element().is_in(standing_cases["case"].to_list())).list.any()
    provisional = rests_on.eval(pl.element().is_in(confirmed["case"].to_list())).list.any()
    return (rests_on.len() == 0) | pl.when(pl.col("provisional")).then(provisional).otherwise(firm)


def rooms(standing: pl.DataFrame) -> pl.DataFrame:
    """(person, site, room) that an order in force gave somebody: a plan made again leaves them there."""
    said = pl.Struct({"site": pl.String(), "room": pl.String()})
    held = standing.filter(pl.col("scope").is_in([OBSERVATION, ISOLATION]), pl.col("content").is_not_null())
    given = held.select(pl.col("subject").alias("person"), pl.col("content").str.json_decode(said).struct.unnest())
    return given.filter(pl.col("site").is_not_null())
