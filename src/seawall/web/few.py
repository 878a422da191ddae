"""From how many people on a figure is told to whoever may not look at the people themselves (TRUST.md 13)."""

from datetime import datetime

from seawall.desk.opening import Desk
from seawall.desk.planning import rules_at


def least(desk: Desk, policy: str, now: datetime) -> int:
    """The number of a policy on that day: figures of fewer people, and of more than none, are hidden."""
    return int(rules_at(desk, policy, now).need("publish.small_count").number())
