"""By which names the host may be called, at whatever port: who sends another is not looking at these pages."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from litestar import MediaType, Request, Response
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from seawall.web.noticing import tried


class Hosts(ASGIMiddleware):
    """Answers 400 whatever was sent to another name than these; `/health` answers at any. None allows every name."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(each.lower() for each in names)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Passes on what was sent to one of the names."""
        request: Request[Any, Any, Any] = Request(scope)
        if not self.names or scope["path"] == "/health" or called(request.headers.get("host", "")) in self.names:
            await next_app(scope, receive, send)
            return
        tried(request, "unknown host")
        said = "these pages are not opened at this name; seawall serve --host-name says which others are allowed"
        refused = Response(said, status_code=400, media_type=MediaType.TEXT)
        await refused.to_asgi_response(app=None, request=request)(scope, receive, send)


def called(host: str) -> str | None:
    """The name in a Host header, small, without its port; None where there is none."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
