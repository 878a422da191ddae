"""Suspect, case, class: from screening positive to the panel's verdict and the release."""

from seawall.plan.confirm.again import again
from seawall.plan.confirm.doubts import doubts
from seawall.plan.confirm.episodes import closed_incidents, episodes
from seawall.plan.confirm.rules import ConfirmRules, Discharge, Doubt, SuspectExclusion
from seawall.plan.confirm.steps import steps

__all__ = [
    "ConfirmRules",
    "Discharge",
    "Doubt",
    "SuspectExclusion",
    "again",
    "closed_incidents",
    "doubts",
    "episodes",
    "steps",
]
