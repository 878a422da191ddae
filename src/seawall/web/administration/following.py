"""Another policy for an incident: an administrator asks for it, and it is in force when who may sign plans agrees."""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

from litestar import Request, Response, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from seawall.desk import following
from seawall.desk.following import Following
from seawall.store import journal
from seawall.store.database import transaction
from seawall.web.access import Subject, granting
from seawall.web.choices import Form
from seawall.web.errors import AskedError
from seawall.web.pages import Looking
from seawall.web.plan.signer import signer

WAITS = timedelta(hours=12)
"""A shift: whoever takes over is asked anew."""
HELD = 50
LEAST, MOST = 8, 500
"""Letters of a reason."""
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


class Changes:
    """Those that wait, in this process' memory."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.clock = clock
        self._held: OrderedDict[str, Wanted] = OrderedDict()
        self._lock = Lock()

    def ask(self, wanted: Following, who: Subject) -> None:
        """Has one wait, in place of what was asked for the incident before."""
        houses = frozenset(role.organisation for role in granting(who, "administer", "policies"))
        made = Wanted(secrets.token_hex(16), wanted, who.account, who.officer, houses, self.clock() + WAITS)
        with self._lock:
            for number in [each.number for each in self._held.values() if each.following.incident == wanted.incident]:
                del self._held[number]
            self._held[made.number] = made
            while len(self._held) > HELD:
                self._held.popitem(last=False)

    def every(self) -> list[Wanted]:
        """All that are not over."""
        with self._lock:
            return [each for each in self._held.values() if self.clock() < each.until]

    @contextmanager
    def taken(self, number: str) -> Iterator[Wanted]:
        """It waits no longer while it is agreed to: one person does. It waits again where they may not, or it fails.

        Raises NotFoundException for one that does not wait.
        """
        with self._lock:
            found = self._held.pop(number, None)
        if found is None or self.clock() >= found.until:
            raise NotFoundException
        try:
            yield found
        except BaseException:
            with self._lock:
                if all(each.following.incident != found.following.incident for each in self._held.values()):
                    self._held[number] = found
            raise


def changes(request: Request[Any, Any, Any]) -> Changes:
    """Those of the application."""
    found: Changes = request.app.state.changes
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
    why = data.get("why", "").strip()
    if not LEAST <= len(why) <= MOST:
        raise AskedError(f"why: a change of policy says why, in {LEAST} to {MOST} letters that name nobody")
    wanted = Following(data.get("incident", ""), data.get("policy", ""), why)
    following.check(looking.desk, wanted, looking.span.now)
    changes(request).ask(wanted, subject)
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
def agree(request: Request[Any, Any, Any], number: FromPath[str]) -> Response[Any] | Redirect:
    """Has an incident follow another policy from now on. Raises NotFoundException for a change that does not wait."""
    looking, subject = Looking(request, now=True), request.state.subject
    with changes(request).taken(number) as found:
        if said := _refused(looking, found):
            raise AskedError(said)
        following.follow(looking.desk, found.following, found.by, subject.officer, looking.span.now)
    return Redirect(PAGE, status_code=303)


HANDLERS = [ask, agree]
