"""A list of people leaves the desk as a file: one asks and says why, another agrees, the first takes it."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from seawall.web import plans
from seawall.web.choices import Form
from seawall.web.chosen import made_of
from seawall.web.errors import AskedError
from seawall.web.exports import steps
from seawall.web.exports.steps import MAY
from seawall.web.exports.waiting import Export, Wanted
from seawall.web.exports.workbook import MOST
from seawall.web.looking import Looking
from seawall.web.pages import address
from seawall.web.people.asking import Asked, asked, found
from seawall.web.people.seeing import asking, seen
from seawall.web.people.sheet import TYPES, Sheet, csv, xlsx


@post("/people/export", sync_to_thread=True, opt=MAY, status_code=303)
def ask(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Asks for the rows of a list as a file. Raises AskedError where a kind of file or a reason is lacking."""
    looking = Looking(request)
    why, want = steps.reason(data), asked(data)
    held = steps.ask(looking, _wanted(looking, data, want), why)
    return Redirect(f"{address('people', looking, **asking(want))}#{steps.WAIT}", status_code=303, cookies=[held])


@post("/people/export/{number:str}/agree", sync_to_thread=True, opt=MAY, status_code=303)
def agree(request: Request[Any, Any, Any], number: FromPath[str], data: Form) -> Response[Any]:
    """Agrees that somebody else takes a list away, in another role and for another organisation than theirs."""
    return steps.agree(Looking(request, now=True), number, Asked, "people", data)


@get("/people/export/{number:str}", sync_to_thread=True, opt={**MAY, "once": True})
def take(request: Request[Any, Any, Any], number: FromPath[str]) -> Stream:
    """The file, for who asked, once another agreed. That it was taken is in the journal before its first byte leaves.

    What is unknown, over, somebody else's or not agreed to is told alike: NotFoundException.
    """
    looking = Looking(request, now=True)
    export = steps.opened(looking, number, Asked)
    wanted, sheet = export.wanted, _sheet(looking, export)
    steps.taken(looking, export, sheet.rows.height)
    named = f"{wanted.want.name}-{wanted.at.astimezone(sheet.made.zone):%Y%m%dT%H%M}.{wanted.as_}"
    headers = {"Content-Disposition": f'attachment; filename="{named}"', "Cache-Control": "no-store"}
    return Stream(csv(sheet) if wanted.as_ == "csv" else xlsx(sheet), media_type=TYPES[wanted.as_], headers=headers)


def _wanted(looking: Looking, data: dict[str, str], want: Asked) -> Wanted:
    """What a form asks for. The plan's time and what it was made from are fixed here: the file will say no more."""
    as_, made = data.get("as", ""), made_of(looking)
    if as_ not in TYPES:
        raise AskedError("as={as_!r} is no kind of file; allowed: {allowed}", as_=as_, allowed=", ".join(TYPES))
    if made is None:
        raise AskedError("there is nothing to export: no incident is open at this time")
    rows = found(want, seen(looking.desk, steps.who(looking.request), made, want.name, looking.language))
    if as_ == "xlsx" and rows.height > MOST:
        raise AskedError("a sheet holds {most} rows and these are {rows}: filter them, or ask for CSV",
                         most=f"{MOST:,}", rows=f"{rows.height:,}")  # fmt: skip
    plan = made.plan
    return Wanted(want._replace(page=1), as_, plan.incident, plan.now, made.read, rows.height, looking.language)


def _sheet(looking: Looking, export: Export) -> Sheet:
    """The rows that were asked for, as who asked might see them then, of the facts of then."""
    wanted, want = export.wanted, export.wanted.want
    if not isinstance(want, Asked):
        raise TypeError(want)
    made = plans.made(looking.desk, plans.Asked(wanted.incident, wanted.at), wanted.read)
    rows = found(want, seen(looking.desk, export.by, made, want.name, wanted.lang))
    return Sheet(want, rows, made, wanted.lang)


HANDLERS = [ask, agree, take]
