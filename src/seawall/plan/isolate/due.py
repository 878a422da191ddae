"""By when each person must be in a room, by the clock of the policy."""

from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.isolate.rules import CASE, IsolateRules
from seawall.tables.days import INSTANT, day_of, to_end_of
from seawall.tables.facts import Facts
from seawall.tables.named import named


def dues(
    people: pl.DataFrame, contacts: pl.DataFrame, episodes: pl.DataFrame, rules: IsolateRules, facts: Facts
) -> pl.DataFrame:
    """(person, due, surely): from when on somebody may be late, and from when on they are.

    `due` counts from the first positive, at its earliest: a case's own, for a contact that of its first case. `surely`
    is the clock's limit: from the positive at its latest, for a contact not before they were named. Nobody is driven
    later for having been named late, and nobody is called late whom the clock does not call so. Empty: no positive, no
    limit in the policy, or a naming of unknown time. `people` has person and risk.
    """
    first, last = pl.coalesce("positive_from", "positive_until"), pl.coalesce("positive_until", "positive_from")
    positive = episodes.select("case", "person", first.alias("due"), last.alias("surely"))
    of_cases = contacts.filter("restricted").select("person", "case").join(positive.drop("person"), on="case")
    theirs = of_cases.group_by("person").agg(pl.col("due", "surely").min())
    own = positive.group_by("person").agg(pl.col("due", "surely").max())
    ill = people.filter(pl.col("risk") == CASE).select("person", "risk").join(own, on="person", how="left")
    met = people.filter(pl.col("risk") != CASE).select("person", "risk").join(theirs, on="person", how="left")
    both = pl.col("surely").is_not_null() & pl.col("named_until").is_not_null()
    known = met.join(_named(met, contacts, facts), on="person", how="left").with_columns(
        pl.when(both).then(pl.max_horizontal("surely", "named_until")).alias("surely")
    )
    ends = [_end(pl.col(name), rules, facts.zone).alias(name) for name in ("due", "surely")]
    return pl.concat([ill, known.select(ill.columns)]).with_columns(ends).drop("risk")


def _named(people: pl.DataFrame, contacts: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """When each was named as a contact of the ring they go as."""
    going = people.select("person", pl.col("risk").alias("ring"))
    mine = contacts.filter("restricted").with_columns(pl.col("ring").cast(pl.String))
    return named(mine.join(going, on=["person", "ring"], how="semi"), facts)


def _end(start: pl.Expr, rules: IsolateRules, zone: ZoneInfo) -> pl.Expr:
    ends = pl.lit(None, INSTANT)
    for risk, limit in rules.due.items():
        end = to_end_of(day_of(start, zone), limit.length, zone) if limit.whole_days else start + limit.length
        ends = pl.when(pl.col("risk") == risk).then(end).otherwise(ends)
    return ends
