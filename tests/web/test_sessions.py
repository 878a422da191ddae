"""What is asked of a page is answered to whom it is for: every address, every handler, and one that says nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler

from seawall.desk.opening import Desk
from seawall.store import sessions
from seawall.store.database import transaction
from seawall.web.access import ACTIONS, RESOURCES
from seawall.web.app import application
from seawall.web.looking import ROOMS
from seawall.web.noticing import Noticed
from seawall.web.sessions import COOKIE, Sessions, guard
from tests.web.browsers import Browser, signed_in
from tests.web.journals import Said, journal

OPEN = {
    "GET /api/v1/problems/{kind:str}", "GET /field/code/{digest:str}/{name:str}", "GET /field/worker.js",
    "GET /health", "GET /invited", "GET /metrics", "GET /public", "GET /public/{number:str}", "GET /session",
    "GET /sign-in", "GET /sign-in/oidc/back", "GET /static/{file_path:path}",
    "HEAD /static/{file_path:path}", "POST /choose", "POST /invited", "POST /invited/options", "POST /invited/verify",
    "POST /session/stay", "POST /sign-in/password", "POST /sign-in/passkey/options", "POST /sign-in/passkey/verify",
    "POST /sign-in/oidc", "POST /sign-out",
}  # fmt: skip


@get("/silent")
async def silent() -> str:
    """Says nothing of whom it is for."""
    return "secret"


@get("/plan", opt={"action": "look", "resource": "plan"})
async def plan() -> str:
    """Who may look at plans."""
    return "the plan"


@post("/plan/sign", opt={"action": "sign", "resource": "plan"}, status_code=200)
async def sign() -> str:
    """Who may sign them."""
    return "signed"


@get("/waiting", opt={"action": "look", "resource": "plan", "waits": True})
async def waiting() -> str:
    """What a page asks by itself."""
    return "news"


@get("/mistyped", opt={"action": "lok", "resource": "plan"})
async def mistyped() -> str:
    """An action that is none."""
    return "secret"


@get("/unasked", opt={"unasked": True})
async def unasked() -> str:
    """Wants to know nobody, and says nothing of whom it is for."""
    return "secret"


@pytest.fixture
def app(desk: Desk) -> Litestar:
    return Litestar(
        [silent, plan, sign, mistyped, unasked],
        state=State({"desk": desk, "noticed": Noticed()}, deep_copy=False),
        guards=[guard], middleware=[Sessions()], openapi_config=None,
    )  # fmt: skip


@pytest.fixture
def nobody(app: Litestar) -> Iterator[Browser]:
    with Browser(app) as found:
        yield found


def as_(desk: Desk, app: Litestar, officer: str, *roles: str) -> Browser:
    found = Browser(app)
    found.cookies.set(COOKIE, signed_in(desk, officer, *roles).cookies[COOKIE])
    return found


def handlers(app: Litestar) -> Iterator[tuple[str, dict[str, Any]]]:
    for route in app.routes:
        for handler in getattr(route, "route_handlers", []):
            assert isinstance(handler, HTTPRouteHandler)
            yield from ((f"{method} {route.path}", dict(handler.opt)) for method in sorted(handler.http_methods))


def test_every_handler_says_whom_it_is_for(desk: Desk) -> None:
    every = [(name, opt) for name, opt in handlers(application(desk)) if not name.startswith("OPTIONS")]
    assert {name for name, opt in every if opt.get("open")} == OPEN
    for name, opt in every:
        resources = {opt["resource"]} if isinstance(opt.get("resource"), str) else set(opt.get("resource", ()))
        assert name in OPEN or (opt["action"] in ACTIONS and resources and resources <= set(RESOURCES)), name


def test_a_handler_that_says_nothing_is_refused_to_all(desk: Desk, app: Litestar, nobody: Browser) -> None:
    for address in ("/silent", "/mistyped"):
        assert nobody.get(address).status_code == 303
        assert as_(desk, app, "wang", "commander", "administrator", "auditor").get(address).status_code == 403


def test_who_is_unasked_is_still_nobody(desk: Desk, app: Litestar, nobody: Browser) -> None:
    for there in (nobody, as_(desk, app, "wang", "commander")):
        assert there.get("/unasked").status_code == 403


def test_a_page_is_for_whom_the_decision_says_and_a_refusal_is_journalled(desk: Desk, app: Litestar) -> None:
    commander, clerk, auditor = (as_(desk, app, role, role) for role in ("commander", "clerk", "auditor"))
    assert [each.get("/plan").status_code for each in (commander, clerk, auditor)] == [200, 403, 200]
    assert [each.post("/plan/sign").status_code for each in (commander, clerk, auditor)] == [200, 403, 403]
    why = "no role of theirs may"
    assert journal(desk, "refusal") == [
        Said("clerk", "look plan", "page", {"why": why, "asked": "look plan", "path": "/plan"}),
        Said("clerk", "sign plan", "page", {"why": why, "asked": "sign plan", "path": "/plan/sign"}),
        Said("auditor", "sign plan", "page", {"why": why, "asked": "sign plan", "path": "/plan/sign"}),
    ]


def test_who_is_not_signed_in_is_led_to_the_sign_in_from_a_page_and_refused_anything_else(nobody: Browser) -> None:
    page = nobody.get("/plan?at=2022-01-23T04:00%2B08:00&incident=I")
    assert (page.status_code, page.text) == (303, "")
    assert page.headers["location"] == "/sign-in?back=/plan%3Fat%3D2022-01-23T04%3A00%252B08%3A00%26incident%3DI"
    sent = nobody.post("/plan/sign")
    assert (sent.status_code, "location" in sent.headers) == (401, False)


def test_a_page_that_stands_open_keeps_no_session_from_ending(desk: Desk, app: Litestar) -> None:
    app.register(waiting)
    token = signed_in(desk, "wang", "commander", ago=timedelta(minutes=20)).cookies[COOKIE]
    later = datetime.now(UTC) + timedelta(minutes=15)
    with Browser(app) as there, transaction(desk.server) as connection:
        there.cookies.set(COOKIE, token)
        assert there.get("/waiting").status_code == 200
        assert sessions.find(connection, token, later) is None
    with Browser(app) as there, transaction(desk.server) as connection:
        there.cookies.set(COOKIE, token)
        there.get("/plan")
        assert sessions.find(connection, token, later) is not None


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "%00", "a" * 5000])
def test_a_token_that_is_none_opens_nothing(nobody: Browser, token: str) -> None:
    nobody.cookies.set(COOKIE, token)
    assert nobody.get("/plan").status_code == 303


def test_an_answer_to_nobody_says_what_every_answer_says(desk: Desk) -> None:
    with Browser(application(desk)) as there:
        for answered in (there.get("/situation"), there.post("/passkey/verify")):
            assert "default-src 'none'" in answered.headers["content-security-policy"]


def test_the_bar_leads_to_no_page_that_would_be_refused(desk: Desk) -> None:
    for role, pages in (("commander", {"situation", "plan", "people"}), ("clerk", {"situation", "import"})):
        with signed_in(desk, role, role) as there:
            bar = set(re.findall(r'<a href="/([a-z]+)" data-key', there.get("/situation").text))
            assert bar & {"situation", "plan", "people", "import"} == pages & {name for name, _ in ROOMS}
