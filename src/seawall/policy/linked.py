"""The rule across persons out of a policy: which tests of a close contact a secondary one hangs on."""

from seawall.policy.policy import Policy
from seawall.tables.linked import Linked

FIRST_TESTS = "linked_close_contact_first_tests_negative"


def linked(policy: Policy) -> Linked | None:
    """None where the policy has no such rule."""
    rule = policy.get("measure.secondary.release")
    asked = rule.table().get(FIRST_TESTS) if rule is not None else None
    return Linked(asked, rule.clause) if rule is not None and asked else None
