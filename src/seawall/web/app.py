"""The application: which address is which page, and what is true of every answer."""

import logging
import secrets
from collections.abc import Collection
from functools import partial
from urllib.parse import quote

from litestar import Litestar, MediaType, Request, Response, get
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler
from sqlalchemy.exc import DataError

from seawall.desk.opening import Desk
from seawall.store import pool
from seawall.store.account import ServerError
from seawall.tables.errors import SeawallError
from seawall.web import alarms, choices, ending, headers, live
from seawall.web.administration import following, waiting
from seawall.web.administration import handlers as administration
from seawall.web.administration.scraping import token_of
from seawall.web.api import handlers as api
from seawall.web.api.bearer import Pace
from seawall.web.api.problems import told
from seawall.web.bulletin import handlers as bulletin
from seawall.web.bulletin import public
from seawall.web.chains import handlers as chains
from seawall.web.errors import AskedError
from seawall.web.exports.waiting import Exports
from seawall.web.field import handlers as field
from seawall.web.ground import LOCAL, NOTHING, Ground
from seawall.web.heads import Heads
from seawall.web.hosts import Hosts
from seawall.web.importing import handlers as importing
from seawall.web.importing.receiving import UNTOKENED
from seawall.web.looking import Looking
from seawall.web.map import handlers as map_
from seawall.web.measuring import Measured, Measuring
from seawall.web.noticing import Noticed, tried
from seawall.web.pages import STATIC, page
from seawall.web.people import handlers as people
from seawall.web.plan import handlers as plan
from seawall.web.sending import Sending
from seawall.web.sessions import Sessions, guard
from seawall.web.signin import breakglass, invitations
from seawall.web.signin import handlers as signin
from seawall.web.signin.entering import Doors
from seawall.web.signin.provider import Provider
from seawall.web.situation import handlers as situation

LOG = logging.getLogger(__name__)
UNSTORED = "something was sent that cannot be stored: leave out signs that cannot be seen, and numbers without end"
HANDLERS: list[ControllerRouterHandler] = [
    *choices.HANDLERS, *ending.HANDLERS, *signin.HANDLERS, *situation.HANDLERS, *live.HANDLERS, *plan.HANDLERS,
    *people.HANDLERS,
    *importing.HANDLERS, *administration.HANDLERS, *api.HANDLERS, *chains.HANDLERS, *map_.HANDLERS,
    *bulletin.HANDLERS, *public.HANDLERS, *field.HANDLERS,
]  # fmt: skip


@get("/", include_in_schema=False, opt={"action": "look", "resource": "situation"})
async def front() -> Redirect:
    """The situation is where everybody begins."""
    return Redirect("/situation")


@get("/health", include_in_schema=False, media_type=MediaType.TEXT, opt={"open": True, "unasked": True})
async def health() -> str:
    """That it answers."""
    return "ok"


def application(
    desk: Desk,
    provider: Provider | None = None,
    names: Collection[str] = (),
    under: Ground = NOTHING,
    sending: Sending | None = None,
) -> Litestar:
    """All pages of one open home; officers may sign in at `provider` too, and hosts are called by `names` alone.

    `under`: what lies under the map; `sending`: what sends the log away.
    """
    away = [] if sending is None else [sending]
    token_of(desk.home)
    breakglass.nobodys()  # made now, so that the first who is refused does not wait longer than the next
    static = create_static_files_router(
        "/static", [str(STATIC)], opt={"open": True, "unasked": True}, after_request=headers.keep_long
    )
    pages = Litestar(
        [front, health, static, *HANDLERS],
        on_startup=[partial(pool.take, desk.server), *(each.start for each in away)],
        on_shutdown=[partial(pool.leave, desk.server), *(each.stop for each in away)],
        state=State(
            {
                "desk": desk, "doors": Doors(), "exports": Exports(), "bulks": Exports(),
                "measured": Measured(), "pace": Pace(), "noticed": Noticed(),
                "alarms": alarms.glass(), "pulse": live.Pulse(), "notices": alarms.own(), "grants": waiting.held(),
                "invitations": invitations.held(), "changes": following.held(), "provider": provider, "ground": under,
                "sending": sending,
            },
            deep_copy=False,
        ),
        guards=[guard],
        openapi_config=None,
        csrf_config=CSRFConfig(
            secrets.token_hex(32), cookie_name="__Host-csrf", cookie_secure=True, cookie_samesite="strict",
            cookie_httponly=True,
        ),
        compression_config=CompressionConfig(backend="gzip", exclude=["^/live$", "^/chains/graph$", f"^{LOCAL}$"]),
        before_send=[headers.guard],
        middleware=[Hosts(names), Measuring(), Sessions()],
        exception_handlers={
            ServerError: gone, SeawallError: wrong, DataError: unstored, HTTPException: refused, Exception: broken,
        },
        request_max_body_size=1_000_000,
    )  # fmt: skip
    pages.asgi_handler = Heads(pages.asgi_handler)
    return pages


Asks = Request[object, object, State]


def of_a_program(request: Asks) -> bool:
    """Whether the API was asked: it answers each error as a problem (RFC 9457), and never with a page."""
    return request.url.path.startswith("/api/")


def wrong(request: Asks, error: SeawallError) -> Response[str] | Response[bytes]:
    """An error that somebody can mend: one sentence that says where, what, and what is allowed."""
    return _answered(request, error, 400)


def gone(request: Asks, error: ServerError) -> Response[str] | Response[bytes]:
    """The database cannot be asked: whoever tries again in a while doubles nothing."""
    return _answered(request, error, 503)


def unstored(request: Asks, error: DataError) -> Response[str] | Response[bytes]:
    """What was sent is nothing that the database can hold. The log has where, should it be a fault of ours."""
    LOG.warning("%s %s", request.method, quote(request.url.path), exc_info=error)
    return _answered(request, AskedError(UNSTORED), 400)


def broken(request: Asks, error: Exception) -> Response[str] | Response[bytes]:
    """A fault of ours: the log has where, the browser none of it."""
    LOG.error("%s %s", request.method, quote(request.url.path), exc_info=error)
    return _answered(request, error, 500, "This could not be answered.")


def refused(request: Asks, error: HTTPException) -> Response[str] | Response[bytes]:
    """An address that is none, or is not for who asks: both are told alike."""
    words = {404: "There is no such page.", 403: "This is not for your account: none of its roles may do it."}
    if isinstance(error, PermissionDeniedException) and error.detail == UNTOKENED:
        tried(request, UNTOKENED)
        words[403] = "The form was too old: open its page again, and send it from there."
    return _answered(request, error, error.status_code, words.get(error.status_code, "This could not be answered."))


def _answered(request: Asks, error: Exception, status: int, said: str = "") -> Response[str] | Response[bytes]:
    """A program is told the error as a problem, a browser a page with what it says, or else with what is `said`."""
    if of_a_program(request):
        return told(request, error)
    looking = Looking(request, now=True)
    text = looking.told(error) if isinstance(error, SeawallError) and not said else looking.say(said)
    return page(looking, "wrong", status=status, said=text, room="")
