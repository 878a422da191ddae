"""Signing in at an organisation: there and back, for accounts that are linked and no others (OpenID Connect)."""

from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get
from litestar.response import Redirect

from seawall.store import identities
from seawall.store.accounts import Account
from seawall.store.database import transaction
from seawall.web.choices import within
from seawall.web.pages import Looking, page
from seawall.web.sessions import SIGN_IN, cookie
from seawall.web.signin.entering import address, doors, enter, refuse
from seawall.web.signin.journeys import COOKIE, Journey
from seawall.web.signin.provider import Provider, ProviderError

BACK = f"{SIGN_IN}/oidc/back"
NONE = "Your organisation's sign-in opens nothing here: an administrator links it to an account first."
AWAY = "Your organisation's sign-in cannot be asked now. A passkey opens without it."
OFTEN = "Tried too often. It opens again in a quarter of an hour; a passkey opens now."


@get(f"{SIGN_IN}/oidc", sync_to_thread=True, opt={"open": True})
def there(request: Request[Any, Any, Any]) -> Response[Any]:
    """Leads to the organisation's sign-in."""
    asks, back = _provider(request), within(request.query_params.get("back", "/"))
    if asks is None:
        return Redirect(SIGN_IN, status_code=303)
    if doors(request).asking.count(address(request), datetime.now(UTC)) > doors(request).asking.most:
        return _said(request, OFTEN, 429)
    redirect = f"{request.url.scheme}://{request.url.netloc}{BACK}"
    journey, held = doors(request).journeys.begin(redirect, back)
    try:
        leads = asks.asks(redirect, journey.state, journey.nonce, journey.verifier)
    except ProviderError as error:
        refuse(request, None, "oidc", str(error))
        return _said(request, AWAY, 503)
    return Redirect(leads, status_code=303, cookies=[held], headers={"Cache-Control": "no-store"})


@get(BACK, sync_to_thread=True, opt={"open": True})
def back(request: Request[Any, Any, Any]) -> Response[Any]:
    """Signs in whom the other sign-in names, where their account is linked. Why not, the journal alone says."""
    asks = _provider(request)
    if asks is None:
        return Redirect(SIGN_IN, status_code=303)
    if doors(request).asking.count(address(request), datetime.now(UTC)) > doors(request).asking.most:
        return _said(request, OFTEN, 429)
    who: Account | None = None
    try:
        journey, number = _shown(request, asks)
        with transaction(request.app.state.desk.server) as connection:
            who = identities.find(connection, asks.issuer, number)
            token = enter(connection, request, who.account, who.officer, "oidc") if who else None
        if token is None:
            raise ProviderError("nobody here is linked to it, or they have no role")
    except ProviderError as error:
        refuse(request, who.officer if who else None, "oidc", str(error))
        return _said(request, NONE, 403)
    # A browser that comes from another site sends no strict cookie to where a redirect leads: a page of ours leads on.
    led = page(Looking(request, now=True), "signed-in", room="", back=journey.back)
    led.set_cookie(cookie(token))
    led.delete_cookie(COOKIE)
    return led


def _shown(request: Request[Any, Any, Any], asks: Provider) -> tuple[Journey, str]:
    """The journey and the number of whom it shows. Raises ProviderError for what does not hold."""
    journey = doors(request).journeys.end(request)
    if journey is None:
        raise ProviderError("nothing was asked of this browser, or too long ago")
    query = request.query_params
    if query.get("iss", asks.issuer) != asks.issuer:
        raise ProviderError("another provider answers")
    if not query.get("code"):
        raise ProviderError(f"the provider gave no code ({query.get('error', '')[:40]})")
    return journey, asks.subject(query["code"], journey.redirect, journey.nonce, journey.verifier)


def _provider(request: Request[Any, Any, Any]) -> Provider | None:
    found: Provider | None = request.app.state.provider
    return found


def _said(request: Request[Any, Any, Any], said: str, status: int) -> Response[str]:
    return page(Looking(request, now=True), "sign-in", status=status, room="", back="/", said=said, oidc=True)


HANDLERS = [there, back]
