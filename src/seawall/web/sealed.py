"""What the address of a page names, sealed: it leads there, and nobody counts on from it (store/outward.py)."""

from functools import lru_cache
from typing import Literal

from seawall.store.home import Home
from seawall.store.outward import SEAL, Sealing

Kind = Literal["person", "batch", "entry"]


def sealed(own: object, kind: Kind, home: Home) -> str:
    """A person's id, or the number of a batch or of an entry of the journal, as an address says it."""
    return _sealing(home, kind).seal(str(own))


def opened(shown: str, kind: Kind, home: Home) -> str | None:
    """What it names; None: no page of ours gave it."""
    return _sealing(home, kind).open(shown) if shown.startswith(SEAL) else None


@lru_cache(maxsize=64)
def _sealing(home: Home, kind: Kind) -> Sealing:
    return Sealing(home, f"{kind} in an address")
