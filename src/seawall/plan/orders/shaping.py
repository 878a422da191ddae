"""The form of a proposal: how long it lasts at most, how many sign it, what ends it."""

from datetime import UTC, datetime, timedelta

import polars as pl

from seawall.plan.orders.rules import PROPOSAL, OrderRules
from seawall.tables.schema import UTC_MOMENT

ENDS = "the exclusion of every case it rests on, or an appeal that ends it"
ENDS_PROVISIONAL = "a negative retest, the exclusion of every case it rests on, or an appeal that ends it"

UNDATED = pl.lit(datetime(2000, 1, 1, tzinfo=UTC))


def next_end(begun: pl.Expr, rules: OrderRules, now: datetime) -> pl.Expr:
    """The end of what is signed again and again: each signature lasts at most the policy's term.

    The next is asked for while the one before it still holds for `sign_again_ahead`, so that no restriction that goes
    on lapses between the two. Counted from a beginning, so that the same facts give the same end; where nobody can say
    when it began, from a fixed time, and the first is shorter.
    """
    begun = pl.coalesce(begun, UNDATED)
    elapsed = (pl.lit(now) - begun).dt.total_microseconds()
    width = (rules.sign_again_after - rules.sign_again_ahead) // timedelta(microseconds=1)
    return begun + pl.duration(microseconds=elapsed // width * width) + rules.sign_again_after


def shaped(people: pl.DataFrame, verb: str, scope: str, rules: OrderRules, now: datetime) -> pl.DataFrame:
    """Brings rows into the form of a proposal; a provisional one lasts hours and takes one signature."""
    provisional = pl.col("provisional")
    shortest = pl.min_horizontal("until", pl.lit(now + rules.provisional_limit))
    clause = pl.format("{}; {}", "clause", pl.lit(rules.provisional_clause))
    content = pl.col("content") if "content" in people.columns else pl.lit(None, dtype=pl.String).alias("content")
    signatures = pl.when(provisional).then(rules.provisional_signatures).otherwise(rules.needed(scope))
    return (
        people.with_columns(
            pl.lit(verb).alias("verb"),
            pl.lit(scope).alias("scope"),
            pl.lit(now).cast(UTC_MOMENT).alias("from"),
            pl.when(provisional).then(shortest).otherwise("until").cast(UTC_MOMENT).alias("until"),
            pl.when(provisional).then(clause).otherwise("clause").alias("clause"),
            pl.when(provisional).then(pl.lit(ENDS_PROVISIONAL)).otherwise(pl.lit(ENDS)).alias("ends"),
            signatures.cast(pl.Int64).alias("signatures"),
            content,
        )
        .select(PROPOSAL.names())
        .cast(PROPOSAL)
    )
