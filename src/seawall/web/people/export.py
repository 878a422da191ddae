"""A list of people leaves the desk as a file: one asks and says why, another agrees, the first takes it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from seawall.store import journal
from seawall.store.database import transaction
from seawall.web import plans
from seawall.web.access import Subject
from seawall.web.choices import Form
from seawall.web.errors import AskedError
from seawall.web.pages import Looking, address, page
from seawall.web.people.agreeing import Rule, agreed, exporting
from seawall.web.people.asking import asked, found
from seawall.web.people.listing import asking, made_of, seen
from seawall.web.people.sheet import TYPES, Sheet, csv, xlsx
from seawall.web.people.waiting import Agreed, Export, Wanted
from seawall.web.people.waits import exports

LEAST, MOST = 8, 500
"""Letters that a reason has at least, and at most."""
MAY = {"action": "export", "resource": "people"}
RULES: dict[Rule, str] = {
    "same person": "Who asked for an export does not approve it: a second person must.",
    "same role": "An export needs two people with two roles: you have the role of who asked.",
    "same organisation": "An export needs two organisations: yours is that of who asked.",
}


@post("/people/export", sync_to_thread=True, opt=MAY, status_code=303)
def ask(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Asks for the rows of a list as a file. Raises AskedError where a kind of file or a reason is lacking."""
    looking, why = Looking(request), data.get("why", "").strip()
    if not LEAST <= len(why) <= MOST:
        raise AskedError(looking.say("An export says why, in a sentence of 8 to 500 letters."))
    wanted, who = _wanted(looking, data), _who(request)
    export = exports(request).made(who, wanted, why)
    _note(looking, "export", export, {"step": "asked", "why": why, "roles": [list(each) for each in who.roles]})
    exports(request).keep(export)
    return Redirect(address("people", looking, **asking(wanted.want)), status_code=303)


@post("/people/export/{number:str}/approve", sync_to_thread=True, opt=MAY, status_code=303)
def approve(request: Request[Any, Any, Any], number: FromPath[str]) -> Response[Any]:
    """Agrees that somebody else takes a list away, in another role and for another organisation than theirs."""
    looking, export = Looking(request, now=True), exports(request).waiting(number)
    if export is None:
        raise NotFoundException
    roles = agreed(export.by, _who(request))
    if isinstance(roles, str):
        _note(looking, "refusal", export, {"why": roles, "asked": "approve export"})
        return page(looking, "wrong", status=403, said=looking.say(RULES[roles]), room="people")
    body = {"step": "approved", "by": export.by.officer, "roles": [list(roles.asked), list(roles.agrees)]}
    _note(looking, "export", export, body)
    if not exports(request).agree(export, Agreed(looking.officer or "", roles)):
        raise NotFoundException
    return Redirect(address("people", looking, incident=export.wanted.incident), status_code=303)


@get("/people/export/{number:str}", sync_to_thread=True, opt=MAY)
def take(request: Request[Any, Any, Any], number: FromPath[str]) -> Stream:
    """The file, for who asked, once another agreed. That it was taken is in the journal before its first byte leaves.

    What is unknown, over, somebody else's or not agreed to is told alike: NotFoundException.
    """
    looking, export = Looking(request, now=True), exports(request).open(number, _who(request))
    if export is None:
        raise NotFoundException
    wanted, sheet = export.wanted, _sheet(looking, export)
    _note(looking, "export", export, {"step": "taken", "rows": sheet.rows.height})
    named = f"{wanted.want.name}-{wanted.at.astimezone(sheet.made.zone):%Y%m%dT%H%M}.{wanted.as_}"
    headers = {"Content-Disposition": f'attachment; filename="{named}"', "Cache-Control": "no-store"}
    return Stream(csv(sheet) if wanted.as_ == "csv" else xlsx(sheet), media_type=TYPES[wanted.as_], headers=headers)


def _who(request: Request[Any, Any, Any]) -> Subject:
    """Who signed in, as far as they may export people: the guard has let nobody else in."""
    return exporting(request.scope["state"]["subject"])


def _wanted(looking: Looking, data: dict[str, str]) -> Wanted:
    """What a form asks for. The plan's time and what it was made from are fixed here: the file will say no more."""
    as_, want, made = data.get("as", ""), asked(data), made_of(looking)
    if as_ not in TYPES:
        raise AskedError(f"as={as_!r} is no kind of file; allowed: {', '.join(TYPES)}")
    if made is None:
        raise AskedError("there is nothing to export: no incident is open at this time")
    rows = found(want, made, seen(looking.desk, _who(looking.request), made, want.name), looking.language)
    plan = made.plan
    return Wanted(want._replace(page=1), as_, plan.incident, plan.now, made.read, rows.height, looking.language)


def _sheet(looking: Looking, export: Export) -> Sheet:
    """The rows that were asked for, as who asked might see them then, of the facts of then."""
    wanted = export.wanted
    made = plans.made(looking.desk, plans.Asked(wanted.incident, wanted.at), wanted.read)
    rows = found(wanted.want, made, seen(looking.desk, export.by, made, wanted.want.name), wanted.lang)
    return Sheet(wanted.want, rows, made, wanted.lang)


def _note(looking: Looking, kind: str, export: Export, more: Mapping[str, object]) -> None:
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


HANDLERS = [ask, approve, take]
