"""The rules of `inform` out of a policy."""

from seawall.plan.inform import InformRules
from seawall.policy.policy import Policy


def inform_rules(policy: Policy) -> InformRules:
    """From how many people on a figure is printed, and what the bulletin rests on."""
    small = policy.get("publish.small_count")
    stated = [small, *(policy.get(f"publish.{key}") for key in ("bulletin.identities", "person_fields_forbidden"))]
    clauses = [rule.clause for rule in stated if rule is not None]
    return InformRules(int(small.number()) if small else None, "; ".join(clauses) or None)
