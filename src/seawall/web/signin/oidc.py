"""Signing in at an organisation: there and back, for accounts that are linked and no others (OpenID Connect)."""

from asyncio import to_thread
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from seawall.store import identities
from seawall.store.accounts import Account
from seawall.store.database import transaction
from seawall.web.choices import Form, within
from seawall.web.looking import Looking
from seawall.web.pages import page
from seawall.web.sessions import SIGN_IN, cookie
from seawall.web.signin.entering import address, doors, enter, refuse
from seawall.web.signin.journeys import COOKIE, Journey
from seawall.web.signin.provider import Provider, ProviderError, Shown, WeakError

Asks = Request[Any, Any, Any]
BACK = f"{SIGN_IN}/oidc/back"
NONE = "Your organisation's sign-in opens nothing here: an administrator links it to an account first."
WEAK = "Your organisation's sign-in did not say that it asked for as much as is needed. A passkey opens without it."
AWAY = "Your organisation's sign-in cannot be asked now. A passkey opens without it."
OFTEN = "Tried too often. It opens again in a quarter of an hour; a passkey opens now."


@post(f"{SIGN_IN}/oidc", opt={"open": True}, status_code=200)
async def there(request: Asks, data: Form) -> Response[Any]:
    """Leads to the organisation's sign-in whoever asks for it by the form, which no other site can send."""
    asks, back = _provider(request), within(data.get("back", "/"))
    if asks is None:
        return Redirect(SIGN_IN, status_code=303)
    if _often(request):
        return await to_thread(_said, request, OFTEN, 429)
    redirect = f"{request.url.scheme}://{request.url.netloc}{BACK}"
    journey, held = doors(request).journeys.begin(redirect, back)
    try:
        leads = await asks.asks(redirect, journey.state, journey.nonce, journey.verifier)
    except ProviderError as error:
        return await to_thread(_refused, request, None, error, AWAY, 503)
    return await to_thread(_led, request, "To your organisation's sign-in", leads, held)


@get(BACK, opt={"open": True, "once": True})
async def back(request: Asks) -> Response[Any]:
    """Signs in whom the other sign-in names, where their account is linked. Why not, the journal alone says.

    However slowly the provider answers, no thread waits for it.
    """
    asks = _provider(request)
    if asks is None:
        return Redirect(SIGN_IN, status_code=303)
    if _often(request):
        return await to_thread(_said, request, OFTEN, 429)
    try:
        journey, shown = await _shown(request, asks)
    except WeakError as error:
        return await to_thread(_refused, request, None, error, WEAK, 403)
    except ProviderError as error:
        return await to_thread(_refused, request, None, error, NONE, 403)
    return await to_thread(_entered, request, asks.issuer, shown, journey.back)


def _entered(request: Asks, issuer: str, shown: Shown, back: str) -> Response[str]:
    """Lets in whoever is linked to a number of the provider's, and leads them on."""
    with transaction(request.app.state.desk.server) as connection:
        who = identities.find(connection, issuer, shown.subject)
        token = enter(connection, request, who.account, who.officer, "oidc", shown.strength) if who else None
    if token is None:
        return _refused(request, who, ProviderError("nobody here is linked to it, or they have no role"), NONE, 403)
    led = _led(request, "Signed in", back, cookie(token))
    led.delete_cookie(COOKIE)
    return led


def _led(request: Asks, said: str, to: str, held: Cookie) -> Response[str]:
    """A page of ours that leads on, where no redirect would: a browser sends no strict cookie to where one leads that
    comes from another site, and follows none to another site that a form leads to."""
    led = page(Looking(request, now=True), "led", room="", said=said, to=to)
    led.set_cookie(held)
    return led


async def _shown(request: Asks, asks: Provider) -> tuple[Journey, Shown]:
    """The journey and whom it shows. Raises ProviderError for what does not hold."""
    journey = doors(request).journeys.end(request)
    if journey is None:
        raise ProviderError("nothing was asked of this browser, or too long ago")
    query = request.query_params
    if query.get("iss", asks.issuer) != asks.issuer:
        raise ProviderError("another provider answers")
    if not query.get("code"):
        raise ProviderError(f"the provider gave no code ({query.get('error', '')[:40]})")
    return journey, await asks.subject(query["code"], journey.redirect, journey.nonce, journey.verifier)


def _often(request: Asks) -> bool:
    limit = doors(request).asking
    return limit.count(address(request), datetime.now(UTC)) > limit.most


def _refused(request: Asks, who: Account | None, why: ProviderError, said: str, status: int) -> Response[str]:
    refuse(request, who.officer if who else None, "oidc", str(why))
    return _said(request, said, status)


def _provider(request: Asks) -> Provider | None:
    found: Provider | None = request.app.state.provider
    return found


def _said(request: Asks, said: str, status: int) -> Response[str]:
    return page(Looking(request, now=True), "sign-in", status=status, room="", back="/", said=said, oidc=True)


HANDLERS = [there, back]
