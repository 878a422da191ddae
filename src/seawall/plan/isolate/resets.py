"""The floor rule: a positive inside a site restarts the term of its floor and of those above and below."""

from datetime import datetime, timedelta

import polars as pl

from seawall.plan.isolate.rules import IsolateRules
from seawall.tables.days import INSTANT, at, day_ending, to_end_of
from seawall.tables.facts import Facts
from seawall.tables.inside import QUARANTINE, RESERVE, stays
from seawall.tables.resting import cleared

FOUND: dict[str, pl.DataType | type[pl.DataType]] = {
    "site": pl.String, "floor": pl.Int64, "case": pl.String, "ill": pl.String, "found": INSTANT, "gone": INSTANT,
}  # fmt: skip


def positives(episodes: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """One row a case that was found positive while in a quarantine site: site, floor, case, ill, found, gone.

    `found`: the earliest its first positive specimen may be of, where nobody knows that its latest, else its result;
    `gone`: the latest it may have left, null while it is there. A case whose room is not known has no floor. One that
    was excluded, or provisional and retested negative, was no positive: what it restarted counts from before again.
    """
    proven = episodes.filter(~pl.col("excluded"), ~cleared()).select(
        "case", pl.col("person").alias("ill"),
        pl.coalesce("sample_from", "sample_until", "positive_from", "positive_until").alias("found"),
        pl.coalesce("sample_until", "positive_until", "sample_from", "positive_from").alias("surely"),
    )  # fmt: skip
    there = _quartered(facts, now).join(proven.filter(pl.col("found").is_not_null()), left_on="person", right_on="ill")
    came = pl.col("came").is_null() | (pl.col("came") <= pl.col("surely"))
    stayed = pl.col("gone").is_null() | (pl.col("gone") >= pl.col("found"))
    return there.filter(came & stayed).rename({"person": "ill"}).select(*FOUND)


def _quartered(facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, site, floor, came, gone): every stay in a quarantine site."""
    there = stays(facts, now).filter(pl.col("kind").is_in([QUARANTINE, RESERVE]))
    return there.select("person", "site", "floor", pl.coalesce("at_from", "at_until").alias("came"), "gone")


def resets(found: pl.DataFrame, people: pl.DataFrame, facts: Facts, rules: IsolateRules, now: datetime) -> pl.DataFrame:
    """(person, reset_until, reset_by): whose days begin anew, and to when: counted from the day the case left.

    While the case is there the days count from today. Where a floor is not known the whole site begins anew: a release
    uses the bound that protects. `people` has person and risk.
    """
    near = pl.col("floor").is_null() | pl.col("floor_of").is_null()
    within = (pl.col("floor") - pl.col("floor_of")).abs() <= (rules.resets or 0)
    together = (pl.col("came").is_null() | (pl.col("came") < pl.col("until"))) & (
        pl.col("gone").is_null() | (pl.col("gone") > pl.col("found"))
    )
    cases = found.select("site", "case", "ill", "found", pl.col("floor").alias("floor_of"),
                         pl.col("gone").fill_null(at(now)).alias("until"))  # fmt: skip
    exposed = _quartered(facts, now).join(people.select("person", "risk"), on="person").join(cases, on="site")
    hit = exposed.filter(near | within, together, pl.col("person") != pl.col("ill"))
    days = _days(rules)
    day = day_ending(pl.col("until"), facts.zone) + pl.duration(days=days)
    anew = hit.with_columns(to_end_of(day, timedelta(), facts.zone).alias("reset_until")).sort("reset_until", "case")
    none = rules.resets is None
    return anew.filter(pl.lit(not none)).group_by("person").agg(
        pl.col("reset_until").last(), pl.col("case").last().alias("reset_by")
    ).filter(pl.col("reset_until").is_not_null()).sort("person")  # fmt: skip


def closed(found: pl.DataFrame, facts: Facts, rules: IsolateRules) -> pl.DataFrame:
    """(site, floor): floors that take nobody new, because a positive is still on them, above or below."""
    still = found.filter(pl.col("gone").is_null()).select("site", pl.col("floor").alias("floor_of"))
    pairs = facts["rooms"].select("site", "floor").unique().join(still, on="site")
    unknown = pl.col("floor").is_null() | pl.col("floor_of").is_null()
    within = (pl.col("floor") - pl.col("floor_of")).abs() <= (rules.resets or 0)
    return pairs.filter(unknown | within).select("site", "floor").unique().sort(pl.all())


def _days(rules: IsolateRules) -> pl.Expr:
    days = {ring: terms.central.days for ring, terms in rules.terms.items() if terms.central is not None}
    return pl.col("risk").replace_strict(days, default=None, return_dtype=pl.Int64)
