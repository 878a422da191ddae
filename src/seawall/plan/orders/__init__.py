"""Orders: what is asked, what is in force, and the difference an officer signs."""

from seawall.plan.orders.amending import limits
from seawall.plan.orders.areas import areas, held_back, waiting
from seawall.plan.orders.asking import Found, asked, noticed, proposed
from seawall.plan.orders.difference import difference
from seawall.plan.orders.driving import drives
from seawall.plan.orders.moves import moves
from seawall.plan.orders.obeying import Wanted, alone, wanted
from seawall.plan.orders.proposals import Notice, proposals
from seawall.plan.orders.rules import OrderRules
from seawall.plan.orders.standing import rooms, running, signed, standing

__all__ = [
    "Found", "Notice", "OrderRules", "Wanted", "alone", "areas", "asked", "difference", "drives", "held_back",
    "limits", "moves", "noticed", "proposals", "proposed", "rooms", "running", "signed", "standing", "waiting",
    "wanted",
]  # fmt: skip
