"""Numbers that follow from an act's own: the same act, however often it comes, has the same rows and people."""

import hmac
from base64 import b32encode
from uuid import UUID

from seawall.store.home import Home


def row_of(home: Home, account: UUID, act: str, table: str, nth: int) -> str:
    """The id of a row of an act: a UUID of version 8. Nobody can make it out for another's act."""
    found = _digest(home, account, f"{act}\n{table}\n{nth}").hex()
    return f"{found[:8]}-{found[8:12]}-8{found[13:16]}-8{found[17:20]}-{found[20:32]}"


def person_of(home: Home, account: UUID, act: str) -> str:
    """The number of somebody whom an act makes known: 128 bits that cannot be counted through."""
    return "p-" + b32encode(_digest(home, account, f"{act}\nperson")[:16]).decode().rstrip("=").lower()


def place_of(home: Home, account: UUID, act: str) -> str:
    """The number of a place that an act makes known."""
    return "s-" + b32encode(_digest(home, account, f"{act}\nplace")[:16]).decode().rstrip("=").lower()


def owner_of(home: Home, account: UUID) -> str:
    """What a phone calls whose things it keeps: nothing that says who."""
    return _digest(home, account, "phone")[:16].hex()


def _digest(home: Home, account: UUID, what: str) -> bytes:
    return hmac.digest(home.key("row"), f"field\n{account.hex}\n{what}".encode(), "sha256")
