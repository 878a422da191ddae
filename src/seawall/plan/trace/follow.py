"""Until when a contact is followed, whether anything binds them, and from which day their days count."""

from collections.abc import Mapping

import polars as pl

from seawall.plan.trace.days import after
from seawall.plan.trace.immunity import immune
from seawall.plan.trace.rules import Ring, Span, TraceRules
from seawall.tables.days import INSTANT, day_ending, day_of, midnight
from seawall.tables.facts import Facts
from seawall.tables.living import dead

IMMUNOGLOBULIN = r"(?i)\b(ig|igiv|ivig|igim)\b|immunoglobulin|免疫球蛋白"


def followed(contacts: pl.DataFrame, rules: TraceRules, facts: Facts) -> pl.DataFrame:
    """Contacts or reasons with followed_until, days_from, immunity, immune, restricted and restricted_from.

    Followed to 24:00 of the last day after the last exposure, `days_from`; empty where the policy follows nobody of
    the ring. An immune contact is listed and not restricted. The dead are listed too: followed to their death,
    and bound by nothing.
    """
    proven = immune(contacts.select("case", "person", "first").unique(["case", "person"]), rules, facts)
    restricts = pl.col("ring").is_in([name for name, ring in rules.rings.items() if ring.restricts])
    return (
        contacts.lazy()
        .join(proven.lazy(), on=["case", "person"], how="left", maintain_order="left")
        .join(_given_immunoglobulin(facts).lazy(), on="person", how="left", maintain_order="left")
        .join(dead(facts, facts.known_at).lazy(), on="person", how="left", maintain_order="left")
        .with_columns(
            pl.min_horizontal(_until(rules.rings, rules.after_immunoglobulin, facts), "died").alias("followed_until"),
            _from(rules.rings, facts).alias("restricted_from"),
            day_ending(pl.col("last"), facts.zone).alias("days_from"),
            pl.col("immunity").is_not_null().alias("immune"),
        )
        .with_columns((restricts & ~pl.col("immune") & pl.col("died").is_null()).alias("restricted"))
        .with_columns(pl.when("restricted").then("restricted_from").alias("restricted_from"))
        .drop("immunoglobulin_at", "died")
        .collect()
    )


def _until(rings: Mapping[str, Ring], longer: Span | None, facts: Facts) -> pl.Expr:
    ends = pl.lit(None, INSTANT)
    for name, ring in rings.items():
        if ring.followup:
            end = after(pl.col("last"), ring.followup, facts.zone)
            ends = pl.when(pl.col("ring") == name).then(end).otherwise(ends)
    if longer is None:
        return ends
    treated = (pl.col("ring") == "close") & (pl.col("immunoglobulin_at") > pl.col("first"))
    return pl.when(treated).then(after(pl.col("last"), [longer], facts.zone)).otherwise(ends)


def _from(rings: Mapping[str, Ring], facts: Facts) -> pl.Expr:
    """When a restriction begins: with the first exposure, or so long after it as the policy says."""
    begins = pl.col("first")
    for name, ring in rings.items():
        if ring.begins is not None:
            days = midnight(day_of(pl.col("first"), facts.zone) + ring.begins.length, facts.zone)
            later = days if ring.begins.whole_days else pl.col("first") + ring.begins.length
            begins = pl.when(pl.col("ring") == name).then(later).otherwise(begins)
    return begins


def _given_immunoglobulin(facts: Facts) -> pl.DataFrame:
    given = facts["doses"].filter(pl.col("number") > 0, pl.col("vaccine").str.contains(IMMUNOGLOBULIN))
    return given.group_by("person").agg(pl.coalesce("at_until", "at_from").max().alias("immunoglobulin_at"))
