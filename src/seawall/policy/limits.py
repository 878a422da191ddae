"""A rule as a limit."""

from seawall.policy.rule import Rule
from seawall.tables.limit import Limit


def limit(rule: Rule) -> Limit:
    """Days and weeks are calendar days, hours and minutes are exact."""
    return Limit(rule.timedelta(), whole_days=(rule.unit or "").startswith(("d", "wk")))
