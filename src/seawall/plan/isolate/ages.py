"""Who is a child, and who may accompany one.

An age that nobody stated makes nobody a carer, and no child either: whoever may be one is counted as a shortage.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.isolate.people import with_trait
from seawall.plan.isolate.rules import IsolateRules
from seawall.tables.days import at
from seawall.tables.facts import Facts


def ages(people: pl.DataFrame, facts: Facts, rules: IsolateRules, now: datetime) -> pl.DataFrame:
    """`people` with dependent, companion, grown, ageless and known: who may not be alone, and who may stay with them.

    Dependent: possibly a child by the policy's age, or in need of a carer. Companion: an adult for certain (or named a
    carer), not old, not ill, in need of nobody. Grown: an adult for certain, fit to accompany or not. Known: when we
    learned of the person; it orders the plan, so that who is found later moves nobody found before.
    """
    helped = [need.trait for need in rules.needs if need.companion]
    barred = [need.trait for need in rules.needs if need.companion or need.capacity or need.accessible]
    has = with_trait(facts, [*barred, "carer"], now).group_by("person").agg(pl.col("trait").alias("traits"))
    births = facts["persons"].select("person", "birth_from", "birth_until", pl.col("recorded_at").alias("known"))
    return (
        people.join(births, on="person", how="left")
        .join(has, on="person", how="left")
        .join(_symptoms(facts), on="person", how="left")
        .with_columns(*_by_birth(rules, now, facts.zone), pl.col("traits").fill_null([]))
        .with_columns(_has(helped).alias("helped"), _has(barred).alias("barred"), _has(["carer"]).alias("carer"))
        .with_columns(
            (pl.col("child") | pl.col("helped")).alias("dependent"),
            (pl.col("birth_from").is_null() & pl.col("birth_until").is_null()).alias("ageless"),
        )
        .with_columns(_companion().alias("companion"), (pl.col("grown") & ~pl.col("helped")).alias("grown"))
        .drop("birth_from", "traits", "helped", "barred", "carer", "old_maybe", "old_surely", "child", "fell_ill")
        .rename({"birth_until": "born"})
    )


def _by_birth(rules: IsolateRules, now: datetime, zone: ZoneInfo) -> list[pl.Expr]:
    def before(years: int) -> pl.Expr:
        return at(_years_back(now, years, zone))

    stated = pl.col("birth_from").is_not_null() | pl.col("birth_until").is_not_null()
    latest = pl.col("birth_until")
    return [
        (stated & (latest.is_null() | (latest > before(rules.child + 1)))).alias("child"),
        (latest <= before(rules.adult)).fill_null(value=False).alias("grown"),
        (pl.col("birth_from").is_null() | (pl.col("birth_from") <= before(rules.old))).alias("old_maybe"),
        (latest <= before(rules.old)).fill_null(value=False).alias("old_surely"),
    ]


def _companion() -> pl.Expr:
    ill = (pl.col("fell_ill") >= pl.col("first_exposure")).fill_null(value=False)
    by_age = pl.col("grown") & ~pl.col("old_maybe")
    named = pl.col("carer") & ~pl.col("old_surely") & ~pl.col("dependent")
    return (by_age | named) & ~ill & ~pl.col("barred")


def _has(traits: list[str]) -> pl.Expr:
    return pl.col("traits").list.eval(pl.element().is_in(traits)).list.any()


def _symptoms(facts: Facts) -> pl.DataFrame:
    told = facts["symptoms"].filter(pl.col("kind").cast(pl.String) != "none")
    latest = pl.coalesce("onset_until", "onset_from", "recorded_at")
    return told.group_by("person").agg(latest.max().alias("fell_ill"))


def _years_back(now: datetime, years: int, zone: ZoneInfo) -> datetime:
    """The same local day so many years earlier; 29 February becomes the 28th."""
    local = now.astimezone(zone)
    day = 28 if (local.month, local.day) == (2, 29) else local.day
    return local.replace(year=local.year - years, day=day).astimezone(now.tzinfo)
