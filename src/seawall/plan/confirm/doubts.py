"""Reasons to doubt a positive, for the officer who reads them; none of them decides anything."""

from collections.abc import Callable, Mapping

import polars as pl

from seawall.plan.confirm.plate import beside_a_strong_positive
from seawall.plan.confirm.rules import ConfirmRules, Doubt
from seawall.plan.confirm.running import running, tests
from seawall.tables.facts import Facts

DAY = pl.duration(days=1)
SAID = ("case", "person", "specimen", "why", "evidence")


def doubts(episodes: pl.DataFrame, facts: Facts, rules: ConfirmRules) -> pl.DataFrame:
    """(case, person, specimen, reason, why, evidence), one row a reason, of every case that is not excluded.

    Reasons: high_ct and one_target (both Ct values are given), neighbour (the next well of the same plate held a
    strong positive), laboratories (two disagree on one specimen), retest (a later test was not positive), vaccinated
    (a dose in the days before the swab). A reason whose number the policy does not state is not looked for.
    """
    alive = episodes.filter(~pl.col("excluded")).select("case")
    results = tests(facts, running(facts)).join(alive, on="case", how="semi")
    found = [
        reason(results, facts, rules.doubt).select(SAID).with_columns(pl.lit(name).alias("reason"))
        for name, reason in REASONS.items()
    ]
    columns = ["case", "person", "specimen", "reason", "why", "evidence"]
    return pl.concat(found).select(columns).sort("case", "specimen", "reason")


def high_ct(results: pl.DataFrame, _facts: Facts, rule: Doubt) -> pl.DataFrame:
    """Every Ct of the specimen's positives lies at or above the limit."""
    if rule.high_ct is None:
        return _none(results)
    read = results.filter((pl.col("result") == "positive") & _is_ct() & pl.col("value").is_not_null())
    high = read.filter((pl.col("value") >= rule.high_ct).all().over("specimen"))
    return _grouped(high, pl.format("every Ct from {} on: {}", pl.lit(f"{rule.high_ct:g}"), _values()))


def one_target(results: pl.DataFrame, _facts: Facts, _rule: Doubt) -> pl.DataFrame:
    """Of the targets that one laboratory looked for, one was positive and another was not."""
    one = ["specimen", "laboratory"]
    named = results.filter(pl.col("target").is_not_null())
    hit = named.with_columns((pl.col("result") == "positive").any().over(*one, "target").alias("hit"))
    mixed = hit.filter(pl.col("hit").any().over(one) & ~pl.col("hit").all().over(one))
    return _grouped(mixed, pl.format("not every target was positive: {}", _values()))


def neighbour(results: pl.DataFrame, facts: Facts, rule: Doubt) -> pl.DataFrame:
    """A well beside it on the same plate held another specimen with a strong positive."""
    if rule.strong_ct is None:
        return _none(results)
    beside = beside_a_strong_positive(results, facts["results"], rule.strong_ct)
    why = pl.format("on the plate it lay beside {}", pl.col("beside").unique().sort().str.join(", "))
    return _grouped(beside, why)


def laboratories(results: pl.DataFrame, _facts: Facts, _rule: Doubt) -> pl.DataFrame:
    """Two laboratories found different things in one specimen."""
    said = results.filter(pl.col("result").is_in(["positive", "negative"]))
    by_laboratory = (pl.col("result") == "positive").any().over("specimen", "laboratory")
    differ = said.with_columns(by_laboratory.alias("found")).filter(pl.col("found").n_unique().over("specimen") > 1)
    return _grouped(differ, pl.format("laboratories disagree: {}", _values("laboratory")))


def retest(results: pl.DataFrame, _facts: Facts, _rule: Doubt) -> pl.DataFrame:
    """A specimen taken after the case's first positive was not positive."""
    positive = results.filter(pl.col("result") == "positive")
    first = positive.group_by("case").agg(pl.col("taken_until").min().alias("first"))
    clear = results.filter(~(pl.col("result") == "positive").any().over("specimen")).join(first, on="case")
    return _grouped(clear.filter(pl.col("taken_from") >= pl.col("first")), pl.format("a later test: {}", _values()))


def vaccinated(results: pl.DataFrame, facts: Facts, rule: Doubt) -> pl.DataFrame:
    """A dose so few days before the swab that it may show; where a time is not exact, it may have been."""
    if rule.vaccinated_within_days is None:
        return _none(results)
    doses = facts["doses"].filter(pl.col("number") > 0)
    given = doses.select("person", dose_from="at_from", dose_until="at_until", dose_row="row")
    positive = results.filter(pl.col("result") == "positive").join(given, on="person")
    not_after = (pl.col("dose_from") <= pl.col("taken_until")).fill_null(value=True)
    within = (pl.col("dose_until") >= pl.col("taken_from") - rule.vaccinated_within_days * DAY).fill_null(value=True)
    dated = pl.col("dose_from").is_not_null() | pl.col("dose_until").is_not_null()
    why = pl.lit(f"vaccinated at most {rule.vaccinated_within_days} days before the swab")
    return _grouped(positive.filter(dated & not_after & within), why, "dose_row")


Reason = Callable[[pl.DataFrame, Facts, Doubt], pl.DataFrame]
REASONS: Mapping[str, Reason] = {
    "high_ct": high_ct,
    "one_target": one_target,
    "neighbour": neighbour,
    "laboratories": laboratories,
    "retest": retest,
    "vaccinated": vaccinated,
}


def _is_ct() -> pl.Expr:
    return (pl.col("unit").str.to_lowercase() == "ct").fill_null(value=False)


def _values(named: str = "target") -> pl.Expr:
    """ "N 36.2, ORF1ab negative": each target or laboratory with its Ct, or else its result."""
    said = pl.when(_is_ct() & pl.col("value").is_not_null()).then(pl.col("value").round(1).cast(pl.String))
    label = pl.col(named).fill_null("unnamed")
    each = pl.format("{} {}", label, said.otherwise(pl.col("result")))
    return each.unique().sort().str.join(", ")


def _grouped(rows: pl.DataFrame, why: pl.Expr, *evidence: str) -> pl.DataFrame:
    kept = [pl.col(name) for name in ("row", *evidence)]
    return rows.group_by("case", "person", "specimen").agg(
        why.first().alias("why"), pl.concat(kept).unique().sort().alias("evidence")
    )


def _none(results: pl.DataFrame) -> pl.DataFrame:
    return _grouped(results.clear(), pl.lit(""))
