"""What somebody does with their own account: they see what opens it, and change its break-glass password."""

from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get, post

from seawall.desk import passwords
from seawall.desk.granting import AccountError
from seawall.store import accounts, journal, rights
from seawall.store.accounts import Account
from seawall.store.database import transaction
from seawall.web.choices import Form
from seawall.web.pages import Looking, page
from seawall.web.sessions import cookie
from seawall.web.signin.breakglass import account_of, hashed
from seawall.web.signin.entering import address, counted
from seawall.web.signin.passkeys import OFTEN, OWN, recent

PAGE = "/passkey"


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
        token = passwords.change(looking.desk, _opened(request, data), *_new(data), request.state.session.way)
    except AccountError as error:
        _note(request, str(error))
        return _shown(looking, 409, refused=looking.told(error))
    done = looking.say("Your password is changed, and every other session of yours has ended.")
    answer = _shown(looking, said=done)
    answer.set_cookie(cookie(token))
    return answer


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


def _shown(looking: Looking, status: int = 200, refused: str = "", said: str = "") -> Response[str]:
    """The page, with what was refused or done."""
    account = looking.request.state.subject.account
    with transaction(looking.desk.server) as connection:
        keys = rights.keys(connection, account)
        found = accounts.find(connection, looking.officer or "")
    return page(
        looking, "own", status, room="", keys=keys, password=bool(found and found.password),
        recent=recent(looking.request), least=passwords.LEAST, most=passwords.MOST, refused=refused, said=said,
    )  # fmt: skip


HANDLERS = [own, password]
