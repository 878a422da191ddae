"""Each verb's rules out of a policy: one builder a verb, named here once."""

from seawall.policy.care import care_rules
from seawall.policy.command import command_rules
from seawall.policy.confirm import confirm_rules
from seawall.policy.inform import inform_rules
from seawall.policy.orders import order_rules
from seawall.policy.screen import screen_rules
from seawall.policy.trace import trace_rules
from seawall.policy.zone import zone_rules

__all__ = [
    "care_rules",
    "command_rules",
    "confirm_rules",
    "inform_rules",
    "order_rules",
    "screen_rules",
    "trace_rules",
    "zone_rules",
]
