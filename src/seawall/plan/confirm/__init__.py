"""Suspect, case, class: from screening positive to the panel's verdict and the release."""

from seawall.plan.confirm.episodes import episodes
from seawall.plan.confirm.rules import ConfirmRules

__all__ = ["ConfirmRules", "episodes"]
