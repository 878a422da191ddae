"""Signing in and out: the page, the break-glass password, and the end of a session."""

from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Redirect

from seawall.store import journal, sessions
from seawall.store.database import transaction
from seawall.web.choices import Form, within
from seawall.web.looking import Looking
from seawall.web.pages import page
from seawall.web.sessions import COOKIE, SIGN_IN, cookie, gone
from seawall.web.signin import invited, oidc, own, passkeys
from seawall.web.signin.breakglass import account_of
from seawall.web.signin.entering import counted, enter, refuse

WRONG = "This account and password do not open anything here."
OFTEN = "Tried too often. It opens again in a quarter of an hour; a passkey opens now."


@get(SIGN_IN, sync_to_thread=True, opt={"open": True})
def sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """Where officers sign in; who has done so is led on."""
    back = within(request.query_params.get("back", "/"))
    return Redirect(back, status_code=303) if request.state.subject else _page(request, back)


@post(f"{SIGN_IN}/password", sync_to_thread=True, opt={"open": True}, status_code=303)
def password(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """The break-glass password: counted before it is looked at, and journalled whatever comes of it."""
    officer, said, back = data.get("officer", "").strip(), data.get("password", ""), within(data.get("back", "/"))
    if not counted(request, officer):
        return _page(request, back, OFTEN, 429, officer)
    server = request.app.state.desk.server
    found, opens = account_of(server, officer, said)
    with transaction(server) as connection:
        token = enter(connection, request, found.account, found.officer, "password") if found and opens else None
    if token is None:
        refuse(request, found.officer if found else None, "password", "no such account and password, or no role")
        return _page(request, back, WRONG, 403, officer)
    return Redirect(back, status_code=303, cookies=[cookie(token)])


@post("/sign-out", sync_to_thread=True, opt={"open": True}, status_code=303)
def sign_out(request: Request[Any, Any, Any]) -> Redirect:
    """Ends the session, also one that is over: nobody is told which."""
    with transaction(request.app.state.desk.server) as connection:
        officer = sessions.close(connection, request.cookies.get(COOKIE, ""))
        if officer is not None:
            journal.append(connection, "sign_in", officer, "sign out", officer, {}, datetime.now(UTC))
    return Redirect(SIGN_IN, status_code=303, cookies=[gone()], headers={"Clear-Site-Data": '"cache"'})


def _page(
    request: Request[Any, Any, Any], back: str, said: str | None = None, status: int = 200, officer: str = ""
) -> Response[str]:
    there = request.app.state.provider is not None
    return page(Looking(request), "sign-in", status=status, room="", back=back, said=said, oidc=there, officer=officer)


HANDLERS = [sign_in, password, sign_out, *own.HANDLERS, *passkeys.HANDLERS, *invited.HANDLERS, *oidc.HANDLERS]
