"""Signing in, once somebody has shown who they are: a new session, and the journal says so; it says refusals too."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from litestar import Request
from sqlalchemy import Connection

from seawall.store import accounts, journal, sessions
from seawall.store.database import transaction
from seawall.store.sessions import Way
from seawall.web.sessions import COOKIE
from seawall.web.signin.challenges import Challenges
from seawall.web.signin.journeys import Journeys
from seawall.web.signin.limits import Limit

QUARTER = timedelta(minutes=15)
RECENT = timedelta(minutes=10)
"""So long after signing in one counts as having just done so: a desk that was left open gives nobody a key, and signs
nothing."""


@dataclass(frozen=True)
class Doors:
    """What signing in remembers between two requests: how often each account and each address tried a password, how
    often in a row an officer who is in typed a wrong one to sign, how often an address asked for a challenge, and
    which challenges and ways to another sign-in wait for an answer."""

    accounts: Limit = field(default_factory=lambda: Limit(10, QUARTER))
    addresses: Limit = field(default_factory=lambda: Limit(30, QUARTER))
    signing: Limit = field(default_factory=lambda: Limit(10, QUARTER))
    asking: Limit = field(default_factory=lambda: Limit(120, QUARTER))
    challenges: Challenges = field(default_factory=Challenges)
    journeys: Journeys = field(default_factory=Journeys)


def doors(request: Request[Any, Any, Any]) -> Doors:
    """Those of the application."""
    found: Doors = request.app.state.doors
    return found


def address(request: Request[Any, Any, Any]) -> str:
    """Where a request comes from, as the socket says: no header is believed."""
    return request.client.host if request.client else "nowhere"


def recent(request: Request[Any, Any, Any]) -> bool:
    """Whether who is signed in came in within the last ten minutes."""
    opened: datetime = request.state.session.opened
    return datetime.now(UTC) - opened < RECENT


def enter(
    connection: Connection,
    request: Request[Any, Any, Any],
    account: UUID,
    officer: str,
    way: Way,
    strength: str | None = None,
) -> str | None:
    """Signs somebody in, inside the caller's transaction: what their browser is to hold; None: they have no role.

    `strength` is how they signed in at their organisation, as that says.

    Whatever session the browser had before is closed: nobody is let in under a token that was there already.
    """
    now = datetime.now(UTC)
    if not accounts.roles(connection, account, now):
        return None
    sessions.close(connection, request.cookies.get(COOKIE, ""))
    token = sessions.open_(connection, account, way, now, strength)
    said = {"strength": strength} if strength else {}
    body = {"way": way, "break_glass": way == "password", "from": address(request), **said}
    journal.append(connection, "sign_in", officer, "sign in", officer, body, now)
    return token


def refuse(request: Request[Any, Any, Any], officer: str | None, way: Way, why: str) -> None:
    """Says in the journal that somebody was not let in. What was typed for an officer that is none stands nowhere: it
    may be a password in the wrong field."""
    body = {"why": why, "way": way, "break_glass": way == "password", "from": address(request)}
    with transaction(request.app.state.desk.server) as connection:
        journal.append(connection, "refusal", officer or "nobody", "sign in", officer or "", body, datetime.now(UTC))


def counted(request: Request[Any, Any, Any], officer: str) -> bool:
    """Whether this try of a password may be looked at. The first of those that may not is in the journal, not each of a
    flood."""
    now, limits = datetime.now(UTC), doors(request)
    over = [
        tries - limit.most
        for limit, key in ((limits.addresses, address(request)), (limits.accounts, officer.casefold()[:64]))
        if (tries := limit.count(key, now)) > limit.most
    ]
    if 1 in over:
        refuse(request, None, "password", f"tried too often within {int(QUARTER.total_seconds() / 60)} minutes")
    return not over
