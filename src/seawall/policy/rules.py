"""Each verb's rules out of a policy: one builder a verb, named here once."""

from dataclasses import dataclass

from seawall.plan.care import CareRules
from seawall.plan.command import CommandRules
from seawall.plan.confirm import ConfirmRules
from seawall.plan.inform import InformRules
from seawall.plan.isolate import IsolateRules
from seawall.plan.orders import OrderRules
from seawall.plan.screen import ScreenRules
from seawall.plan.trace import TraceRules
from seawall.plan.zone import ZoneRules
from seawall.policy.care import care_rules
from seawall.policy.command import command_rules
from seawall.policy.confirm import confirm_rules
from seawall.policy.inform import inform_rules
from seawall.policy.isolate import isolate_rules
from seawall.policy.orders import order_rules
from seawall.policy.policy import Policy
from seawall.policy.screen import screen_rules
from seawall.policy.trace import trace_rules
from seawall.policy.zone import zone_rules

__all__ = [
    "Rules", "care_rules", "command_rules", "confirm_rules", "every", "inform_rules", "isolate_rules", "order_rules",
    "screen_rules", "trace_rules", "zone_rules",
]  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """What each verb asks of one policy."""

    confirm: ConfirmRules
    trace: TraceRules
    zone: ZoneRules
    isolate: IsolateRules
    screen: ScreenRules
    care: CareRules
    command: CommandRules
    inform: InformRules
    orders: OrderRules


def every(policy: Policy, *, history: bool) -> Rules:
    """The rules of every verb. Raises RuleMissing when the policy lacks one that a verb needs."""
    return Rules(
        confirm=confirm_rules(policy, history=history),
        trace=trace_rules(policy, history=history),
        zone=zone_rules(policy),
        isolate=isolate_rules(policy),
        screen=screen_rules(policy),
        care=care_rules(policy),
        command=command_rules(policy),
        inform=inform_rules(policy),
        orders=order_rules(policy),
    )
