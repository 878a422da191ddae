"""Who is held to be immune: by record, by laboratory, by disease, or by year of birth."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

import polars as pl

from seawall.plan.trace.rules import TraceRules
from seawall.plan.trace.settings import SettingError
from seawall.tables.days import INSTANT, at
from seawall.tables.facts import Facts

MEASLES = r"(?i)\b(measles|mev)\b|麻"
MEASLES_VACCINE = r"(?i)\b(mcv|mmrv?|mr|measles)[ -]?\d*\b|麻"
IGG = r"(?i)igg"
EVER = datetime(1, 1, 2, tzinfo=UTC)


def immune(contacts: pl.DataFrame, rules: TraceRules, facts: Facts) -> pl.DataFrame:
    """(case, person, immunity): the first of the policy's conditions that a contact is known to fulfil.

    A release uses the bound that protects: what may have come after the first exposure proves nothing, nor does a
    dose or a result without a date. The trait `immune` counts wherever a policy counts immunity. Raises
    SettingError for a condition without a meaning.
    """
    nobody = contacts.select("case", "person", pl.lit(None, pl.String).alias("immunity")).clear()
    if not rules.immune:
        return nobody
    since = pl.concat([_known(name, rules.disease, facts) for name in ("immune", *rules.immune)])
    return (
        contacts.select("case", "person", "first")
        .join(since, on="person")
        .filter(pl.col("since") <= pl.col("first"))
        .unique(["case", "person"], keep="first", maintain_order=True)
        .select(nobody.columns)
    )


def _known(condition: str, disease: str, facts: Facts) -> pl.DataFrame:
    """(person, since, immunity): everybody who fulfils the condition, and from when on."""
    year = condition.removeprefix("born_before_")
    if year != condition:
        since = _born_before(int(year), facts)
    elif condition in CONDITIONS:
        since = CONDITIONS[condition](facts, disease)
    else:
        raise SettingError(
            f"the trace does not know the evidence of immunity {condition!r}; it knows "
            f"{', '.join(sorted(CONDITIONS))} and born_before_<year>"
        )
    return since.select("person", pl.col("since").cast(INSTANT), pl.lit(condition).alias("immunity"))


def _trait(facts: Facts, _: str) -> pl.DataFrame:
    """Stated by somebody, for as long as it holds; without a date, always."""
    lasts = pl.col("until_from").is_null() | (pl.col("until_from") > at(facts.known_at))
    held = facts["traits"].filter(pl.col("trait").cast(pl.String) == "immune", lasts)
    return held.with_columns(pl.coalesce("since_until", "since_from", at(EVER)).alias("since"))


def _two_doses(facts: Facts, _: str) -> pl.DataFrame:
    """A dated second dose of a vaccine that holds measles, or two dated doses of it."""
    given = facts["doses"].filter(
        pl.col("number") > 0, pl.col("at_until").is_not_null(), pl.col("vaccine").str.contains(MEASLES_VACCINE)
    )
    second = pl.min_horizontal(
        pl.col("at_until").filter(pl.col("number") > 1).min(), pl.col("at_until").sort().get(1, null_on_oob=True)
    )
    return given.group_by("person").agg(second.alias("since")).drop_nulls()


def _igg(facts: Facts, _: str) -> pl.DataFrame:
    """A positive measles IgG, from the taking of the specimen on."""
    said = pl.concat_str("assay", "target", separator=" ", ignore_nulls=True)
    found = facts["results"].filter(
        pl.col("result").cast(pl.String) == "positive", said.str.contains(IGG), said.str.contains(MEASLES)
    )
    persons = facts["specimens"].filter(pl.col("subject_kind").cast(pl.String) == "person")
    return found.join(persons, on="specimen").select(
        pl.col("subject").alias("person"), pl.col("taken_until").alias("since")
    )


def _disease(facts: Facts, disease: str) -> pl.DataFrame:
    """An earlier case of the person, confirmed, in an incident of this disease."""
    confirmed = facts["classifications"].filter(pl.col("class").cast(pl.String) == "confirmed")
    same = facts["incidents"].filter(pl.col("disease") == disease).select("incident").unique()
    cases = facts["cases"].join(same, on="incident", how="semi").join(confirmed, on="case")
    return cases.select("person", pl.col("at_until").alias("since"))


def _born_before(year: int, facts: Facts) -> pl.DataFrame:
    border = at(datetime(year, 1, 1, tzinfo=facts.zone))
    return facts["persons"].filter(pl.col("birth_until") <= border).select("person", at(EVER).alias("since"))


CONDITIONS: Mapping[str, Callable[[Facts, str], pl.DataFrame]] = MappingProxyType(
    {
        "immune": _trait,
        "two_doses_mcv_written": _two_doses,
        "lab_igg": _igg,
        "lab_confirmed_disease": _disease,
    }
)
