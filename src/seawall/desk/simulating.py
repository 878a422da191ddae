"""What would happen under other rules, before they take effect: another policy, or one number of the one in force."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import polars as pl

from seawall.desk.opening import Desk
from seawall.desk.planning import Made, make, rules_at
from seawall.flow import Plan
from seawall.policy import Policy, PolicyRefused
from seawall.policy.document import alike
from seawall.policy.proof import faults
from seawall.policy.vocabulary import vocabulary
from seawall.tables.errors import SeawallError
from seawall.tell.terminal.beside import figures

TO_SIGN, BY_TWO = "simulated.to_sign", "simulated.by_two"


class SimulationError(SeawallError):
    """Something cannot be simulated; the message says what can."""


class Change(NamedTuple):
    """What is tried: another policy, or of the one in force one number, by its key."""

    policy: str | None = None
    key: str | None = None
    value: float | None = None


def rules_for(desk: Desk, made: Made, change: Change) -> Policy:
    """The rules that would hold. Raises SimulationError for a change of nothing, RuleMissing, PolicyRefused."""
    plan = made.plan
    if change.policy is not None and change.policy not in alike(plan.policy):
        allowed = ", ".join(alike(plan.policy))
        raise SimulationError(
            "{policy!r} is not a policy for this disease; allowed: {allowed}", policy=change.policy, allowed=allowed
        )
    rules = rules_at(desk, change.policy or plan.policy, plan.now)
    if change.key is None:
        if change.policy is None:
            raise SimulationError("name another policy, or a rule and its number")
        return rules
    return _with(rules, change.key, change.value)


def _with(rules: Policy, key: str, value: float | None) -> Policy:
    """The rules with one number for another; one that was whole stays whole. Raises as `rules_for`."""
    rule = rules.need(key)
    if isinstance(rule.value, bool) or not isinstance(rule.value, (int, float)):
        raise SimulationError("{key} is not one number: only rules of one number are tried", key=key)
    if value is None or (isinstance(rule.value, int) and value != int(value)):
        if isinstance(rule.value, int):
            raise SimulationError("{key} is a whole number; {value} is not", key=key, value=value)
        raise SimulationError("{key} is a number; {value} is not", key=key, value=value)
    if value < 0:
        raise SimulationError("{key} would be {value}; allowed is a number from 0 on", key=key, value=value)
    tried = replace(rule, value=int(value) if isinstance(rule.value, int) else value)
    wrong = [each for each in faults(replace(rules.document, rules={key: tried}), vocabulary()) if each.key == key]
    if wrong:
        raise PolicyRefused(wrong)
    return replace(rules, rules={**rules.rules, key: tried})


def simulated(desk: Desk, made: Made, rules: Policy) -> Made:
    """The plan of the same facts at the same time under other rules."""
    return make(desk, made.plan.now, made.plan.incident, rules.id, made.read, rules=rules)


def told(plan: Plan) -> dict[str, int]:
    """The figures of a plan: those that stand beside another policy's, and what is to be signed, of which by two."""
    asks = plan.differences
    return {**figures(plan), TO_SIGN: asks.height, BY_TWO: asks.filter(pl.col("signatures") > 1).height}


def in_force_at(made: Made) -> list[tuple[str, datetime | None, str]]:
    """The policies that an incident is handled under by its facts: each with when it begins and who said so."""
    rows = made.facts["incidents"].filter(pl.col("incident") == made.plan.incident).sort("recorded_at")
    return [
        (row["policy"], row["opened_from"], row["recorded_by"]) for row in rows.iter_rows(named=True) if row["policy"]
    ]
