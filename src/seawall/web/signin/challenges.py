"""What a passkey is to sign: random, for one browser and one purpose, once, and within minutes."""

import hashlib
import secrets
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Literal, NamedTuple
from uuid import UUID

from litestar import Request
from litestar.datastructures import Cookie

COOKIE = "__Host-challenge"
LASTS = timedelta(minutes=5)
HELD = 10_000

Purpose = Literal["sign in", "register", "sign"]


class Challenge(NamedTuple):
    """64 random bytes, what a signature over them is for, and of which account where it is one's own."""

    bytes_: bytes
    purpose: Purpose
    account: UUID | None
    until: datetime


class Challenges:
    """The challenges that were given out and not answered yet."""

    def __init__(self) -> None:
        self._held: OrderedDict[bytes, Challenge] = OrderedDict()
        self._lock = Lock()

    def give(self, purpose: Purpose, account: UUID | None = None, about: bytes = b"") -> tuple[bytes, Cookie]:
        """64 random bytes to be signed, then what they are `about`; and what the browser holds to answer alone."""
        made = Challenge(secrets.token_bytes(64) + about, purpose, account, datetime.now(UTC) + LASTS)
        held = secrets.token_urlsafe(32)
        with self._lock:
            self._held[_digest(held)] = made
            while len(self._held) > HELD:
                self._held.popitem(last=False)
        age = int(LASTS.total_seconds())
        return made.bytes_, Cookie(
            COOKIE, value=held, max_age=age, path="/", secure=True, httponly=True, samesite="strict"
        )

    def take(self, request: Request[Any, Any, Any], purpose: Purpose, account: UUID | None = None) -> bytes | None:
        """What the browser's signature must be over, once; None: nothing was asked of it for this, or too long ago."""
        with self._lock:
            found = self._held.pop(_digest(request.cookies.get(COOKIE, "")), None)
        if found is None or (found.purpose, found.account) != (purpose, account) or found.until <= datetime.now(UTC):
            return None
        return found.bytes_


def _digest(held: str) -> bytes:
    return hashlib.sha256(held.encode()).digest()
