"""Who must be isolated: restricted contacts who are followed, and open cases; and what decides where."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.isolate.rules import CASE, IsolateRules
from seawall.tables import resting
from seawall.tables.days import INSTANT, at, day_ending, to_end_of
from seawall.tables.facts import Facts
from seawall.tables.lasting import lasting
from seawall.tables.ring import nearness


def contacts_at(
    contacts: pl.DataFrame, anew: pl.DataFrame, kept: pl.DataFrame, ill: pl.Series, facts: Facts, rules: IsolateRules,
    now: datetime,
) -> pl.DataFrame:  # fmt: skip
    """One row a contact who is restricted and followed at `now` and is no open case.

    person, risk (the strongest ring), last (last exposure), central_until (24:00 of the last day in a site over all
    its cases; null: the policy has no such days), followed_until, asked_until (the same by the exposures alone), cases,
    first_exposure. Whose days begin `anew` (person, reset_until, reset_by) is followed to their end, both in the site
    and altogether; so is who is `kept` in a room with others (person, kept_until, kept_with).
    """
    longer = pl.max_horizontal("followed_until", "reset_until", "kept_until")
    return (
        _begun(contacts, ill, now)
        .join(anew.lazy(), on="person", how="left")
        .join(kept.lazy(), on="person", how="left")
        .with_columns(pl.col("followed_until").alias("asked_until"), longer.alias("followed_until"))
        .filter(pl.col("followed_until") > at(now))
        .with_columns(_central(rules, facts.zone).alias("central_until"))
        .sort(nearness(), "case")
        .group_by("person", maintain_order=True)
        .agg(
            pl.col("ring").first().alias("risk"),
            pl.col("last_exposure").max().alias("last"),
            pl.col("first_exposure").min(),
            pl.max_horizontal(pl.col("central_until").max(), pl.col("reset_until", "kept_until").first()),
            pl.col("reset_until", "reset_by", "kept_until", "kept_with").first(),
            pl.col("followed_until", "asked_until").max(),
            pl.col("case").unique(maintain_order=True).alias("cases"),
        )
        .collect()
    )


def ends_of(
    contacts: pl.DataFrame, anew: pl.DataFrame, ill: pl.Series, facts: Facts, rules: IsolateRules, now: datetime
) -> pl.DataFrame:
    """(person, first_exposure, central_until): the days in a site of each bound contact, followed or not."""
    return (
        _begun(contacts, ill, now)
        .join(anew.lazy(), on="person", how="left")
        .with_columns(pl.max_horizontal(_central(rules, facts.zone), "reset_until").alias("central_until"))
        .group_by("person")
        .agg(pl.col("first_exposure").min(), pl.col("central_until").max())
        .collect()
    )


def ending(people: pl.DataFrame, ends: pl.DataFrame | None, *names: str) -> pl.DataFrame:
    """`people` of whom none of these columns is later than the end that an officer wants: `ends` (person, ends)."""
    if ends is None or ends.is_empty():
        return people
    known = people.join(ends, on="person", how="left", maintain_order="left")
    return known.with_columns(pl.min_horizontal(name, "ends").alias(name) for name in names).drop("ends")


def _begun(contacts: pl.DataFrame, ill: pl.Series, now: datetime) -> pl.LazyFrame:
    """The restricted contacts whose restriction has begun, without the open cases."""
    begun = pl.col("restricted_from").is_null() | (pl.col("restricted_from") <= at(now))
    gone = ill.unique().to_frame("person").lazy()
    return contacts.lazy().filter(pl.col("restricted"), begun).join(gone, on="person", how="anti")


def bound_ever(contacts: pl.DataFrame) -> pl.DataFrame:
    """(person, risk): everybody who was ever a restricted contact, followed or not, with the strongest ring."""
    bound = contacts.filter("restricted").sort(nearness(), "case")
    return bound.unique("person", keep="first", maintain_order=True).select("person", pl.col("ring").alias("risk"))


def cases_at(episodes: pl.DataFrame) -> pl.DataFrame:
    """One row a person who is an open case: person, risk, case, class, positive (when first known, at the latest)."""
    opened = pl.coalesce("positive_until", "positive_from", "class_until", "opened_until", "opened_from")
    known = resting.ill(episodes).with_columns(opened.alias("positive"))
    people = known.sort("case").unique("person", keep="last", maintain_order=True)
    return people.select("person", pl.lit(CASE).alias("risk"), "case", "class", "positive").sort("person")


def _central(rules: IsolateRules, zone: ZoneInfo) -> pl.Expr:
    """缺几天补几天: the days count from the last exposure, however late somebody is found."""
    ends = pl.lit(None, INSTANT)
    day = day_ending(pl.col("last_exposure"), zone)
    for ring, terms in rules.terms.items():
        if terms.central is not None:
            end = to_end_of(day, timedelta(days=terms.central.days), zone)
            ends = pl.when(pl.col("ring") == ring).then(end).otherwise(ends)
    return ends


def with_trait(facts: Facts, traits: Sequence[str], now: datetime) -> pl.DataFrame:
    """(person, trait): who has one of these at `now`; a trait without an end lasts."""
    said = facts["traits"].filter(lasting(now)).select("person", pl.col("trait").cast(pl.String))
    return said.filter(pl.col("trait").is_in(list(traits))).unique().sort(pl.all())
