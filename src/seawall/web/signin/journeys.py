"""The way to an organisation's sign-in and back: begun by one browser, and ended by the same one, once."""

import hashlib
import hmac
import secrets
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple

from litestar import Request
from litestar.datastructures import Cookie

COOKIE = "__Host-journey"
LASTS = timedelta(minutes=10)
HELD = 10_000


class Journey(NamedTuple):
    """One way there and back: what must come back, what must stand in the answer, and where it leads then."""

    state: str
    nonce: str
    verifier: str
    redirect: str
    back: str
    until: datetime


class Journeys:
    """Those that were begun and have not come back; each is known to one browser, and comes back once."""

    def __init__(self) -> None:
        self._held: OrderedDict[bytes, Journey] = OrderedDict()
        self._lock = Lock()

    def begin(self, redirect: str, back: str) -> tuple[Journey, Cookie]:
        """A journey, and what the browser is to hold. It comes back from another site, so the cookie is lax."""
        made = Journey(
            secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), redirect, back,
            datetime.now(UTC) + LASTS,
        )  # fmt: skip
        held = secrets.token_urlsafe(32)
        with self._lock:
            self._held[_digest(held)] = made
            while len(self._held) > HELD:
                self._held.popitem(last=False)
        age = int(LASTS.total_seconds())
        return made, Cookie(COOKIE, value=held, max_age=age, path="/", secure=True, httponly=True, samesite="lax")

    def end(self, request: Request[Any, Any, Any]) -> Journey | None:
        """The journey that a browser comes back from; None: it began none, or is late, or another browser did."""
        with self._lock:
            found = self._held.pop(_digest(request.cookies.get(COOKIE, "")), None)
        said = request.query_params.get("state", "")
        if found is None or found.until <= datetime.now(UTC):
            return None
        return found if hmac.compare_digest(found.state.encode(), said.encode()) else None


def _digest(held: str) -> bytes:
    return hashlib.sha256(held.encode()).digest()
