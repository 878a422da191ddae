"""Whoever asks for a page by HEAD is told all that GET would say but the page (RFC 9110, section 9.3.2).

Where asking does something, as taking an export does, it is refused: `once` says so of a handler, and the guard holds
it (web/sessions.py).
"""

from asyncio import Event

from litestar.enums import HttpMethod, ScopeType
from litestar.types import ASGIApp, HTTPReceiveMessage, Message, Receive, Scope, Send


class Heads:
    """Asks for the page, and goes once it begins: what would go on for long ends there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on whatever is asked otherwise."""
        if scope["type"] == ScopeType.WEBSOCKET or scope["method"] != HttpMethod.HEAD:
            await self._app(scope, receive, send)
            return
        begun, told = Event(), False

        async def until_begun() -> HTTPReceiveMessage:
            nonlocal told
            if not told:
                told = True
                return {"type": "http.request", "body": b"", "more_body": False}
            await begun.wait()
            return {"type": "http.disconnect"}

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body", "body": b"", "more_body": False})
                begun.set()

        scope["method"] = HttpMethod.GET
        scope["state"]["head"] = True
        await self._app(scope, until_begun, without_body)
