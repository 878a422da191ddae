"""Who and what is tested on which day, what was done of it, and which results change a class at once."""

from seawall.plan.screen.rules import Course, Days, Environment, ScreenRules, ZoneTests
from seawall.plan.screen.screening import Screened, screen

__all__ = ["Course", "Days", "Environment", "ScreenRules", "Screened", "ZoneTests", "screen"]
