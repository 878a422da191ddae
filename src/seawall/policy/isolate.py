"""The rules of `isolate` out of a policy."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from seawall.plan.isolate import Driving, IsolateRules, Need, RingTerms, Solving, Term
from seawall.plan.isolate.rules import CASE, CLOSE, SECONDARY
from seawall.policy.errors import RuleShape
from seawall.policy.limits import limit
from seawall.policy.linked import linked
from seawall.policy.policy import Policy
from seawall.policy.rule import Rule
from seawall.tables.limit import Limit

HOMES = {
    CLOSE: ("measure.close.home", "measure.close.until", "measure.close.followup"),
    SECONDARY: ("measure.secondary.home",),
}
DUE = {
    CASE: "clock.initial_positive_to_transfer",
    CLOSE: "clock.close_contact_in_site",
    SECONDARY: "clock.secondary_contact_in_site",
}
FLOORS = {"same_floor_and_one_floor_up_and_down": 1, "same_floor": 0}
"""The words of measure.site.positive_resets: how many floors above and below begin anew with the positive's own."""


def isolate_rules(policy: Policy) -> IsolateRules:
    """Who is isolated where and for how long, with whom, and how they get there.

    Raises RuleMissing for a key that the policy lists as missing, and where the desk's own rules are not there;
    RuleShape for a word of the floor rule that nobody taught this verb. A policy without days in a site places nobody.
    """
    resets = policy.get("measure.site.positive_resets")
    child = policy.need("site.companion_age_at_most")
    return IsolateRules(
        terms={ring: RingTerms(_central(policy, ring), _home(policy, ring)) for ring in (CLOSE, SECONDARY)},
        child=int(child.number()),
        child_clause=child.clause,
        adult=int(policy.need("isolate.companion.age_at_least").number()),
        old=int(policy.need("isolate.companion.age_below").number()),
        needs=tuple(
            _need(trait, rule, policy.need(f"care.owed.{trait}"))
            for trait, rule in sorted(policy.family("isolate.need").items())
        ),
        air_unstated=policy.need("isolate.air.unstated").words()[0],
        driving=_driving(policy),
        solving=_solving(policy),
        resets=_floors(resets) if resets else None,
        resets_clause=resets.clause if resets else "",
        linked=linked(policy),
        swabs=policy.need("screen.swabs").words(),
        due=_due(policy),
    )


def _central(policy: Policy, ring: str) -> Term | None:
    rule = policy.get(f"measure.{ring}.central")
    return Term(rule.days(), rule.clause) if rule else None


def _home(policy: Policy, ring: str) -> Term | None:
    stated = [rule for key in HOMES[ring] if (rule := policy.get(key)) is not None]
    return Term(_days(stated[0]), stated[0].clause) if stated else None


def _days(rule: Rule) -> int:
    """The days of a term, also where they stand in a table beside others."""
    return int(rule.table()["days"]) if isinstance(rule.value, dict) else rule.days()


def _need(trait: str, rule: Rule, owed: Rule) -> Need:
    says: Mapping[str, Any] = rule.table()
    return Need(
        trait=trait,
        owed=f"{owed.table()['zh']} / {owed.table()['en']}",
        clause=f"{rule.clause}; {owed.clause}",
        capacity=says.get("capacity"),
        accessible=says.get("accessible", False),
        companion=says.get("companion", False),
    )


def _floors(rule: Rule) -> int:
    word = rule.words()[0]
    if word not in FLOORS:
        raise RuleShape(f"{rule.origin}: {rule.key} is {word!r}; isolate knows {', '.join(FLOORS)}")
    return FLOORS[word]


def _due(policy: Policy) -> dict[str, Limit]:
    stated = {risk: policy.get(key) for risk, key in DUE.items()}
    return {risk: limit(rule) for risk, rule in stated.items() if rule}


def _driving(policy: Policy) -> Driving:
    night, longest = policy.need("order.transfer.night"), policy.need("order.transfer.drive.limit")
    signatures = policy.need("order.signatures").table()
    begin, end = (time.fromisoformat(each) for each in night.words()[0].split("-"))
    return Driving(
        night=(begin, end),
        longest=longest.timedelta(),
        km_per_h=policy.need("isolate.transfer.speed").number(),
        loading=policy.need("isolate.transfer.loading").timedelta(),
        signatures={"night": signatures["night_transfer"], "long": signatures["long_transfer"]},
        night_clause=night.clause,
        longest_clause=longest.clause,
    )


def _solving(policy: Policy) -> Solving:
    names = (CLOSE, SECONDARY, "parted", "reserve")
    return Solving(
        weights={name: int(policy.need(f"isolate.weight.{name}").number()) for name in names},
        limit=policy.need("isolate.solver.limit").number(),
        size=int(policy.need("isolate.solver.size").number()),
    )
