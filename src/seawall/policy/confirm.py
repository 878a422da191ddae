"""The rules of `confirm` out of a policy."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from seawall.plan.confirm import ConfirmRules, Discharge, Doubt, SuspectExclusion
from seawall.policy.errors import RuleMissing
from seawall.policy.limits import limit
from seawall.policy.policy import Policy
from seawall.policy.rule import Rule
from seawall.tables.outbreak import CLASSES

COUNTED = frozenset({"negatives", "times", "ct_at_least", "gap_h", "min_days", "afebrile_days", "sample", "after"})
OWNED = {
    "transfer": "transferred",
    "sample": "screened",
    "retest": "screened",
    "panel": "confirmed",
    "class": "confirmed",
    "release": "confirmed",
}


def confirm_rules(policy: Policy, *, history: bool) -> ConfirmRules:
    """What the policy asks of a case. `history`: the home holds an imported history.

    A policy that does not say whose stays may be read (trace.classes) opens nobody's. Raises RuleMissing where it lists
    that, or a rule of a step, as missing. A rule of release it lists as missing becomes the reason why no release is
    proposed: never a predecessor's.
    """
    classes = policy.get("trace.classes")
    transfer = policy.get("clock.initial_positive_to_transfer")
    exclusion = policy.get("confirm.suspect.exclude")
    days = policy.get("confirm.reinfection.after")
    return ConfirmRules(
        trace_classes=classes.words() if classes else (),
        history=history,
        transfer=limit(transfer) if transfer else None,
        discharges=_discharges(policy),
        suspect_exclusion=_exclusion(exclusion) if exclusion else None,
        doubt=_doubt(policy),
        reinfection_after_days=days.days() if days else None,
        owners=_owners(policy),
        clauses={"transfer": transfer.clause} if transfer else {},
    )


def _discharges(policy: Policy) -> dict[str, Discharge | str]:
    found: dict[str, Discharge | str] = {}
    for held in CLASSES:
        try:
            rule = policy.get(f"discharge.{held}")
        except RuleMissing as missing:
            found[held] = str(missing)
            continue
        if rule is not None:
            found[held] = _discharge(rule)
    return found


def _discharge(rule: Rule) -> Discharge:
    asks = rule.table()
    return Discharge(
        clause=rule.clause,
        tests=asks.get("negatives", asks.get("times", 0)),
        ct_at_least=asks.get("ct_at_least"),
        gap=timedelta(hours=asks.get("gap_h", 0)),
        specimen=asks.get("sample"),
        min_days=asks.get("min_days"),
        afebrile_days=asks.get("afebrile_days"),
        named=tuple(_named(asks)),
    )


def _named(asks: Mapping[str, Any]) -> list[str]:
    """What no table can show: stated by a clinician as an answer of this name."""
    others = {name: value for name, value in asks.items() if name not in COUNTED}
    return [name if value is True else f"{name}: {_words(value)}" for name, value in others.items() if value]


def _words(value: Any) -> str:
    return " or ".join(map(str, value)) if isinstance(value, list) else str(value)


def _exclusion(rule: Rule) -> SuspectExclusion:
    asks = rule.table()
    gap = timedelta(hours=asks["gap_h"])
    return SuspectExclusion(rule.clause, asks["negatives"], gap, asks.get("antibody_negative_after_onset_d"))


def _doubt(policy: Policy) -> Doubt:
    high, strong = (policy.get(f"confirm.doubt.{name}_ct") for name in ("high", "strong"))
    within = policy.get("confirm.doubt.vaccinated_within")
    return Doubt(
        high_ct=high.number() if high else None,
        strong_ct=strong.number() if strong else None,
        vaccinated_within_days=within.days() if within else None,
    )


def _owners(policy: Policy) -> dict[str, str]:
    named = {step: policy.get(f"first_times.{key}.owner") for step, key in OWNED.items()}
    return {step: rule.words()[0] for step, rule in named.items() if rule}
