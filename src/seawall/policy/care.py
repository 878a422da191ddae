"""The rules of `care` out of a policy."""

from seawall.plan.care import CareRules, Owed
from seawall.plan.orders.rules import SEAL
from seawall.policy.measures import scopes
from seawall.policy.policy import Policy


def care_rules(policy: Policy) -> CareRules:
    """What is owed to whom. Raises RuleMissing for a key that is not there: the desk's own policy states all."""
    owed, lists = policy.family("care.owed"), policy.need("order.seal.lists")
    return CareRules(
        owed={trait: Owed(rule.table()["zh"], rule.table()["en"], rule.clause) for trait, rule in owed.items()},
        lists=frozenset(lists.words()),
        measures=frozenset(word for word, scope in scopes(policy).items() if scope == SEAL),
        teams=frozenset(policy.need("care.teams").words()),
        lists_clause=lists.clause,
    )
