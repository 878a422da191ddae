"""Visits to contacts: due, done, missed, and contacts lost from sight."""

from datetime import date, datetime, timedelta

import polars as pl

from seawall.plan.command.rules import CommandRules
from seawall.tables.facts import Facts
from seawall.tables.localtime import begins
from seawall.tables.schema import UTC_MOMENT

DAY = timedelta(days=1)


def visits(contacts: pl.DataFrame, facts: Facts, rules: CommandRules, now: datetime) -> pl.DataFrame:
    """(person, state, due_from, due_until, done_from, done_until, missed, why), one row a followed contact.

    The day of a visit is the local day it is due, or was made. done: seen in the days that the present visit is for.
    due: not yet, and seen in time before, or nobody was to go yet. missed: a visit before this one was not made, or the
    contact was not seen. lost: not seen for the policy's number of days; without a number nobody is lost. `missed`
    counts the visits at which nobody was seen since the contact last was, one for as many days as the policy wants one
    in: a team that was asked to go, and went in vain, missed one.
    """
    followed = contacts.filter(pl.col("followed_until").is_null() | (pl.col("followed_until") > now))
    people = followed.select("person").unique()
    today = now.astimezone(facts.zone).date()
    known = people.join(_seen(facts), on="person", how="left").join(_asked(facts, rules, now), on="person", how="left")
    return _told(known, rules, today, facts).sort("person")


def _seen(facts: Facts) -> pl.DataFrame:
    """(person, seen_on, done_from, done_until): the last visit at which the contact was seen."""
    seen = facts["followups"].filter(pl.col("seen").fill_null(value=False)).with_columns(_day(facts).alias("seen_on"))
    latest = seen.sort("seen_on", "recorded_at", "row").unique("person", keep="last", maintain_order=True)
    return latest.select("person", "seen_on", done_from="at_from", done_until="at_until")


def _asked(facts: Facts, rules: CommandRules, now: datetime) -> pl.DataFrame:
    """(person, first_on, missed): the first day a visit was due, and the past ones since the contact was last seen."""
    asked = facts["followups"].with_columns(_day(facts).alias("on"))
    nth = (pl.col("on") - pl.col("on").min().over("person")).dt.total_days() // rules.visit_days
    before = asked.with_columns(nth.alias("nth")).join(
        _seen(facts).select("person", "seen_on"), on="person", how="left"
    )
    since = pl.col("seen_on").is_null() | (pl.col("on") > pl.col("seen_on"))
    unseen = ~pl.col("seen").fill_null(value=False) & since & (_ended() <= now)
    return before.group_by("person").agg(
        pl.col("on").min().alias("first_on"), pl.col("nth").filter(unseen).n_unique().alias("missed")
    )


def _ended() -> pl.Expr:
    return pl.coalesce("due_until", "due_from", "at_until", "at_from", "recorded_at")


def _day(facts: Facts) -> pl.Expr:
    """The local day of a visit: the day it was made, or else due."""
    at = pl.coalesce("at_from", "at_until", "due_from", "due_until", "recorded_at")
    return at.dt.convert_time_zone(facts.zone.key).dt.date()


def _told(known: pl.DataFrame, rules: CommandRules, today: date, facts: Facts) -> pl.DataFrame:
    every = rules.visit_days * DAY
    since = pl.coalesce("seen_on", pl.col("first_on") - DAY)
    unseen_days = (pl.lit(today) - since).dt.total_days()
    lost = pl.lit(value=False) if rules.lost_after_days is None else unseen_days > rules.lost_after_days
    state = (
        pl.when((pl.col("seen_on") > today - every).fill_null(value=False)).then(pl.lit("done"))
        .when(lost.fill_null(value=False)).then(pl.lit("lost"))
        .when(pl.col("missed") > 0).then(pl.lit("missed"))
        .otherwise(pl.lit("due"))
    )  # fmt: skip
    return known.select(
        "person",
        state.alias("state"),
        pl.lit(begins(today, facts.zone)).cast(UTC_MOMENT).alias("due_from"),
        pl.lit(begins(today + every, facts.zone)).cast(UTC_MOMENT).alias("due_until"),
        "done_from",
        "done_until",
        pl.col("missed").fill_null(0).cast(pl.Int64),
        _why(unseen_days).alias("why"),
    )


def _why(unseen_days: pl.Expr) -> pl.Expr:
    return (
        pl.when(pl.col("seen_on").is_not_null())
        .then(pl.format("last seen on {}, {} days ago", "seen_on", unseen_days))
        .when(pl.col("first_on").is_not_null())
        .then(pl.format("not seen since the first visit was due on {}", "first_on"))
        .otherwise(pl.lit("nobody has gone yet"))
    )
