"""Passkeys: signing in with one, and registering one for whoever has just signed in."""

from datetime import UTC, datetime
from typing import Any

from litestar import MediaType, Request, Response, post
from litestar.params import RawBody

from seawall.store import journal, passkeys
from seawall.store.database import transaction
from seawall.store.passkeys import Passkey
from seawall.web.choices import within
from seawall.web.looking import Looking
from seawall.web.sessions import cookie
from seawall.web.signin import devices
from seawall.web.signin.devices import DeviceError, host_of
from seawall.web.signin.entering import address, doors, enter, recent, refuse

OWN = {"action": "keep", "resource": "passkeys"}
NAMELESS = "A passkey belongs to a name: open this page at localhost or at the name of the host."
OFTEN = "Tried too often. It opens again in a quarter of an hour."
NONE = "This passkey does not open anything here."
STALE = "Sign out and in again first: a passkey is registered within ten minutes of it."
FAILED = "This passkey could not be registered: try again, with another device."

Json = dict[str, Any]


@post("/sign-in/passkey/options", sync_to_thread=True, opt={"open": True}, status_code=200)
def asked(request: Request[Any, Any, Any]) -> Response[Any]:
    """What a device is asked to sign; it chooses the account, so nobody types one."""
    host, there = host_of(request), doors(request)
    if host is None:
        return _said(request, NAMELESS)
    if there.asking.count(address(request), datetime.now(UTC)) > there.asking.most:
        return _said(request, OFTEN, 429)
    challenge, held = there.challenges.give("sign in")
    return Response(devices.question(host, challenge), media_type=MediaType.JSON, cookies=[held])


@post("/sign-in/passkey/verify", sync_to_thread=True, opt={"open": True}, status_code=200)
def verified(request: Request[Any, Any, Any], body: RawBody) -> Response[Any]:
    """Signs in whom the device's signature names. Why it does not, the journal says alone."""
    data = devices.decoded(body)
    try:
        token = _entered(request, data)
    except DeviceError as error:
        refuse(request, _whose(request, data), "passkey", str(error))
        return _said(request, NONE, 403)
    return Response({"go": within(str(data.get("back", "/")))}, cookies=[cookie(token)])


@post("/passkey/options", sync_to_thread=True, opt=OWN, status_code=200)
def offered(request: Request[Any, Any, Any]) -> Response[Any]:
    """What a device is asked to make a key of."""
    host, subject = host_of(request), request.state.subject
    if host is None:
        return _said(request, NAMELESS)
    if not recent(request):
        return _said(request, STALE, 403)
    challenge, held = doors(request).challenges.give("register", subject.account)
    with transaction(request.app.state.desk.server) as connection:
        had = passkeys.of(connection, subject.account)
    return Response(devices.offer(host, challenge, subject, had), media_type=MediaType.JSON, cookies=[held])


@post("/passkey/verify", sync_to_thread=True, opt=OWN, status_code=200)
def registered(request: Request[Any, Any, Any], body: RawBody) -> Response[Any]:
    """Registers the key that the device made for who is signed in."""
    try:
        _kept(request, devices.decoded(body))
    except DeviceError:
        return _said(request, FAILED)
    return Response({"go": "/passkey"})


def _entered(request: Request[Any, Any, Any], data: Json) -> str:
    """What the browser is to hold. Raises DeviceError for whoever is not let in."""
    host, challenge = host_of(request), doors(request).challenges.take(request, "sign in")
    if host is None or challenge is None:
        raise DeviceError("nothing was asked of this browser, or too long ago")
    said = devices.answer(data)
    with transaction(request.app.state.desk.server) as connection:
        owner = passkeys.find(connection, said.raw_id)
        if owner is None:
            raise DeviceError("no such passkey")
        counted = devices.signed(said, owner, challenge, host)
        passkeys.used(connection, said.raw_id, counted, datetime.now(UTC))
        token = enter(connection, request, owner.passkey.account, owner.officer, "passkey")
    if token is None:
        raise DeviceError("they have no role")
    return token


def _whose(request: Request[Any, Any, Any], data: Json) -> str | None:
    """Whose key it was that did not open, where it is anybody's."""
    try:
        number = devices.answer(data).raw_id
    except DeviceError:
        return None
    with transaction(request.app.state.desk.server) as connection:
        owner = passkeys.find(connection, number)
    return owner.officer if owner else None


def _kept(request: Request[Any, Any, Any], data: Json) -> None:
    """Keeps a key that was made, which the journal says. Raises DeviceError for what is none, or is there already."""
    host, subject, now = host_of(request), request.state.subject, datetime.now(UTC)
    challenge = doors(request).challenges.take(request, "register", subject.account)
    if host is None or challenge is None:
        raise DeviceError("nothing was asked of this browser, or too long ago")
    made = devices.made(data, challenge, host)
    key = Passkey(made.credential_id, made.credential_public_key, made.sign_count, subject.account)
    with transaction(request.app.state.desk.server) as connection:
        if not passkeys.add(connection, key, now):
            raise DeviceError("it is registered already")
        body = {"way": request.state.session.way, "from": address(request), "copied": made.credential_backed_up}
        journal.append(connection, "grant", subject.officer, "passkey registered", subject.officer, body, now)


def _said(request: Request[Any, Any, Any], text: str, status: int = 400) -> Response[Any]:
    return Response({"said": Looking(request).say(text)}, status_code=status)


HANDLERS = [asked, verified, offered, registered]
