"""Policies: dated rules with unit, source and confidence, out of files anybody can read.

    policy = load("covid19-cn-8", at=now, overlays=["local-chengdu-2021"])
    policy.need("contact.window.before").days()

`policies/` holds the files, `docs/policies.md` their format. A number without a source does not load.
"""

from seawall.policy.changes import Change, diff
from seawall.policy.checking import Checked, check, every
from seawall.policy.errors import Fault, PolicyError, PolicyRefused, PolicyUnknown, RuleMissing, RuleShape
from seawall.policy.following import in_force
from seawall.policy.policy import Policy
from seawall.policy.resolving import load
from seawall.policy.rule import Rule

__all__ = [
    "Change",
    "Checked",
    "Fault",
    "Policy",
    "PolicyError",
    "PolicyRefused",
    "PolicyUnknown",
    "Rule",
    "RuleMissing",
    "RuleShape",
    "check",
    "diff",
    "every",
    "in_force",
    "load",
]
