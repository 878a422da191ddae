"""What an administrator changes: roles, passkeys, sessions, accounts; and what needs a second administrator."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from seawall.desk import granting
from seawall.desk.granting import GRAVE, AccountError, By
from seawall.store import alarms, journal
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.web.access import Subject
from seawall.web.administration import accounts, places, waiting
from seawall.web.administration.accounts import grants
from seawall.web.administration.waiting import Grant
from seawall.web.choices import Form
from seawall.web.looking import Looking
from seawall.web.proof import proven
from seawall.web.signin import invitations
from seawall.web.signin.invited import invitations as opening

_CHANGE = {"action": "administer", "resource": "accounts"}


@post("/administration/account/give", sync_to_thread=True, opt=_CHANGE, status_code=200)
def give(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Gives a role; one of GRAVE waits for a second administrator."""
    looking, by = Looking(request, now=True), _by(request)
    officer, role = data.get("officer", "").strip(), _role(data)

    def given() -> str:
        granting.check(looking.desk, role)
        if officer == by.officer:
            raise AccountError("nobody gives themselves a role: another administrator does")
        if role.role in GRAVE:
            _ask(request, by, officer, role)
            return "It waits an hour for a second administrator."
        new = granting.give(looking.desk, by, officer, role)
        return "The role is given." if new else "They had that role already."

    return _done(looking, officer, given, accounts.listed)


@post("/administration/grants/{number:str}/agree", sync_to_thread=True, opt=_CHANGE, status_code=200)
def agree(request: Request[Any, Any, Any], number: FromPath[str], data: Form) -> Response[str]:
    """A second administrator agrees to a grave role, or to inviting who has one, and is shown what opens that.

    By passkey, where the account has one. Raises NotFoundException for what does not wait, AskedError for who did not
    prove it.
    """
    looking, by, officer, there = Looking(request, now=True), _by(request), "", ""
    try:
        with grants(request).taken(number) as found:
            if found is None:
                raise NotFoundException
            officer = found.officer
            _check(by, found)
            proof = proven(looking, {**data, "number": number}, "grant")
            there = _given(request, By(found.account, found.by, by.officer, proof), found)
    except AccountError as error:
        return _refused(looking, officer, error, accounts.listed)
    if there:
        return accounts.one(looking, officer, invitation=there)
    return accounts.listed(looking, said=looking.say("The role is given."))


