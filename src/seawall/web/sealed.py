"""What the address of a page names, sealed: it leads there, and nobody counts on from it (store/outward.py)."""

from functools import lru_cache
from typing import Literal

from seawall.store.home import Home
from seawall.store.outward import SEAL, Sealing

Kind = Literal["person", "batch", "entry", "row"]


def sealed(own: object, kind: Kind, home: Home, whose: str = "") -> str:
    """A person's id, the number of a batch or of an entry of the journal, or a row of a list, as a page says it;
    what is sealed for one account (`whose`) opens for no other."""
    return _sealing(home, kind, whose).seal(str(own))


def opened(shown: str, kind: Kind, home: Home, whose: str = "") -> str | None:
    """What it names; None: no page of ours gave it, or not to this account."""
    return _sealing(home, kind, whose).open(shown) if shown.startswith(SEAL) else None


@lru_cache(maxsize=64)
def _sealing(home: Home, kind: Kind, whose: str) -> Sealing:
    return Sealing(home, f"{kind} in an address{' of ' if whose else ''}{whose}")
