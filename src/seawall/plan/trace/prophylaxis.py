"""Vaccine or immunoglobulin after exposure: in time, too late, cannot tell, or not for this contact."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import polars as pl

from seawall.plan.trace.days import after
from seawall.plan.trace.rules import Prophylaxis, Span, TraceRules
from seawall.plan.trace.settings import SettingError
from seawall.tables.days import INSTANT, at, shown
from seawall.tables.facts import Facts

TRAITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pregnant": ("pregnant",),
        "severely_immunocompromised": ("severely_immunocompromised",),
        "anaphylaxis": ("vaccine_allergy",),
    }
)
CALLED: Mapping[str, str] = MappingProxyType({"vaccine": "the vaccine", "immunoglobulin": "immunoglobulin"})
COLUMNS = ("case", "person", "measure", "limit_from", "limit_until", "state", "why", "clause")


def prophylaxis(contacts: pl.DataFrame, rules: TraceRules, facts: Facts, now: datetime) -> pl.DataFrame:
    """One row a close contact and measure: its limit, counted from the first exposure, and its state.

    `in_time` while the earliest limit has not passed, `too_late` once the latest has, `cannot_tell` between;
    `not_for` where the policy or the facts forbid it. The immune need none and have no row.
    """
    close = contacts.filter(pl.col("ring") == "close", ~pl.col("immune"))
    rows = [_rows(close, name, measure, facts, now) for name, measure in rules.prophylaxis.items()]
    return pl.concat([*rows, _none()]).sort("case", "person", "measure")


def _rows(close: pl.DataFrame, name: str, measure: Prophylaxis, facts: Facts, now: datetime) -> pl.DataFrame:
    barred = _barred(measure.not_for, facts, now)
    limits = [
        _limit(pl.col(first), measure.limit, facts).alias(limit)
        for first, limit in (("first", "limit_from"), ("first_latest", "limit_until"))
    ]
    return (
        close.join(barred, on="person", how="left")
        .with_columns(*limits)
        .with_columns(_state(now).alias("state"), pl.lit(name).alias("measure"), pl.lit(measure.clause).alias("clause"))
        .with_columns(_why(name, measure, facts).alias("why"))
        .select(COLUMNS)
    )


def _limit(first: pl.Expr, limit: Span, facts: Facts) -> pl.Expr:
    """Hours are counted exactly; days run to 24:00 of the last one after the day of the first exposure."""
    return after(first + pl.duration(microseconds=1), [limit], facts.zone) if limit.whole_days else first + limit.length


def _state(now: datetime) -> pl.Expr:
    return (
        pl.when(pl.col("barred").is_not_null()).then(pl.lit("not_for"))
        .when(at(now) <= pl.col("limit_from")).then(pl.lit("in_time"))
        .when(at(now) > pl.col("limit_until")).then(pl.lit("too_late"))
        .otherwise(pl.lit("cannot_tell"))
    )  # fmt: skip


def _why(name: str, measure: Prophylaxis, facts: Facts) -> pl.Expr:
    first, limit = shown(pl.col("first"), facts.zone), shown(pl.col("limit_from"), facts.zone)
    said = {
        "not_for": pl.format("{} is not for them: {}", pl.lit(CALLED[name]), "barred"),
        "in_time": pl.format("first exposed {}; {} works until {}", first, pl.lit(CALLED[name]), limit),
        "too_late": pl.format("too late: first exposed {}, {} worked until {}", first, pl.lit(CALLED[name]), limit),
        "cannot_tell": pl.format(
            "first exposed at {} or later; {} works until {} or later", first, pl.lit(CALLED[name]), limit
        ),
    }
    text = pl.lit(None, pl.String)
    for state, words in said.items():
        text = pl.when(pl.col("state") == state).then(words).otherwise(text)
    return pl.format("{} ({})", text, pl.lit(measure.clause))


def _barred(conditions: tuple[str, ...], facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, barred): whom the measure is not for, and the first reason."""
    found = [_fulfilling(condition, facts, now) for condition in conditions]
    nobody = pl.DataFrame(schema={"person": pl.String, "barred": pl.String})
    return pl.concat([nobody, *found]).unique("person", keep="first", maintain_order=True)


def _fulfilling(condition: str, facts: Facts, now: datetime) -> pl.DataFrame:
    barred = pl.lit(condition).alias("barred")
    if condition.startswith("under_") and condition.endswith("_months"):
        months = condition.removeprefix("under_").removesuffix("_months")
        old_enough = back_months(now, months)
        return facts["persons"].filter(pl.col("birth_until") > old_enough).select("person", barred)
    if condition not in TRAITS:
        raise SettingError(
            f"the trace does not know for whom {condition!r} is; it knows {', '.join(TRAITS)} and under_<n>_months"
        )
    held = facts["traits"].filter(pl.col("trait").cast(pl.String).is_in(TRAITS[condition]), _lasts(now))
    return held.select("person", barred)


def back_months(now: datetime, months: str) -> pl.Expr:
    """The latest birth of somebody who is so many months old."""
    return at(now).dt.offset_by(f"-{months}mo")


def _lasts(now: datetime) -> pl.Expr:
    return pl.col("until_until").is_null() | (pl.col("until_until") > at(now))


def _none() -> pl.DataFrame:
    text: dict[str, pl.DataType | type[pl.DataType]] = dict.fromkeys(COLUMNS, pl.String)
    return pl.DataFrame(schema={**text, "limit_from": INSTANT, "limit_until": INSTANT})