@post("/administration/account/role/end", sync_to_thread=True, opt=_CHANGE, status_code=200)
def end_role(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Ends a role."""
    return _change(request, data, lambda desk, by, officer: granting.end_role(desk, by, officer, _role(data)))


@post("/administration/account/passkey/revoke", sync_to_thread=True, opt=_CHANGE, status_code=200)
def revoke(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Takes one passkey away."""
    return _change(request, data, lambda desk, by, it: granting.end_key(desk, by, it, data.get("passkey", "")))


@post("/administration/account/unlink", sync_to_thread=True, opt=_CHANGE, status_code=200)
def unlink(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Takes the link to a sign-in of an organisation away."""
    return _change(request, data, lambda desk, by, it: granting.unlink(desk, by, it, data.get("issuer", "")))


@post("/administration/account/sessions/end", sync_to_thread=True, opt=_CHANGE, status_code=200)
def end_sessions(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Signs somebody out wherever they are signed in."""
    return _change(request, data, granting.end_sessions)


@post("/administration/account/end", sync_to_thread=True, opt=_CHANGE, status_code=200)
def end(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Ends an account."""
    return _change(request, data, granting.end)


@post("/administration/account/invite", sync_to_thread=True, opt=_CHANGE, status_code=200)
def invite(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """Invites somebody to register a first passkey: what opens it is shown here, once.

    Who has a role of GRAVE, or is to get one, waits for a second administrator, who is shown it instead.
    """
    looking, by, officer = Looking(request, now=True), _by(request), data.get("officer", "")
    waits = any(each.role and each.officer == officer for each in grants(request).every())
    try:
        if not granting.alone(looking.desk, by, officer) or waits:
            _ask(request, by, officer, None)
            return accounts.one(looking, officer, said=looking.say("It waits an hour for a second administrator."))
        there = _invited(request, by, officer)
    except AccountError as error:
        return _refused(looking, officer, error, lambda look, **said: accounts.one(look, officer, **said))
    return accounts.one(looking, officer, invitation=there)


@post("/administration/alarms/{place:str}/look", sync_to_thread=True, opt=_CHANGE, status_code=200)
def looked(request: Request[Any, Any, Any], place: FromPath[str]) -> Response[str]:
    """Says that an administrator looked at a break-glass sign-in, which was not their own, and at those of the same
    officer from the same address that stood in the line with it.
    """
    looking, by, now = Looking(request, now=True), _by(request), datetime.now(UTC)
    index = places.understood(looking.desk, place)
    with transaction(looking.desk.server, "auditor") as connection:
        found = alarms.with_those_before(alarms.open_(connection, now), index)

    def told() -> str:
        if not found:
            return "Somebody looked at it already."
        if found[0].officer == by.officer:
            raise AccountError("another administrator looks at a break-glass sign-in of your own")
        with transaction(looking.desk.server) as connection:
            for each in found:
                alarms.look(connection, each, by.officer, now)
        request.app.state.alarms.changed()
        return "It is in the journal that you looked at it."

    return _done(looking, found[0].officer if found else "", told, accounts.listed)


def _change(request: Request[Any, Any, Any], data: dict[str, str], made: Callable[..., None]) -> Response[str]:
    """One change of an account, whose page is shown again."""
    looking, by, officer = Looking(request, now=True), _by(request), data.get("officer", "")

    def changed() -> str:
        made(looking.desk, by, officer)
        return "Done, and in the journal."

    return _done(looking, officer, changed, lambda look, **said: accounts.one(look, officer, **said))


def _done(looking: Looking, officer: str, do: Callable[[], str], shown: Callable[..., Response[str]]) -> Response[str]:
    """Does it and shows the page again, with what was done or why it was refused."""
    try:
        said = do()
    except AccountError as error:
        return _refused(looking, officer, error, shown)
    return shown(looking, said=looking.say(said))


def _refused(looking: Looking, officer: str, why: AccountError, shown: Callable[..., Response[str]]) -> Response[str]:
    """The journal has it, and the page says why."""
    with transaction(looking.desk.server) as connection:
        journal.append(
            connection, "refusal", looking.officer or "", "administer accounts", officer, {"why": str(why)},
            datetime.now(UTC),
        )  # fmt: skip
    return shown(looking, status=409, refused=looking.told(why))


def _check(by: By, found: Grant) -> None:
    """Raises AccountError for who may not agree to what was asked for."""
    if by.account == found.account:
        raise AccountError("two administrators give it: who asked is one, and another agrees")
    if by.officer == found.officer:
        raise AccountError("nobody agrees to what is for themselves: another administrator does")


def _given(request: Request[Any, Any, Any], by: By, found: Grant) -> str:
    """Gives what was asked for: the address that opens an invitation; empty for a role. Raises AccountError."""
    if found.role is None:
        return _invited(request, by, found.officer)
    granting.give(request.app.state.desk, by, found.officer, found.role)
    return ""


def _ask(request: Request[Any, Any, Any], by: By, officer: str, role: Role | None) -> None:
    """Has a role, or an invitation (no role), wait for a second administrator."""
    waiting.ask(grants(request), by.account, by.officer, officer, role)
    purpose = "role asked for" if role else "invitation asked for"
    with transaction(request.app.state.desk.server) as connection:
        body = {name: said for name, said in role._asdict().items() if said} if role else {}
        journal.append(connection, "grant", by.officer, purpose, officer, body, datetime.now(UTC))


def _invited(request: Request[Any, Any, Any], by: By, officer: str) -> str:
    """The address that opens a new invitation. Raises AccountError."""
    account = granting.invite(request.app.state.desk, by, officer)
    code = invitations.make(opening(request), account, officer, by.officer, by.agreed)
    return f"{request.url.scheme}://{request.url.netloc}/invited#{code}"


def _role(data: dict[str, str]) -> Role:
    return Role(data.get("role", ""), data.get("organisation", "").strip(), data.get("area", "").strip() or None)


def _by(request: Request[Any, Any, Any]) -> By:
    subject: Subject = request.state.subject
    return By(subject.account, subject.officer)


HANDLERS = [give, agree, end_role, revoke, unlink, end_sessions, end, invite, looked]
