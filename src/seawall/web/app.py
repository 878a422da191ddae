"""The application: which address is which page, and what is true of every answer."""

import logging
import secrets

from litestar import Litestar, MediaType, Request, Response, get
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

from seawall.desk.opening import Desk
from seawall.store.account import ServerError
from seawall.tables.errors import SeawallError
from seawall.web import choices, headers, live
from seawall.web.importing import handlers as importing
from seawall.web.pages import STATIC, Looking, page
from seawall.web.people import handlers as people
from seawall.web.people.waiting import Exports
from seawall.web.plan import handlers as plan
from seawall.web.sessions import Sessions, guard
from seawall.web.signin import breakglass
from seawall.web.signin import handlers as signin
from seawall.web.signin.entering import Doors
from seawall.web.situation import handlers as situation

LOG = logging.getLogger(__name__)
HANDLERS: list[ControllerRouterHandler] = [
    *choices.HANDLERS, *signin.HANDLERS, *situation.HANDLERS, *live.HANDLERS, *plan.HANDLERS, *people.HANDLERS,
    *importing.HANDLERS,
]  # fmt: skip


@get("/", include_in_schema=False, opt={"action": "look", "resource": "situation"})
async def front() -> Redirect:
    """The situation is where everybody begins."""
    return Redirect("/situation")


@get("/health", include_in_schema=False, media_type=MediaType.TEXT, opt={"open": True, "unasked": True})
async def health() -> str:
    """That it answers."""
    return "ok"


def application(desk: Desk) -> Litestar:
    """All pages of one open home."""
    breakglass.nobodys()  # made now, so that the first who is refused does not wait longer than the next
    static = create_static_files_router(
        "/static", [str(STATIC)], opt={"open": True, "unasked": True}, after_request=headers.keep_long
    )
    return Litestar(
        [front, health, static, *HANDLERS],
        state=State({"desk": desk, "doors": Doors(), "exports": Exports()}, deep_copy=False),
        guards=[guard],
        openapi_config=None,
        csrf_config=CSRFConfig(
            secrets.token_hex(32), cookie_name="__Host-csrf", cookie_secure=True, cookie_samesite="strict",
            cookie_httponly=True,
        ),
        compression_config=CompressionConfig(backend="gzip", exclude="^/live$"),
        before_send=[headers.guard],
        middleware=[Sessions()],
        exception_handlers={ServerError: gone, SeawallError: wrong, HTTPException: refused, Exception: broken},
        request_max_body_size=1_000_000,
    )  # fmt: skip


def wrong(request: Request[object, object, State], error: Exception) -> Response[str]:
    """An error that somebody can mend: one sentence that says where, what, and what is allowed."""
    return page(Looking(request, now=True), "wrong", status=400, said=str(error), room="")


def gone(request: Request[object, object, State], error: Exception) -> Response[str]:
    """The database cannot be asked: whoever tries again in a while doubles nothing."""
    return page(Looking(request, now=True), "wrong", status=503, said=str(error), room="")


def broken(request: Request[object, object, State], error: Exception) -> Response[str]:
    """A fault of ours: the log has where, the browser none of it."""
    LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    looking = Looking(request, now=True)
    said = looking.say("This could not be answered.")
    return page(looking, "wrong", status=500, said=said, room="")


def refused(request: Request[object, object, State], error: HTTPException) -> Response[str]:
    """An address that is none, or is not for who asks: both are told alike."""
    words = {404: "There is no such page.", 403: "This page is not for you, or the form was too old: open it again."}
    looking = Looking(request, now=True)
    said = looking.say(words.get(error.status_code, "This could not be answered."))
    return page(looking, "wrong", status=error.status_code, said=said, room="")
