"""The rules of `care` out of a policy."""

from seawall.plan.care import CareRules
from seawall.policy.policy import Policy


def care_rules(policy: Policy) -> CareRules:
    """What is owed to whom. Raises RuleMissing for a key that is not there: the desk's own policy states all."""
    owed, lists = policy.family("care.owed"), policy.need("order.seal.lists")
    measures = policy.need("care.measures")
    return CareRules(
        owed={trait: (rule.table()["zh"], rule.table()["en"]) for trait, rule in owed.items()},
        lists=frozenset(lists.words()),
        measures=frozenset(measures.words()),
        teams=frozenset(policy.need("care.teams").words()),
        clause=measures.clause.replace("care.measures", "care.owed"),
        lists_clause=lists.clause,
    )
