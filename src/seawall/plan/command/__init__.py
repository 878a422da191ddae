"""What is late and whose it is: clock, contacts shared out among teams, first calls, visits, and what it all costs."""

from seawall.plan.command.calls import calls
from seawall.plan.command.clock import clock
from seawall.plan.command.duty import duty
from seawall.plan.command.harm import Softer, harm
from seawall.plan.command.rules import CommandRules, Step
from seawall.plan.command.shares import shares
from seawall.plan.command.visits import visits
from seawall.tables.limit import span

__all__ = ["CommandRules", "Softer", "Step", "calls", "clock", "duty", "harm", "shares", "span", "visits"]
