"""A page that stands open when its session ends by itself: it asks whether it is over, and then shows nothing more."""

from typing import Any
from urllib.parse import quote

from litestar import Request, Response, get, post
from litestar.response import Redirect

from seawall.web.choices import within
from seawall.web.looking import Looking
from seawall.web.pages import page
from seawall.web.sessions import SIGN_IN


@get("/session", sync_to_thread=True, opt={"open": True, "waits": True})
def over(request: Request[Any, Any, Any]) -> Response[Any]:
    """To the sign-in and back, where the session is over; else that it goes on, which to ask is no use of it."""
    back = within(request.query_params.get("back", "/"))
    if request.state.session is not None:
        return page(Looking(request, now=True), "session", room="", back=back)
    headers = {"Cache-Control": "no-store", "Clear-Site-Data": '"cache"'}
    return Redirect(f"{SIGN_IN}?back={quote(back, safe='/')}", status_code=303, headers=headers)


@post("/session/stay", opt={"open": True}, status_code=204)
async def stay() -> None:
    """Somebody is there: this request is use of their session, and nothing else."""


HANDLERS = [over, stay]
