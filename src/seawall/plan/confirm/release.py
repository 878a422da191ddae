"""What is still missing before a case may be released, and before a suspect may be excluded."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.confirm.clear import in_a_row
from seawall.plan.confirm.rules import ConfirmRules, Discharge, SuspectExclusion
from seawall.tables.facts import Facts
from seawall.tables.limit import Limit, due
from seawall.tables.moment import Moment
from seawall.tables.shown import shown
from seawall.tables.verdict import antibody

DAY = timedelta(days=1)


def conditions(cases: pl.DataFrame, results: pl.DataFrame, facts: Facts, rules: ConfirmRules) -> pl.DataFrame:
    """`cases` with what their release rests on: clear tests in a row, the last of them, answers that say yes."""
    answers = facts["answers"].sort("recorded_at", "row").unique(["person", "question"], keep="last")
    yes = answers.filter(pl.col("answer").cast(pl.String) == "yes")
    stated = yes.group_by("person").agg(pl.col("question").sort().alias("stated"))
    tested = [_tested(cases, results, held, rule) for held, rule in _by_class(rules).items()]
    counted = pl.concat([part for part in tested if part is not None] or [_nothing_tested()])
    return cases.join(counted, on="case", how="left").join(stated, on="person", how="left")


def missing_for_release(row: Mapping[str, Any], rule: Discharge, now: datetime, zone: ZoneInfo) -> list[str]:
    """Each condition of the rule that does not hold yet, named so that somebody can see to it."""
    named = [f"{each} is not stated" for each in _unstated(row, rule)]
    return [*_missing_tests(row, rule, zone), *_missing_days(row, rule, now, zone), *named]


def missing_for_exclusion(row: Mapping[str, Any], rule: SuspectExclusion, zone: ZoneInfo) -> list[str]:
    """What a suspect's exclusion still lacks."""
    tests = _missing_tests(row, Discharge(rule.clause, tests=rule.tests, gap=rule.gap), zone)
    if rule.antibody_after_days is None or row["antibody_negative"]:
        return tests
    return [*tests, f"no negative antibody {rule.antibody_after_days} or more days after onset"]


def antibody_negative(cases: pl.DataFrame, results: pl.DataFrame, days: int) -> pl.DataFrame:
    """(case, antibody_negative): an antibody was looked for so many days after onset, and none found."""
    antibodies = results.filter(antibody()).join(cases.select("case", "onset_until"), on="case")
    late_enough = antibodies.filter(pl.col("taken_from") >= pl.col("onset_until") + days * DAY)
    return late_enough.group_by("case").agg((pl.col("result") == "negative").all().alias("antibody_negative"))


def _by_class(rules: ConfirmRules) -> dict[str, Discharge]:
    known = {held: rule for held, rule in rules.discharges.items() if isinstance(rule, Discharge)}
    if (rule := rules.suspect_exclusion) is not None:
        known["suspect"] = Discharge(rule.clause, tests=rule.tests, gap=rule.gap)
    return known


def _tested(cases: pl.DataFrame, results: pl.DataFrame, held: str, rule: Discharge) -> pl.DataFrame | None:
    if not rule.tests:
        return None
    own = results.join(cases.filter(pl.col("class") == held).select("case"), on="case", how="semi")
    if rule.specimen is not None:
        own = own.filter(pl.col("specimen_kind") == rule.specimen)
    return in_a_row(own, rule.tests, rule.gap, rule.ct_at_least)


def _nothing_tested() -> pl.DataFrame:
    utc = pl.Datetime("us", "UTC")
    return pl.DataFrame(schema={"case": pl.String, "clear": pl.Int32, "last_clear_until": utc})


def _missing_tests(row: Mapping[str, Any], rule: Discharge, zone: ZoneInfo) -> list[str]:
    done = row["clear"] or 0
    if done >= rule.tests:
        return []
    kind = "negative" if rule.ct_at_least is None else f"Ct from {rule.ct_at_least:g} on"
    lacking = f"{rule.tests - done} of {rule.tests} tests ({kind})"
    if done == 0:
        return [lacking]
    earliest = row["last_clear_until"] + rule.gap
    return [f"{lacking}, the next from {shown(Moment(earliest, earliest), zone)} on"]


def _missing_days(row: Mapping[str, Any], rule: Discharge, now: datetime, zone: ZoneInfo) -> list[str]:
    if rule.min_days is None:
        return []
    begun = [row[name] for name in ("isolated_until", "sample_until") if row[name] is not None]
    if not begun:
        return [f"{rule.min_days} days: it is not known since when"]
    width = [row[name] for name in ("isolated_from", "sample_from") if row[name] is not None]
    start = Moment(max(width, default=None), max(begun))
    over = due(start, Limit(rule.min_days * DAY, whole_days=True), zone).latest
    if over is not None and now >= over:
        return []
    return [f"{rule.min_days} days, until {shown(Moment(None, over), zone).removeprefix('before ')}"]


def _unstated(row: Mapping[str, Any], rule: Discharge) -> list[str]:
    asked = list(rule.named)
    if rule.afebrile_days is not None and not row["asymptomatic"]:
        asked.insert(0, f"afebrile_{rule.afebrile_days}_days")
    return [each for each in asked if each not in (row["stated"] or [])]
