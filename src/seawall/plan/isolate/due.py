"""By when each person must be in a room, by the clock of the policy."""

from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.isolate.rules import CASE, IsolateRules
from seawall.tables.days import INSTANT, day_of, to_end_of


def dues(
    people: pl.DataFrame, contacts: pl.DataFrame, episodes: pl.DataFrame, rules: IsolateRules, zone: ZoneInfo
) -> pl.DataFrame:
    """(person, due, surely): counted from the first positive: a case's own, for a contact that of its first case.

    As wide as the positive: due is the earliest it may be, surely the latest. `people` has person and risk. No
    positive, or no limit in the policy: no due. A contact who was named later has longer, as the clock says; nobody is
    driven later for it.
    """
    first, last = pl.coalesce("positive_from", "positive_until"), pl.coalesce("positive_until", "positive_from")
    positive = episodes.select("case", "person", first.alias("due"), last.alias("surely"))
    of_cases = contacts.filter("restricted").select("person", "case").join(positive.drop("person"), on="case")
    theirs = of_cases.group_by("person").agg(pl.col("due", "surely").min())
    own = positive.group_by("person").agg(pl.col("due", "surely").max())
    ill = people.filter(pl.col("risk") == CASE).select("person", "risk").join(own, on="person", how="left")
    met = people.filter(pl.col("risk") != CASE).select("person", "risk").join(theirs, on="person", how="left")
    ends = [_end(pl.col(name), rules, zone).alias(name) for name in ("due", "surely")]
    return pl.concat([ill, met]).with_columns(ends).drop("risk")


def _end(start: pl.Expr, rules: IsolateRules, zone: ZoneInfo) -> pl.Expr:
    ends = pl.lit(None, INSTANT)
    for risk, limit in rules.due.items():
        end = to_end_of(day_of(start, zone), limit.length, zone) if limit.whole_days else start + limit.length
        ends = pl.when(pl.col("risk") == risk).then(end).otherwise(ends)
    return ends
