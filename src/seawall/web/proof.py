"""That whoever signs, publishes or agrees is there: their passkey signs the digest, where their account has one; who
broke the glass types the password again; who came in at their organisation did so within ten minutes."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from litestar import MediaType, Request, Response, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, RawBody

from seawall.store import journal, passkeys
from seawall.store.database import transaction
from seawall.web.errors import AskedError
from seawall.web.looking import Looking
from seawall.web.signin import devices
from seawall.web.signin.breakglass import account_of
from seawall.web.signin.devices import DeviceError, host_of
from seawall.web.signin.entering import address, doors, recent

What = Literal["plan", "bulletin", "policy", "export", "bulk", "grant", "undo"]
UNPROVEN = {
    "plan": "your passkey has to sign this plan, here and now: press Sign again",
    "bulletin": "your passkey has to sign this bulletin or notice, here and now: press Sign again",
    "policy": "your passkey has to sign this change of policy, here and now: press Agree again",
    "export": "your passkey has to sign that you agree to this export, here and now: press Agree again",
    "bulk": "your passkey has to sign that you agree to this act on many rows, here and now: press Agree again",
    "grant": "your passkey has to sign that you agree to this role or invitation, here and now: press Agree again",
    "undo": "your passkey has to sign that this batch is undone, here and now: press the button again",
}
"""What is asked for, and what is said where it is not there."""
UNTYPED = "your account has no passkey: type your password beside the button, and press it again"
OTHER = "the password is wrong: nothing was signed"
OFTEN = "ten wrong passwords in a row: none is looked at for a quarter of an hour; a passkey signs now"
STALE = "your account has no passkey: sign out and in again, and sign within ten minutes of it, or register a passkey"
ABOUT = ("digest", "verbs", "number", "reason", "role", "organisation", "batch")
"""What of the form a passkey signs: the same plan, of it the same part, in the same role; of a notice also every figure
that should have been another (`should-NAME`); of what waits its number, which names one that nobody alters."""


def about(said: Mapping[str, Any], what: str) -> bytes:
    """The digest of what is to be signed: an answer for a bulletin signs no plan."""
    names = (*ABOUT, *sorted(name for name in said if name.startswith("should-") and said[name]))
    return hashlib.sha256(json.dumps([what, *([name, str(said.get(name) or "")] for name in names)]).encode()).digest()


@post("/passkey/proof/{what:str}", sync_to_thread=True, opt={"action": "keep", "resource": "passkeys"}, status_code=200)
def question(request: Request[Any, Any, Any], what: FromPath[str], body: RawBody) -> Response[Any]:
    """What a device is asked to sign: random bytes, and the digest of the form that the body says.

    Whoever is signed in may ask; what the answer is for looks at who they are. Raises NotFoundException.
    """
    if what not in UNPROVEN:
        raise NotFoundException
    host, looking = host_of(request), Looking(request)
    if host is None:
        said = looking.say("A passkey belongs to a name: open this page at localhost or at the name of the host.")
        return Response({"said": said}, status_code=400)
    given, held = doors(request).challenges.give(
        "sign", request.state.subject.account, about(devices.decoded(body), what)
    )
    return Response(devices.question(host, given), media_type=MediaType.JSON, cookies=[held])


def proven(looking: Looking, data: Mapping[str, str], what: What = "plan") -> str:
    """By what the signature is proven: "passkey", else how they had signed in, where their account has no passkey.

    Raises AskedError where it has one, and no answer of it to this form holds; where it has none, for a break-glass
    password that was not typed again, and for another sign-in of more than ten minutes ago.
    """
    request = looking.request
    if looking.proof == "passkey":
        try:
            _signed(request, data, what)
        except DeviceError as error:
            raise AskedError(UNPROVEN[what]) from error
        return "passkey"
    if looking.proof == "password":
        _typed(request, data.get("password", ""))
    elif not recent(request):
        raise AskedError(STALE)
    way: str = request.state.session.way
    return way


def _typed(request: Request[Any, Any, Any], password: str) -> None:
    """Raises AskedError unless this is the password of who is signed in: ten wrong ones in a row, and for a quarter of
    an hour none is looked at any more."""
    if not password:
        raise AskedError(UNTYPED)
    officer, limit = request.state.subject.officer, doors(request).signing
    tries = limit.count(officer, datetime.now(UTC))
    if tries > limit.most:
        raise AskedError(OFTEN)
    if account_of(request.app.state.desk.server, officer, password)[1]:
        limit.forget(officer)
        return
    body = {"why": "another password", "from": address(request)}
    with transaction(request.app.state.desk.server) as connection:
        journal.append(connection, "refusal", officer, "type password", officer, body, datetime.now(UTC))
    raise AskedError(OTHER)


def _signed(request: Request[Any, Any, Any], data: Mapping[str, str], what: What) -> None:
    """Raises DeviceError unless a key of the account signed what this browser was asked for this form."""
    host, account = host_of(request), request.state.subject.account
    challenge = doors(request).challenges.take(request, "sign", account)
    if host is None or challenge is None or not challenge.endswith(about(data, what)):
        raise DeviceError("nothing was asked of this browser for this, or too long ago")
    said = devices.answer(devices.decoded(data.get("assertion", "").encode()))
    with transaction(request.app.state.desk.server) as connection:
        owner = passkeys.find(connection, said.raw_id)
        if owner is None or owner.passkey.account != account:
            raise DeviceError("no passkey of this account")
        counted = devices.signed(said, owner, challenge, host)
        passkeys.used(connection, said.raw_id, counted, datetime.now(UTC))


HANDLERS = [question]
