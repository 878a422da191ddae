"""The page of one person: what holds now, everything known, and their name for a stated purpose."""

from asyncio import to_thread
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath

from seawall.desk.officers import NotOnDutyError
from seawall.desk.planning import Made
from seawall.store import journal
from seawall.store.database import transaction
from seawall.store.looks import Look, looks
from seawall.tables.facts import merges
from seawall.web import area
from seawall.web.access import decide
from seawall.web.choices import Form
from seawall.web.chosen import made_of
from seawall.web.looking import Looking
from seawall.web.pages import page
from seawall.web.people import names
from seawall.web.people.known import is_known, known
from seawall.web.people.lists import LISTS
from seawall.web.people.state import state
from seawall.web.sealed import opened
from seawall.web.words import say

LOOK = {"action": "look", "resource": "people"}


@get("/people/{person:str}", sync_to_thread=True, opt=LOOK)
def one(request: Request[Any, Any, Any], person: FromPath[str]) -> Response[str]:
    """Everything known of somebody at a time."""
    looking = Looking(request)
    return _page(looking, *_found(looking, person))


@post("/people/{person:str}/name", opt=LOOK, status_code=200)
async def name(request: Request[Any, Any, Any], person: FromPath[str], data: Form) -> Response[str]:
    """The same page with the name on it, once. Who may not, or says no purpose that is offered, is refused."""
    return await to_thread(_named, Looking(request), person, data.get("purpose", ""))


def _named(looking: Looking, person: str, purpose: str) -> Response[str]:
    made, who = _found(looking, person)
    subject = looking.request.scope["state"].get("subject")
    if purpose not in names.SHOWS or not decide(subject, "name", "people", purpose):
        _refuse(looking, who, "no role of theirs may, or no such purpose")
        raise PermissionDeniedException
    try:
        fields = names.named(looking, who, purpose)
    except NotOnDutyError as error:
        _refuse(looking, who, "not on duty")
        return _page(looking, made, who, said=looking.told(error))
    shown = [(say(f"field.{field}", looking.language), value) for field, value in fields]
    return _page(looking, made, who, named=shown, purpose=say(f"purpose.{purpose}", looking.language))


def _refuse(looking: Looking, person: str, why: str) -> None:
    with transaction(looking.desk.server) as connection:
        body = {"why": why, "asked": "name people"}
        journal.append(
            connection, "refusal", looking.officer or "nobody", "name people", person, body, datetime.now(UTC)
        )


def _found(looking: Looking, person: str) -> tuple[Made, str]:
    """The plan, and the number that stands for this one. Unknown and forbidden are told alike: NotFoundException."""
    made, who = made_of(looking), opened(person, "person", looking.desk.home)
    if made is None or who is None:
        raise NotFoundException
    stands = merges(made.facts["same_person"]).get(who, who)
    units = area.units_of(looking.request.scope["state"].get("subject"), made.facts)
    there = units is None or stands in set(area.people_of(units, made.facts))
    if not there or not is_known(made, stands):
        raise NotFoundException
    return made, stands


def _page(looking: Looking, made: Made, person: str, **more: Any) -> Response[str]:
    subject, lang = looking.request.scope["state"].get("subject"), looking.language
    purposes = [
        (each, say(f"purpose.{each}", lang), say("、", lang).join(say(f"field.{field}", lang) for field in fields))
        for each, fields in names.SHOWS.items()
        if decide(subject, "name", "people", each)
    ]
    heads = [say(f"col.{each.name}", lang) for each in LISTS["samples"].columns[2:]]
    told = {"named": None, "purpose": "", "said": "", **more}
    return page(
        looking, "person", room="people", person=person, facts=known(made, looking.desk.server, person, lang),
        state=state(made, person, lang), purposes=purposes, heads=heads, hides=names.HIDES,
        looks=_looks(looking, made, person), purpose_words={each: say(f"purpose.{each}", lang) for each in names.SHOWS},
        **told,
    )  # fmt: skip


def _looks(looking: Looking, made: Made, person: str) -> list[Look]:
    """Who looked at their name, up to the time that is looked at; in a history, whose time is past, up to now."""
    numbers = [person, *(number for number, stands in merges(made.facts["same_person"]).items() if stands == person)]
    return looks(looking.desk.server, numbers, datetime.now(UTC) if looking.live else looking.at)


HANDLERS = [one, name]
