"""What the public is told: figures from one frozen snapshot, whose sums hold, with corrections of earlier ones."""

from seawall.plan.inform.corrected import Correction
from seawall.plan.inform.identities import IDENTITIES, Checked, check
from seawall.plan.inform.printed import PEOPLE, printed
from seawall.plan.inform.published import Published, published, read
from seawall.plan.inform.rules import InformRules
from seawall.plan.inform.snapshot import Bulletin, snapshot

__all__ = [
    "IDENTITIES",
    "PEOPLE",
    "Bulletin",
    "Checked",
    "Correction",
    "InformRules",
    "Published",
    "check",
    "printed",
    "published",
    "read",
    "snapshot",
]
