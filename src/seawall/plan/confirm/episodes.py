"""An episode: one case from its first positive or suspicion to its class, its outcome and its release."""

from datetime import datetime

import polars as pl

from seawall.plan.confirm import held, illness, measured
from seawall.plan.confirm.rules import ConfirmRules
from seawall.plan.confirm.spans import of_cases, spans
from seawall.tables.facts import Facts

COLUMNS = (
    "case", "person", "incident", "class", "class_from", "class_until", "severity", "origin",
    "onset_from", "onset_until", "rash_from", "rash_until", "asymptomatic",
    "sample_from", "sample_until", "positive_from", "positive_until", "isolated_from", "isolated_until",
    "opened_from", "opened_until", "outcome", "outcome_from", "outcome_until",
    "open", "excluded", "provisional", "opens_stays", "retested_negative", "previous",
    "relation_to_previous", "evidence",
)  # fmt: skip


def episodes(facts: Facts, rules: ConfirmRules, now: datetime) -> pl.DataFrame:
    """One row a case, with what is known of it; the columns are the contract with every other verb.

    `open`: its incident is, it is not excluded, and no closing outcome is known. `provisional`: held to be less
    than a conclusion (screened positive, suspect, or nothing yet). `opens_stays`: see docs/decisions/060.
    `retested_negative`: a later specimen was clear. A
    positive of a shared tube is not a person's positive. Symptoms, specimens and admissions belong to the one of
    the person's cases that was running then.
    """
    cases = latest_cases(facts)
    classes = held.latest_class(facts["classifications"])
    outcomes = held.latest_outcome(facts["outcomes"])
    running = spans(cases, held.ends(classes, outcomes))
    known = cases.join(classes, on="case", how="left").join(outcomes, on="case", how="left")
    positive = known.join(_positives(facts, running), on="case", how="left")
    ill = positive.join(illness.illness(of_cases(facts["symptoms"], running, "onset")), on="case", how="left")
    isolated = illness.isolation(of_cases(facts["admissions"], running, "at"), facts["sites"], _came_to_light(ill))
    whole = ill.join(isolated, on="case", how="left")
    tested = of_cases(measured.own_results(facts["specimens"], facts["results"]), running, "taken")
    again = pl.col("case").is_in(measured.retested_negative(tested, whole).implode())
    judged = _judged(whole, closed_incidents(facts["incidents"], now), rules)
    return judged.with_columns(again.alias("retested_negative")).select(COLUMNS).sort("case")


def latest_cases(facts: Facts) -> pl.DataFrame:
    """The cases, each as it was last stated."""
    return facts["cases"].sort("recorded_at", "row").unique("case", keep="last").rename({"row": "case_row"})


def closed_incidents(incidents: pl.DataFrame, now: datetime) -> pl.Series:
    """The incidents closed at `now`; a closing whose time is not exact counts once it must have happened."""
    latest = incidents.sort("recorded_at", "row").unique("incident", keep="last", maintain_order=True)
    return latest.filter(pl.coalesce("closed_until", "closed_from") <= now)["incident"]


def _positives(facts: Facts, running: pl.DataFrame) -> pl.DataFrame:
    found = measured.own_results(facts["specimens"], facts["results"]).filter(pl.col("result") == "positive")
    laboratories = measured.registered_laboratories(facts["sites"])
    return measured.first_positive(of_cases(found, running, "taken"), laboratories)


def _came_to_light(known: pl.DataFrame) -> pl.DataFrame:
    first = pl.min_horizontal("sample_from", "positive_from", "opened_from", "class_from")
    return known.select("case", first.alias("found"))


def _judged(whole: pl.DataFrame, closed: pl.Series, rules: ConfirmRules) -> pl.DataFrame:
    excluded = (pl.col("class") == "excluded").fill_null(value=False)
    running = ~pl.col("incident").is_in(closed.implode())
    traced = pl.col("class").is_in(rules.trace_classes).fill_null(value=False)
    proven = (pl.col("registered_positive") & pl.col("signed_by_two")).fill_null(value=False)
    ended = pl.col("closed").fill_null(value=False)
    return whole.with_columns(
        excluded.alias("excluded"),
        (running & ~excluded & ~ended).alias("open"),
        pl.col("class").is_in(held.BELOW_A_CONCLUSION).fill_null(value=True).alias("provisional"),
        (running & traced & (proven | pl.lit(rules.history))).alias("opens_stays"),
        pl.col("relation_to_previous").cast(pl.String),
        _evidence().alias("evidence"),
    )


def _evidence() -> pl.Expr:
    one = [pl.concat_list(pl.col(c)).list.drop_nulls() for c in ("case_row", "class_row")]
    many = [
        pl.col(c).fill_null(pl.lit([], dtype=pl.List(pl.String)))
        for c in ("positive_rows", "symptom_rows", "admission_rows", "outcome_rows")
    ]
    return pl.concat_list([*one, *many])
