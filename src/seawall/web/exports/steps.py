"""The three steps of an export, each in the journal: it is asked for, somebody else agrees, who asked takes it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from seawall.desk.reasons import LEAST, MOST, sentence
from seawall.store import journal
from seawall.store.database import transaction
from seawall.web.access import Subject
from seawall.web.errors import AskedError
from seawall.web.exports import device
from seawall.web.exports.agreeing import Pair, Rule, agreed, exporting
from seawall.web.exports.waiting import Agreed, Export, Exports, Wanted
from seawall.web.looking import Looking
from seawall.web.pages import address, page
from seawall.web.proof import proven

MAY = {"action": "export", "resource": "people"}
"""Who may do any of it: a graph of people is people as a list of them is."""
WAIT = "exports"
"""Where a page says what was asked for, and by whom it is to be agreed to."""
RULES: dict[Rule, str] = {
    "same person": "Who asked for an export does not agree to it: a second person must.",
    "same role": "An export needs two people with two roles: you have the role of who asked.",
    "same organisation": "An export needs two organisations: yours is that of who asked.",
    "same device": "An export needs two people at two devices: this browser is the one in which it was asked for.",
}


def exports(request: Request[Any, Any, Any]) -> Exports:
    """Those of the application."""
    found: Exports = request.app.state.exports
    return found


def who(request: Request[Any, Any, Any]) -> Subject:
    """Who signed in, as far as they may export people: the guard has let nobody else in."""
    return exporting(request.scope["state"]["subject"])


def reason(data: Mapping[str, str]) -> str:
    """Why, as a form says it. Raises AskedError where it says too little or too much."""
    why = sentence(data.get("why", ""))
    if why is None:
        raise AskedError("An export says why, in {least} to {most} letters.", least=LEAST, most=MOST)
    return why


def ask(looking: Looking, wanted: Wanted, why: str) -> Cookie:
    """Has an export wait for a second person; what the browser is to hold, in which nobody will agree to it."""
    by, (marked, held) = who(looking.request), device.marked(looking.request)
    export = exports(looking.request).made(by, wanted, why, marked)
    note(looking, "export", export, {"step": "asked", "why": why, "roles": [list(each) for each in by.roles]})
    exports(looking.request).keep(export)
    return held


def agree(looking: Looking, number: str, of: type[Any], room: str, data: Mapping[str, str]) -> Response[Any]:
    """Agrees, by passkey where the account has one, that somebody else takes away what is asked for as `of` says, and
    leads back to the page of a room.

    Raises NotFoundException, AskedError for who did not prove it.
    """
    export = exports(looking.request).waiting(number)
    if export is None or not isinstance(export.wanted.want, of):
        raise NotFoundException
    roles = paired(looking.request, export, who(looking.request))
    if isinstance(roles, str):
        note(looking, "refusal", export, {"why": roles, "asked": "agree export"})
        return page(looking, "wrong", status=403, said=looking.say(RULES[roles]), room=room)
    proof = proven(looking, {**data, "number": number}, "export")
    body = {
        "step": "agreed", "by": export.by.officer, "roles": [list(roles.asked), list(roles.agrees)], "proof": proof
    }  # fmt: skip
    note(looking, "export", export, body)
    if not exports(looking.request).agree(export, Agreed(looking.officer or "", roles)):
        raise NotFoundException
    return Redirect(f"{address(room, looking, incident=export.wanted.incident)}#{WAIT}", status_code=303)


def paired(request: Request[Any, Any, Any], export: Export, agrees: Subject) -> Pair | Rule:
    """The roles in which somebody may agree to what another asked for, at another device; else what forbids it."""
    roles = agreed(export.by, agrees)
    return roles if isinstance(roles, str) or not device.same(request, export.device) else "same device"


def opened(looking: Looking, number: str, of: type[Any]) -> Export:
    """One that was agreed to, for who asked.

    What is unknown, over, somebody else's or not agreed to is told alike: NotFoundException.
    """
    export = exports(looking.request).open(number, who(looking.request))
    if export is None or not isinstance(export.wanted.want, of):
        raise NotFoundException
    return export


def taken(looking: Looking, export: Export, rows: int) -> None:
    """That it was taken, said before its first byte leaves."""
    note(looking, "export", export, {"step": "taken", "rows": rows})


def note(looking: Looking, kind: str, export: Export, more: Mapping[str, object]) -> None:
    """What was typed to find is not in the journal, for it may be a name; that something was is."""
    wanted = export.wanted
    body = {
        "export": export.number, "list": wanted.want.name, "having": dict(wanted.want.having),
        "searched": bool(wanted.want.q), "rows": wanted.rows, "as": wanted.as_, "known_at": wanted.at.isoformat(),
        **more,
    }  # fmt: skip
    purpose = wanted.want.name if kind == "export" else "export people"
    with transaction(looking.desk.server) as connection:
        journal.append(connection, kind, looking.officer or "nobody", purpose, wanted.incident, body, datetime.now(UTC))
