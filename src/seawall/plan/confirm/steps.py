"""The next step of every open case: transfer, sample, retest, panel, class, release."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.confirm.held import latest_class
from seawall.plan.confirm.release import antibody_negative, conditions, missing_for_exclusion, missing_for_release
from seawall.plan.confirm.rules import ConfirmRules
from seawall.plan.confirm.running import hospitals, running, tests
from seawall.tables.facts import Facts
from seawall.tables.limit import CANNOT_TELL, OPEN, due, state
from seawall.tables.moment import Moment
from seawall.tables.schema import UTC_MOMENT

SCHEMA = pl.Schema(
    {
        "case": pl.String(),
        "person": pl.String(),
        "step": pl.String(),
        "state": pl.String(),
        "ready": pl.Boolean(),
        "due_from": UTC_MOMENT,
        "due_until": UTC_MOMENT,
        "owner": pl.String(),
        "why": pl.String(),
        "clause": pl.String(),
    }
)
Row = Mapping[str, Any]


def steps(episodes: pl.DataFrame, facts: Facts, rules: ConfirmRules, now: datetime) -> pl.DataFrame:
    """One row an open case: its next step, until when, whose, and why; sorted by case.

    transfer: a first positive, and no hospital entered since (only where the policy sets a limit). sample: nobody was
    tested. retest: one positive specimen and no other result since. panel: results are there, no conclusion.
    class: concluded, but not yet by two people of two organisations (a service home). release: everything else;
    `why` names each condition that is missing, and `ready` says that none is.
    """
    known = _known(episodes.filter("open"), facts, rules)
    rows = [_next(row, rules, now, facts.zone) for row in known.sort("case").iter_rows(named=True)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _known(cases: pl.DataFrame, facts: Facts, rules: ConfirmRules) -> pl.DataFrame:
    span = running(facts)
    results = tests(facts, span)
    whole = conditions(cases, results, facts, rules)
    whole = whole.join(_transferred(cases, hospitals(facts, span)), on="case", how="left")
    whole = whole.join(_retested(cases, results), on="case", how="left")
    signed = latest_class(facts["classifications"]).select("case", "signed_by_two")
    whole = whole.join(signed, on="case", how="left")
    rule = rules.suspect_exclusion
    antibodies = antibody_negative(cases, results, (rule and rule.antibody_after_days) or 0)
    return whole.join(antibodies, on="case", how="left")


def _transferred(cases: pl.DataFrame, entered: pl.DataFrame) -> pl.DataFrame:
    """(case, transferred): a hospital was entered, and not for certain before the first positive."""
    joined = entered.join(cases.select("case", "positive_from"), on="case")
    before = (pl.col("entered_until") < pl.col("positive_from")).fill_null(value=False)
    return joined.filter(~before).select("case").unique().with_columns(pl.lit(value=True).alias("transferred"))


def _retested(cases: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """(case, tested, retested): how many specimens gave a result, and whether one came after the first positive."""
    said = results.filter(pl.col("result") != "invalid").sort("taken_until", "specimen", nulls_last=True)
    positive = pl.col("specimen").filter(pl.col("result") == "positive")
    first = said.with_columns(positive.first().over("case").alias("first")).join(
        cases.select("case", "sample_until"), on="case"
    )
    before = (pl.col("taken_until") < pl.col("sample_until")).fill_null(value=False)
    another = ((pl.col("specimen") != pl.col("first")) & ~before).any()
    return first.group_by("case").agg(
        pl.col("specimen").n_unique().alias("tested"),
        (another | (pl.col("laboratory").n_unique() > 1)).alias("retested"),
    )


def _next(row: Row, rules: ConfirmRules, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    positive = row["positive_from"] is not None or row["positive_until"] is not None
    if positive and rules.transfer and not row["transferred"]:
        return _transfer(row, rules, now, zone)
    if row["provisional"]:
        return _towards_a_class(row, rules, positive, zone)
    if not rules.history and not row["signed_by_two"]:
        return _said(row, "class", "a conclusion counts when two people of two organisations have signed it", rules)
    return _release(row, rules, now, zone)


def _transfer(row: Row, rules: ConfirmRules, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    until = due(Moment(row["positive_from"], row["positive_until"]), rules.transfer, zone) if rules.transfer else None
    said = _said(row, "transfer", "a first positive, and no hospital entered since", rules)
    bounds = {"due_from": until and until.earliest, "due_until": until and until.latest}
    return {**said, "state": state(until, None, now), **bounds}


def _towards_a_class(row: Row, rules: ConfirmRules, positive: bool, zone: ZoneInfo) -> dict[str, Any]:
    if not row["tested"]:
        return _said(row, "sample", "suspected, and no specimen of its own has a result", rules)
    if positive and not row["retested"]:
        return _said(row, "retest", "one positive specimen, and no other result since", rules)
    rule = rules.suspect_exclusion
    if row["class"] != "suspect" or rule is None:
        return _said(row, "panel", "results are there, and no conclusion", rules)
    lacking = missing_for_exclusion(row, rule, zone)
    why = f"to exclude it: {'; '.join(lacking)}" if lacking else "every condition of an exclusion holds"
    return {**_said(row, "panel", why, rules), "clause": rule.clause, "ready": not lacking}


def _release(row: Row, rules: ConfirmRules, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    rule = rules.discharges.get(row["class"])
    if rule is None or isinstance(rule, str):
        why = rule or f"the policy has no rule for the release of the class {row['class']}"
        return {**_said(row, "release", why, rules), "state": CANNOT_TELL}
    lacking = missing_for_release(row, rule, now, zone)
    why = f"missing: {'; '.join(lacking)}" if lacking else "every condition holds: a release may be signed"
    return {**_said(row, "release", why, rules), "clause": rule.clause, "ready": not lacking}


def _said(row: Row, step: str, why: str, rules: ConfirmRules) -> dict[str, Any]:
    return {
        "case": row["case"],
        "person": row["person"],
        "step": step,
        "state": OPEN,
        "ready": False,
        "due_from": None,
        "due_until": None,
        "owner": rules.owners.get(step),
        "why": why,
        "clause": rules.clauses.get(step),
    }
