"""Who has an account, as what; who signed in when; and of one account all that was given to it and what opens it."""

from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException

from seawall.desk.granting import areas
from seawall.store import accounts as store
from seawall.store import alarms, entries, rights
from seawall.store.accounts import ROLES
from seawall.store.database import transaction
from seawall.store.entries import Wanted
from seawall.store.sessions import IDLE
from seawall.web.access import decide
from seawall.web.administration import places, tabs
from seawall.web.administration.waiting import Grant
from seawall.web.held import Held
from seawall.web.looking import Looking

SIGN_INS = 30
"""Sign-ins that a page shows; the auditor has all of them in the journal."""
_LOOK = {"action": "look", "resource": "accounts"}


def grants(request: Request[Any, Any, Any]) -> Held[Grant]:
    """What waits for a second administrator in the application."""
    found: Held[Grant] = request.app.state.grants
    return found


@get("/administration/accounts", sync_to_thread=True, opt=_LOOK)
def accounts(request: Request[Any, Any, Any]) -> Response[str]:
    """All accounts, what waits, and the last sign-ins."""
    return listed(Looking(request, now=True))


@get("/administration/account", sync_to_thread=True, opt=_LOOK)
def account(request: Request[Any, Any, Any]) -> Response[str]:
    """One account. Raises NotFoundException for whoever has none."""
    return one(Looking(request, now=True), request.query_params.get("officer", ""))


def listed(looking: Looking, status: int = 200, refused: str = "", said: str = "") -> Response[str]:
    """The page of all accounts, with what was refused or done."""
    now = datetime.now(UTC)
    with transaction(looking.desk.server) as connection:
        found = store.every(connection, now)
    with transaction(looking.desk.server, "auditor") as connection:
        signed = entries.find(connection, Wanted(kind="sign_in"), None, SIGN_INS)
        gathered = alarms.alike(alarms.open_(connection, now))
    open_ = [(each, places.told(looking.desk, each.last.place)) for each in gathered]
    return tabs.shown(
        looking, "accounts", status, accounts=found, signed=signed, alarms=open_, refused=refused, said=said,
        waits=grants(looking.request).every(), may=may(looking), all_roles=ROLES, areas=areas(looking.desk),
    )  # fmt: skip


def one(
    looking: Looking, officer: str, status: int = 200, refused: str = "", said: str = "", invitation: str = ""
) -> Response[str]:
    """The page of one account, with what was refused or done, and an invitation where one was made."""
    now = datetime.now(UTC)
    with transaction(looking.desk.server) as connection:
        found = store.find(connection, officer if officer.isprintable() else "")
        if found is None:
            raise NotFoundException
        given = rights.roles(connection, found.account)
        keys, open_ = (
            rights.keys(connection, found.account), rights.sessions(connection, found.account, now, now - IDLE)
        )  # fmt: skip
        linked = rights.linked(connection, found.account)
    with transaction(looking.desk.server, "auditor") as connection:
        signed = entries.find(connection, Wanted(kind="sign_in", subject=found.officer), None, SIGN_INS)
        changed = entries.find(connection, Wanted(kind="grant", subject=found.officer), None, SIGN_INS)
    return tabs.shown(
        looking, "account", status, tab="accounts", account=found, given=given, keys=keys, sessions=open_,
        linked=linked, signed=signed, changed=changed, refused=refused, said=said, invitation=invitation,
        may=may(looking), own=found.officer == looking.officer, all_roles=ROLES, areas=areas(looking.desk),
    )  # fmt: skip


def may(looking: Looking) -> bool:
    """Whether who looks may change accounts."""
    return decide(looking.request.scope["state"].get("subject"), "administer", "accounts")


HANDLERS = [accounts, account]
