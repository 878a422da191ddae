"""Who asks: found out before anything is answered, and whoever did not sign in is led to where they can.

Each handler says in its `opt` what it is: {"open": True} for everybody, or an action on a resource, such as
{"action": "sign", "resource": "plan"}, which access.decide answers; of several resources one is enough. One that says
neither is refused to all. One that says `token` is the API's: who asks is found by the token it bears, never by a
cookie; of which `table` it is about the address says, where it does.
"""

from asyncio import to_thread
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.enums import ScopeType
from litestar.exceptions import MethodNotAllowedException, PermissionDeniedException
from litestar.handlers.base import BaseRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from seawall.desk.opening import Desk
from seawall.store import journal, sessions, sight
from seawall.store.database import transaction
from seawall.store.sessions import WHOLE, Session
from seawall.web import area, noticing
from seawall.web.access import Subject, decide
from seawall.web.api.bearer import bearer

COOKIE = "__Host-session"
SIGN_IN = "/sign-in"


class Sessions(ASGIMiddleware):
    """Sets `subject` and `session` in the request's state, both None where nobody signed in.

    Then only what is open is answered: a page leads to the sign-in and back, anything else is answered 401. A handler
    that says `unasked`, as files are, costs no look at the database, and knows nobody. One that says `waits` is asked
    by a page that stands open: it keeps no session from ending.
    """

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = "unasked"

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Finds the session of a request, and passes it on or answers it."""
        request: Request[Any, Any, Any] = Request(scope)
        if scope["route_handler"].opt.get("token"):
            found = await to_thread(bearer, request)
            subject = Subject(found.account, found.officer, found.roles, found.scopes)
            scope.setdefault("state", {}).update(subject=subject, session=None, token=found)
            with sight.limited(area.asked_in(subject, scope["route_handler"].opt)):
                await next_app(scope, receive, send)
        else:
            await self._of_cookie(request, scope, receive, send, next_app)

    async def _of_cookie(
        self, request: Request[Any, Any, Any], scope: Scope, receive: Receive, send: Send, next_app: ASGIApp
    ) -> None:
        seen = not scope["route_handler"].opt.get("waits")
        found = await to_thread(_session, request.app.state.desk, request.cookies.get(COOKIE), seen)
        subject = None if found is None else Subject(found.account, found.officer, found.roles)
        scope.setdefault("state", {}).update(subject=subject, session=found)
        answer = next_app
        if subject is None and not scope["route_handler"].opt.get("open"):
            answer = _nobody(request).to_asgi_response(app=None, request=request)
        with sight.limited(area.asked_in(subject, scope["route_handler"].opt)):
            await answer(scope, receive, send)


def _session(desk: Desk, token: str | None, seen: bool) -> Session | None:
    if not token:
        return None
    with transaction(desk.server) as connection:
        return sessions.find(connection, token, datetime.now(UTC), seen=seen)


def _nobody(request: Request[Any, Any, Any]) -> Response[str]:
    """To the sign-in and back for a page that is opened."""
    if request.method != "GET":
        return Response("sign in", status_code=401, media_type="text/plain")
    query = f"?{request.url.query}" if request.url.query else ""
    there = f"{SIGN_IN}?back={quote(request.url.path + query, safe='/')}"
    headers = {"Cache-Control": "no-store", "Location": there}
    return Response("", status_code=303, media_type="text/plain", headers=headers)


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuses whoever may not do what a handler does, and says so in the journal; the log says who may.

    Raises PermissionDeniedException, and MethodNotAllowedException for the head of what is done by asking for it.
    """
    if handler.opt.get("once") and connection.scope["state"].get("head"):
        raise MethodNotAllowedException
    if handler.opt.get("open"):
        return
    subject = connection.scope["state"].get("subject")
    action, resources = handler.opt.get("action", ""), handler.opt.get("resource", "")
    either = [resources] if isinstance(resources, str) else resources
    table = connection.path_params.get("table") if handler.opt.get("token") else None
    asked = f"{action} {' or '.join(either)}"
    if not any(decide(subject, action, resource, table=table) for resource in either):
        await to_thread(_note, connection.app.state.desk, subject, asked, connection.url.path)
        raise PermissionDeniedException
    if subject is not None:
        noticing.let(connection, subject, asked)


def _note(desk: Desk, subject: Subject | None, asked: str, path: str) -> None:
    officer = subject.officer if subject else "nobody"
    with transaction(desk.server) as connection:
        body = {"why": "no role of theirs may", "asked": asked, "path": path}
        journal.append(connection, "refusal", officer, asked, "page", body, datetime.now(UTC))


def cookie(token: str) -> Cookie:
    """What the browser is to hold; no script reads it, and no other site has it sent."""
    return Cookie(
        COOKIE, value=token, max_age=int(WHOLE.total_seconds()), path="/", secure=True, httponly=True, samesite="strict"
    )


def gone() -> Cookie:
    """That the browser is to hold it no longer."""
    return Cookie(COOKIE, value="", max_age=0, path="/", secure=True, httponly=True, samesite="strict")
