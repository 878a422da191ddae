"""The addresses of the administration; whoever opens it is led to the first page that is for them."""

from typing import Any

from litestar import Request, get
from litestar.response import Redirect

from seawall.web.administration import (
    accounts,
    following,
    granting,
    health,
    journal,
    means,
    policies,
    scraping,
    simulating,
    tabs,
    verifying,
)
from seawall.web.looking import Looking
from seawall.web.pages import address


@get("/administration", sync_to_thread=True, opt={"action": "look", "resource": "situation"})
def administration(request: Request[Any, Any, Any]) -> Redirect:
    """To the first of its pages that is for who looks; for whom there is none, to the situation."""
    looking = Looking(request, now=True)
    found = tabs.of(request.scope["state"].get("subject"))
    there = f"administration/{found[0].name}" if found else "situation"
    return Redirect(address(there, looking), status_code=303)


HANDLERS = [
    administration, *accounts.HANDLERS, *granting.HANDLERS, *journal.HANDLERS, *verifying.HANDLERS, *health.HANDLERS,
    *means.HANDLERS, *policies.HANDLERS, *simulating.HANDLERS, *following.HANDLERS, *scraping.HANDLERS,
]  # fmt: skip
