"""Contacts as officers want them: whom nothing binds because they are left out, and who is bound for a shorter time."""

from datetime import datetime, time

import polars as pl

from seawall.plan.trace.public import last_day, why_public
from seawall.plan.trace.rules import TraceRules
from seawall.tables.days import INSTANT, shown
from seawall.tables.facts import Facts


def obeyed(
    contacts: pl.DataFrame, wanted: pl.DataFrame, rules: TraceRules, facts: Facts, now: datetime
) -> pl.DataFrame:  # fmt: skip
    """`Traced.contacts` as `wanted` (person, until, left_at, said) has them; nobody and no exposure is lost.

    `until`: nobody is followed after it. Empty: the person is restricted by nothing any more and was followed no longer
    than to `left_at`. `said` is added to the reason an officer reads; what the person reads says the end that stands.
    """
    numbered, on = contacts.with_row_index("nth"), pl.col("person").is_in(wanted["person"].implode())
    mine = numbered.filter(on).join(wanted, on="person", how="left", maintain_order="left")
    free = pl.col("until").is_null()
    held = mine.with_columns(
        pl.min_horizontal("followed_until", pl.coalesce("until", "left_at")).alias("followed_until"),
        (pl.col("restricted") & ~free).alias("restricted"),
        pl.when(~free).then("restricted_from").alias("restricted_from"),
        pl.concat_str("why", "said", ignore_nulls=True).alias("why"),
    )
    told = held.with_columns(pl.when(~free).then("followed_until").cast(INSTANT).alias("followed_until"))
    whole = pl.col("followed_until").dt.convert_time_zone(facts.zone.key).dt.time() == time()
    ends = pl.when(whole).then(last_day(facts.zone)).otherwise(shown(pl.col("followed_until"), facts.zone))
    words = why_public(rules, facts.zone, now, ends).alias("why_public")
    public = told.rename({"last_exposure": "last"}).select(words)
    changed = held.with_columns(public["why_public"]).select(numbered.columns)
    return pl.concat([numbered.filter(~on), changed]).sort("nth").drop("nth")
