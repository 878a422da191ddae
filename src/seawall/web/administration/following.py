"""Another policy for an incident: an administrator asks for it, and it is in force when who may sign plans agrees."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from litestar import Request, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from seawall.desk import following
from seawall.desk.following import Agreed, Following
from seawall.desk.reasons import LEAST, MOST, sentence
from seawall.store import journal
from seawall.store.database import transaction
from seawall.web import proof
from seawall.web.access import Subject, granting
from seawall.web.choices import Form
from seawall.web.errors import AskedError
from seawall.web.held import Held
from seawall.web.looking import Looking
from seawall.web.signing import signer

WAITS = timedelta(hours=12)
"""A shift: whoever takes over is asked anew."""
HELD = 50
PAGE = "/administration/policies"


class Wanted(NamedTuple):
    """A change that waits: its 128 random bits, what is asked for, by whom, and until when somebody may agree."""

    number: str
    following: Following
    account: UUID
    by: str
    organisations: frozenset[str]
    """Those for which the roles speak in which it was asked for; another has to agree."""
    until: datetime


def held() -> Held[Wanted]:
    """Those that are not over; what is asked for an incident takes the place of what was asked for it before."""
    return Held(HELD, about=lambda each: each.following.incident)


def changes(request: Request[Any, Any, Any]) -> Held[Wanted]:
    """Those of the application."""
    found: Held[Wanted] = request.app.state.changes
    return found


def changes_shown(looking: Looking) -> list[tuple[Wanted, bool]]:
    """What waits, and whether who looks may agree to it."""
    return [(each, looking.live and not _refused(looking, each)) for each in changes(looking.request).every()]


def _refused(looking: Looking, wanted: Wanted) -> str:
    """Why who looks may not agree to a change; empty where they may: as who signs a plan, for another organisation."""
    subject: Subject = looking.request.state.subject
    if wanted.account == subject.account:
        return "a change of policy needs two people: who asked is one, and another agrees"
    roles = signer(looking).roles
    if not roles:
        return "a role of one area changes no policy: somebody agrees whose role holds everywhere"
    if all(role.organisation in wanted.organisations for role in roles):
        return "a change of policy needs two organisations: who asked speaks for one, and another agrees"
    return ""


@post(
    "/administration/policies/change",
    sync_to_thread=True, opt={"action": "administer", "resource": "policies"}, status_code=303,
)  # fmt: skip
def ask(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Asks that an incident follow another policy. Raises AskedError without a reason, SimulationError."""
    looking, subject = Looking(request, now=True), request.state.subject
    why = sentence(data.get("why", ""))
    if why is None:
        raise AskedError(
            "why: a change of policy says why, in {least} to {most} letters that name nobody", least=LEAST, most=MOST
        )
    wanted = Following(data.get("incident", ""), data.get("policy", ""), why)
    following.check(looking.desk, wanted, looking.span.now)
    _wait(changes(request), wanted, subject)
    body = {"to": wanted.policy, "why": why}
    with transaction(looking.desk.server) as connection:
        journal.append(
            connection, "policy", subject.officer, "policy asked for", wanted.incident, body, datetime.now(UTC)
        )
    return Redirect(f"{PAGE}#changes", status_code=303)


@post(
    "/administration/policies/change/{number:str}/agree",
    sync_to_thread=True, opt={"action": "sign", "resource": "plan"}, status_code=303,
)  # fmt: skip
def agree(request: Request[Any, Any, Any], number: FromPath[str], data: Form) -> Redirect:
    """Has an incident follow another policy from now on, as a plan is signed: by passkey, where the account has one.

    Raises NotFoundException for a change that does not wait, AskedError for who may not agree or did not prove it.
    """
    looking, subject = Looking(request, now=True), request.state.subject
    with changes(request).taken(number) as found:
        if found is None:
            raise NotFoundException
        if said := _refused(looking, found):
            raise AskedError(said)
        agreed = Agreed(subject.officer, proof.proven(looking, {**data, "number": number}, "policy"))
        following.follow(looking.desk, found.following, found.by, agreed, looking.span.now)
    return Redirect(PAGE, status_code=303)


def _wait(kept: Held[Wanted], following: Following, who: Subject) -> None:
    houses = frozenset(role.organisation for role in granting(who, "administer", "policies"))
    number = secrets.token_hex(16)
    kept.keep(number, Wanted(number, following, who.account, who.officer, houses, kept.clock() + WAITS))


HANDLERS = [ask, agree]
