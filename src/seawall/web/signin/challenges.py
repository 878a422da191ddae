"""What a passkey is to sign: random, for one browser and one purpose, once, and within minutes."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

from litestar import Request
from litestar.datastructures import Cookie

from seawall.web.held import Held

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
        self._held: Held[Challenge] = Held(HELD)

    def give(self, purpose: Purpose, account: UUID | None = None, about: bytes = b"") -> tuple[bytes, Cookie]:
        """64 random bytes to be signed, then what they are `about`; and what the browser holds to answer alone."""
        made = Challenge(secrets.token_bytes(64) + about, purpose, account, self._held.clock() + LASTS)
        held, age = secrets.token_urlsafe(32), int(LASTS.total_seconds())
        self._held.keep(held, made)
        return made.bytes_, Cookie(
            COOKIE, value=held, max_age=age, path="/", secure=True, httponly=True, samesite="strict"
        )

    def take(self, request: Request[Any, Any, Any], purpose: Purpose, account: UUID | None = None) -> bytes | None:
        """What the browser's signature must be over, once; None: nothing was asked of it for this, or too long ago."""
        found = self._held.take(request.cookies.get(COOKIE, ""))
        return None if found is None or (found.purpose, found.account) != (purpose, account) else found.bytes_
