"""The way to an organisation's sign-in and back: begun by one browser, and ended by the same one, once."""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from litestar import Request
from litestar.datastructures import Cookie

from seawall.web.held import Held

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
        self._held: Held[Journey] = Held(HELD)

    def begin(self, redirect: str, back: str) -> tuple[Journey, Cookie]:
        """A journey, and what the browser is to hold. It comes back from another site, so the cookie is lax."""
        made = Journey(
            secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), redirect, back,
            self._held.clock() + LASTS,
        )  # fmt: skip
        held, age = secrets.token_urlsafe(32), int(LASTS.total_seconds())
        self._held.keep(held, made)
        return made, Cookie(COOKIE, value=held, max_age=age, path="/", secure=True, httponly=True, samesite="lax")

    def end(self, request: Request[Any, Any, Any]) -> Journey | None:
        """The journey that a browser comes back from; None: it began none, or is late, or another browser did."""
        found = self._held.take(request.cookies.get(COOKIE, ""))
        said = request.query_params.get("state", "")
        return found if found and hmac.compare_digest(found.state.encode(), said.encode()) else None
