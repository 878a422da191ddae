"""What somebody does with their own account: they see what opens it, change its break-glass password, and see and end
their sessions, and look at what happened to it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from sqlalchemy import Connection

from seawall.desk import passwords
from seawall.desk.granting import AccountError
from seawall.store import accounts, journal, notices, rights
from seawall.store.accounts import Account
from seawall.store.database import transaction
from seawall.store.rights import Open
from seawall.store.sessions import IDLE
from seawall.web.administration import places
from seawall.web.choices import Form
from seawall.web.looking import Looking
from seawall.web.pages import page
from seawall.web.sessions import COOKIE, cookie
from seawall.web.signin.breakglass import account_of, hashed
from seawall.web.signin.entering import address, counted, recent
from seawall.web.signin.passkeys import OFTEN, OWN

PAGE = "/passkey"
SHOWN = 30
"""Of what happened to an account, the last that its page says; the journal has all of it."""
STALE = "Sign out and in again first: other sessions are ended within ten minutes of it."


@get(PAGE, sync_to_thread=True, opt=OWN)
def own(request: Request[Any, Any, Any]) -> Response[str]:
    """The page of one's own account."""
    return _shown(Looking(request))


@post(f"{PAGE}/password", sync_to_thread=True, opt=OWN, status_code=200)
def password(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Changes the break-glass password of who is signed in and types the old one; every other session of theirs ends.

    The old one is counted as one that is tried at the door: who finds a desk that was left open guesses no more.
    """
    looking = Looking(request, now=True)
    if not counted(request, request.state.subject.officer):
        return _shown(looking, 429, refused=looking.say(OFTEN))
    try:
        token = passwords.change(looking.desk, _opened(request, data), *_new(data), request.state.session)
    except AccountError as error:
        _note(request, str(error))
        return _shown(looking, 409, refused=looking.told(error), again=True)
    done = looking.say("Your password is changed, and every other session of yours has ended.")
    answer = _shown(looking, said=done, token=token)
    answer.set_cookie(cookie(token))
    return answer


@post(f"{PAGE}/sessions/end", sync_to_thread=True, opt=OWN, status_code=200)
def end_sessions(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Ends one session of who has just signed in, as its form names it, or all but the one in which they ask."""
    looking, account, now = Looking(request, now=True), request.state.subject.account, datetime.now(UTC)
    chosen, officer = data.get("session"), request.state.subject.officer
    if not recent(request):
        return _shown(looking, 403, refused=looking.say(STALE))
    with transaction(looking.desk.server) as connection:
        others = [each.name for each in _sessions(connection, account, now) if each.name != _this(request)]
        ended = rights.end_sessions(connection, account, [name for name in others if chosen in (None, name)])
        if ended:
            body = {"sessions": ended, "from": address(request)}
            journal.append(connection, "grant", officer, "sessions ended", officer, body, now)
    if not ended:
        return _shown(looking, 409, refused=looking.say("There is no such session any more: nothing was ended."))
    return _shown(looking, said=looking.say("Ended, and in the journal: whoever was signed in there is out."))


@post(f"{PAGE}/looked", sync_to_thread=True, opt=OWN, status_code=200)
def looked(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Says that an officer looked at what happened to their account, up to what the form's page showed."""
    looking, officer = Looking(request, now=True), request.state.subject.officer
    place = places.understood(looking.desk, data.get("place", ""))
    with transaction(looking.desk.server) as connection:
        notices.look(connection, officer, place, datetime.now(UTC))
    request.app.state.notices.changed(officer)
    return _shown(looking, said=looking.say("It is in the journal that you looked at it."))


def _sessions(connection: Connection, account: UUID, now: datetime) -> list[Open]:
    return rights.sessions(connection, account, now, now - IDLE)


def _this(request: Request[Any, Any, Any]) -> str:
    """What names the session in which is asked."""
    return rights.session(request.cookies.get(COOKIE, ""))


def _opened(request: Request[Any, Any, Any], data: dict[str, str]) -> Account:
    """The account of who is signed in, as the old password opens it. Raises AccountError where it does not."""
    found, opens = account_of(request.app.state.desk.server, request.state.subject.officer, data.get("old", ""))
    if found is None or not opens:
        raise AccountError("the old password is another one: nothing was changed")
    return found


def _new(data: dict[str, str]) -> tuple[str, str]:
    """The new password and its hash. Raises AccountError where it was typed in two ways, and for one beyond MOST."""
    new = data.get("new", "")
    if new != data.get("again", ""):
        raise AccountError("the new password was typed in two ways: nothing was changed")
    return new, hashed(new)


def _note(request: Request[Any, Any, Any], why: str) -> None:
    """Says in the journal that a password was not changed."""
    officer, body = request.state.subject.officer, {"why": why, "from": address(request)}
    with transaction(request.app.state.desk.server) as connection:
        journal.append(connection, "refusal", officer, "change password", officer, body, datetime.now(UTC))


def _shown(
    looking: Looking,
    status: int = 200,
    refused: str = "",
    said: str = "",
    token: str | None = None,
    again: bool = False,
) -> Response[str]:
    """The page, with what was refused or done; `token` is what the browser holds from now on, where that is another,
    and with `again` a password is typed once more."""
    account, this = looking.request.state.subject.account, rights.session(token) if token else _this(looking.request)
    with transaction(looking.desk.server) as connection:
        keys, open_ = rights.keys(connection, account), _sessions(connection, account, datetime.now(UTC))
        found = accounts.find(connection, looking.officer or "")
    with transaction(looking.desk.server, "auditor") as connection:
        happened = notices.of(connection, looking.officer or "", datetime.now(UTC), SHOWN)
    newest = places.told(looking.desk, happened[0].place) if happened else ""
    return page(
        looking, "own", status, room="", keys=keys, password=bool(found and found.password), sessions=open_, this=this,
        recent=recent(looking.request), least=passwords.LEAST, most=passwords.MOST, refused=refused, said=said,
        again=again, happened=happened, newest=newest,
    )  # fmt: skip


HANDLERS = [own, password, end_sessions, looked]
