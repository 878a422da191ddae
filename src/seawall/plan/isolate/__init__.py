"""Rooms by risk class for everybody who must be isolated, with transfers, releases and what is missing."""

from seawall.plan.isolate.isolating import Isolated, isolate, without_drives
from seawall.plan.isolate.rules import Driving, IsolateRules, Need, RingTerms, Solving, Term
from seawall.plan.isolate.terms import held, terms

__all__ = [
    "Driving", "IsolateRules", "Isolated", "Need", "RingTerms", "Solving", "Term", "held", "isolate", "terms",
    "without_drives",
]  # fmt: skip
