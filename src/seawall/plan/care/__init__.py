"""Whom a restriction must not leave alone, and who cares for each."""

from seawall.plan.care.rules import CareRules, Owed
from seawall.plan.care.watch import care

__all__ = ["CareRules", "Owed", "care"]
