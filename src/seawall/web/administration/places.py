"""A place in the journal as an address says it."""

from seawall.desk.opening import Desk
from seawall.web.errors import AskedError
from seawall.web.sealed import opened, sealed


def told(desk: Desk, index: int) -> str:
    """What an address says of a place."""
    return sealed(index, "entry", desk.home)


def understood(desk: Desk, said: str) -> int:
    """The place that an address says. Raises AskedError for one that no page of ours gave."""
    index = opened(said, "entry", desk.home)
    if index is None:
        raise AskedError("the address names no place of the journal that a page gave: open the journal anew")
    return int(index)
