"""Zones as orders: a seal keeps people in their flats, a control in their area; both are signed again steadily."""

from datetime import datetime

import polars as pl

from seawall.plan.orders.rules import AREAS, BULK, SEAL, OrderRules
from seawall.plan.orders.shaping import next_end, shaped


def areas(zones: pl.DataFrame, care: pl.DataFrame, rules: OrderRules, now: datetime) -> pl.DataFrame:
    """One proposal a zone that binds people, until the next signature is due or the zone ends.

    A seal names the people on the lists and their carers in its `content`; one of whose people nobody is named for
    is not proposed: it cannot be signed (TRUST.md 25; `held_back` says which). More people than the policy's number,
    or nobody knows how many, take the signatures of many.
    """
    lists = care.group_by(subject="under").agg(pl.struct("person", "need", "carer").alias("lists"))
    bound = (
        _bound(zones, care, rules).filter(~pl.col("held")).join(lists, on="subject", how="left", maintain_order="left")
    )
    proposed = bound.with_columns(
        _until(rules, now).alias("until"),
        pl.struct("axis", "level", "people", "staff", "lists").struct.json_encode().alias("content"),
        pl.format("{}; {}", "clause", pl.lit(rules.sign_again_clause)).alias("clause"),
    )
    parts = [shaped(proposed.filter(pl.col("scope") == scope), "zone", scope, rules, now) for scope in AREAS]
    asked = pl.concat(parts)
    few = proposed.filter(pl.col("people") <= rules.seal_people)["subject"]
    many = ~pl.col("provisional") & ~pl.col("subject").is_in(few.implode())
    needed = pl.max_horizontal("signatures", rules.needed(BULK))
    return asked.with_columns(pl.when(many).then(needed).otherwise("signatures"))


def held_back(zones: pl.DataFrame, care: pl.DataFrame, rules: OrderRules) -> list[str]:
    """The seals that cannot be signed, and for whom nobody is named."""
    held = _bound(zones, care, rules).filter("held")
    lacking = (
        care.filter("holds_seal").group_by("under", maintain_order=True).agg(pl.format("{} ({})", "person", "need"))
    )
    named = held.join(lacking, left_on="subject", right_on="under")
    return [
        f"the seal of {subject} cannot be signed: no carer is named for {', '.join(people)}; name one (a relation of "
        "the kind care, or a community team with its lead) and make the plan again"
        for subject, people in named.select("subject", "person").iter_rows()
    ]


def waiting(zones: pl.DataFrame, care: pl.DataFrame, rules: OrderRules) -> pl.Series:
    """The areas whose seal is held back. One that stands is not released for that: it ends with its own term."""
    return _bound(zones, care, rules).filter("held")["subject"]


def scoped(zones: pl.DataFrame, rules: OrderRules) -> pl.DataFrame:
    """The zones whose measure binds people, with their `scope`."""
    scope = pl.col("measure").replace_strict(rules.scopes, default=None, return_dtype=pl.String)
    return zones.with_columns(scope.alias("scope")).filter(pl.col("scope").is_not_null())


def _bound(zones: pl.DataFrame, care: pl.DataFrame, rules: OrderRules) -> pl.DataFrame:
    """The zones that bind people, and whether somebody without a carer holds them."""
    lacking = care.filter("holds_seal")["under"]
    held = (pl.col("scope") == SEAL) & pl.col("subject").is_in(lacking.implode())
    return scoped(zones, rules).with_columns(held.alias("held"))


def _until(rules: OrderRules, now: datetime) -> pl.Expr:
    """The next signature is due in steps from the zone's beginning, and never after its end."""
    return pl.min_horizontal("until", next_end(pl.col("from"), rules, now))
