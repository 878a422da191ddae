"""What every answer says to the browser: nothing from elsewhere, nothing inside of others' pages, nothing guessed."""

from litestar import Response
from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "object-src 'none'", "form-action 'self'",
        "frame-ancestors 'none'", "base-uri 'none'",
    )
)  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=()",
}


DRAWS = ("/map", "/static/built/maplibre-gl-worker")
"""Where something of the ground of the map may be asked for: its page, and the worker that draws for it."""


def policy(scope: Scope) -> str:
    """POLICY; on the map, where a ground of another host was named, that host too, and no other."""
    origin = scope["litestar_app"].state.ground.origin
    path = scope["path"]
    if not origin or not (path == DRAWS[0] or path.startswith(DRAWS[1])):
        return POLICY
    return POLICY.replace("connect-src 'self'", f"connect-src 'self' {origin}").replace(
        "img-src 'self' data:", f"img-src 'self' data: {origin}"
    )


async def guard(message: Message, scope: Scope) -> None:
    """Says HEADERS with every answer, also with one that refuses or finds no page."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        headers.setdefault("Content-Security-Policy", policy(scope))
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if headers.get("Content-Type", "").endswith("+xml"):
            headers["Content-Type"] += "; charset=utf-8"
        if scope["scheme"] == "https":
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"


async def keep_long(response: Response[object]) -> Response[object]:
    """A file whose address names its content is kept for a year."""
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
