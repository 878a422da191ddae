"""A new positive after a case was closed: a linked case is proposed, and nobody's case is reopened."""

import polars as pl

from seawall.plan.confirm.measured import earliest
from seawall.plan.confirm.rules import ConfirmRules
from seawall.plan.confirm.running import running, tests
from seawall.tables.facts import Facts


def again(episodes: pl.DataFrame, facts: Facts, rules: ConfirmRules) -> pl.DataFrame:
    """(previous, person, incident, relation, sample_from, sample_until, why, evidence), one row a proposed case.

    A positive specimen certainly taken after the closing outcome of a person's last case. `relation` is re_positive or
    reinfection by the policy's number of days since that case's first positive; empty where the policy states none
    or the days cannot be told, for the panel to say.
    """
    closed = episodes.filter(~pl.col("open"), ~pl.col("excluded"), pl.col("outcome_until").is_not_null())
    ended = closed.select("case", "incident", "outcome_until", first_from="sample_from", first_until="sample_until")
    positive = tests(facts, running(facts)).filter(pl.col("result") == "positive").join(ended, on="case")
    new = positive.filter(pl.col("taken_from") >= pl.col("outcome_until"))
    found = new.group_by("case", "person", "incident", "first_from", "first_until").agg(
        *earliest("taken", "sample"),
        pl.concat([pl.col("specimen_row"), pl.col("row")]).unique().sort().alias("evidence"),
    )
    return found.select(
        pl.col("case").alias("previous"),
        "person",
        "incident",
        _relation(rules).alias("relation"),
        "sample_from",
        "sample_until",
        _why(rules).alias("why"),
        "evidence",
    ).sort("previous")


def _relation(rules: ConfirmRules) -> pl.Expr:
    if rules.reinfection_after_days is None:
        return pl.lit(None, pl.String)
    limit = pl.duration(days=rules.reinfection_after_days)
    surely_late = pl.col("sample_from") - pl.col("first_until") >= limit
    surely_early = pl.col("sample_until") - pl.col("first_from") < limit
    return pl.when(surely_late).then(pl.lit("reinfection")).when(surely_early).then(pl.lit("re_positive"))


def _why(rules: ConfirmRules) -> pl.Expr:
    if rules.reinfection_after_days is None:
        told = "the policy does not say after how many days it is a reinfection: the panel decides"
    else:
        told = f"a reinfection from {rules.reinfection_after_days} days after the first positive on"
    return pl.lit(f"a positive after the case was closed; {told}")
