"""Registering a first passkey by an invitation: nothing else opens with it, and it opens once."""

from asyncio import to_thread
from datetime import UTC, datetime
from typing import Any

from litestar import MediaType, Request, Response, get, post
from litestar.params import RawBody

from seawall.desk import granting
from seawall.store import journal, passkeys, rights
from seawall.store.database import transaction
from seawall.store.passkeys import Passkey
from seawall.web.access import Subject
from seawall.web.choices import Form
from seawall.web.held import Held
from seawall.web.looking import Looking
from seawall.web.pages import page
from seawall.web.signin import devices
from seawall.web.signin.devices import DeviceError, host_of
from seawall.web.signin.entering import address, doors
from seawall.web.signin.invitations import Invitation

NAMELESS = "A passkey belongs to a name: open this page at localhost or at the name of the host."
OFTEN = "Tried too often. It opens again in a quarter of an hour."
OVER = "This invitation opens nothing: it was used, is over, or never was. An administrator gives another."
FAILED = "This passkey could not be registered: try again, with another device."


def invitations(request: Request[Any, Any, Any]) -> Held[Invitation]:
    """Those of the application."""
    found: Held[Invitation] = request.app.state.invitations
    return found


@get("/invited", opt={"open": True})
async def invited(request: Request[Any, Any, Any]) -> Response[str]:
    """Where somebody says by what they are invited. No address that a server sees has it: what stands behind the # of
    one is moved into the form by the page's script, and out of the address; it can be typed as well."""
    # Litestar takes a handler of a thread for one of none where another has its address (POST).
    return await to_thread(_shown, request, None, "")


@post("/invited", sync_to_thread=True, opt={"open": True}, status_code=200)
def opened(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Where somebody registers a passkey; who has no invitation is told alike whatever is wrong with it."""
    code = _code(data)
    found = None if _often(request) else invitations(request).find(code)
    return _shown(request, found, code, tried=True)


@post("/invited/options", sync_to_thread=True, opt={"open": True}, status_code=200)
def offered(request: Request[Any, Any, Any], body: RawBody) -> Response[Any]:
    """What a device is asked to make a key of."""
    host, found = host_of(request), _found(request, devices.decoded(body))
    if host is None or isinstance(found, str):
        return _said(request, NAMELESS if host is None else str(found))
    challenge, held = doors(request).challenges.give("register", found.account)
    subject = Subject(found.account, found.officer, ())
    return Response(devices.offer(host, challenge, subject, []), media_type=MediaType.JSON, cookies=[held])


@post("/invited/verify", sync_to_thread=True, opt={"open": True}, status_code=200)
def registered(request: Request[Any, Any, Any], body: RawBody) -> Response[Any]:
    """Registers the key that the device made; from then on it opens the account, and the invitation nothing."""
    data = devices.decoded(body)
    found = _found(request, data)
    if isinstance(found, str):
        return _said(request, found)
    try:
        _kept(request, data, found)
    except DeviceError:
        return _said(request, FAILED)
    return Response({"go": "/sign-in"})


def _shown(
    request: Request[Any, Any, Any], found: Invitation | None, code: str, *, tried: bool = False
) -> Response[str]:
    """The page of an invitation, or where one is named; `tried`: what was named opens nothing where none is found."""
    status = 404 if tried and found is None else 200
    return page(Looking(request, now=True), "invited", status=status, room="", invited=found, code=code, tried=tried)


def _kept(request: Request[Any, Any, Any], data: dict[str, Any], found: Invitation) -> None:
    """Keeps the key, which the journal says.

    Raises DeviceError for what is none, where there is one by now, and where a role that takes two administrators was
    given since one of them invited alone.
    """
    host, now = host_of(request), datetime.now(UTC)
    challenge = doors(request).challenges.take(request, "register", found.account)
    if host is None or challenge is None:
        raise DeviceError("nothing was asked of this browser, or too long ago")
    made = devices.made(data, challenge, host)
    if invitations(request).take(_code(data)) is None:
        raise DeviceError("the invitation was used meanwhile")
    key = Passkey(made.credential_id, made.credential_public_key, made.sign_count, found.account)
    with transaction(request.app.state.desk.server) as connection:
        if found.agreed is None and granting.grave(connection, found.account, now):
            raise DeviceError("two administrators invite whoever has such a role")
        if rights.keys(connection, found.account) or not passkeys.add(connection, key, now):
            raise DeviceError("there is a passkey by now")
        body = {"way": "invitation", "by": found.by, "from": address(request), "copied": made.credential_backed_up}
        journal.append(connection, "grant", found.officer, "passkey registered", found.officer, body, now)


def _found(request: Request[Any, Any, Any], data: dict[str, Any]) -> Invitation | str:
    """The invitation, else what is said to whoever has none."""
    if _often(request):
        return OFTEN
    return invitations(request).find(_code(data)) or OVER


def _code(data: dict[str, Any]) -> str:
    return str(data.get("code", "")).strip()


def _often(request: Request[Any, Any, Any]) -> bool:
    limit = doors(request).asking
    return limit.count(address(request), datetime.now(UTC)) > limit.most


def _said(request: Request[Any, Any, Any], text: str) -> Response[Any]:
    return Response({"said": Looking(request, now=True).say(text)}, status_code=400)


HANDLERS = [invited, opened, offered, registered]
