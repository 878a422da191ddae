"""A place in the journal as an address says it: it leads to that place, and nobody counts on from it."""

import hashlib
import hmac

from seawall.desk.opening import Desk
from seawall.web.errors import AskedError

_FOR = b"a place in the journal, for an address"


def told(desk: Desk, index: int) -> str:
    """What an address says of a place."""
    return f"{index:x}.{_mark(desk, index)}"


def understood(desk: Desk, said: str) -> int:
    """The place that an address says. Raises AskedError for one that no page of ours gave."""
    number, _, mark = said.partition(".")
    index = int(number, 16) if number.isascii() and number.isalnum() and len(number) < 13 and _hex(number) else -1
    if not hmac.compare_digest(mark.encode(), _mark(desk, index).encode()):
        raise AskedError("the address names no place of the journal that a page gave: open the journal anew")
    return index


def _hex(number: str) -> bool:
    return all(each in "0123456789abcdef" for each in number)


def _mark(desk: Desk, index: int) -> str:
    key = hmac.new(desk.home.key("row"), _FOR, hashlib.sha256).digest()
    return hmac.new(key, str(index).encode(), hashlib.sha256).hexdigest()[:32]
