"""The browser in which an export was asked for: whoever agrees sits at another (TRUST.md 9)."""

import hashlib
import hmac
import secrets
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

COOKIE = "__Host-device"
LASTS = 86_400
"""Seconds: longer than any export waits, and than a duty."""


def marked(request: Request[Any, Any, Any]) -> tuple[bytes, Cookie]:
    """What a browser is known by, and what it is to hold for that; it keeps what it has, whoever signs in there."""
    held = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
    cookie = Cookie(COOKIE, value=held, max_age=LASTS, path="/", secure=True, httponly=True, samesite="strict")
    return _digest(held), cookie


def same(request: Request[Any, Any, Any], device: bytes) -> bool:
    """Whether a request comes from that browser."""
    return hmac.compare_digest(_digest(request.cookies.get(COOKIE, "")), device)


def _digest(held: str) -> bytes:
    return hashlib.sha256(held.encode()).digest()
