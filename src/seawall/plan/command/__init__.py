"""What is late and whose it is: the incident clock, contacts shared out among teams, visits due, done and lost."""

from seawall.plan.command.clock import clock
from seawall.plan.command.rules import CommandRules, Step
from seawall.plan.command.shares import shares
from seawall.plan.command.visits import visits
from seawall.tables.limit import span

__all__ = ["CommandRules", "Step", "clock", "shares", "span", "visits"]
