"""The addresses of the field pages: the page, what a phone takes with it, what it sends, its scripts and its worker."""

from asyncio import to_thread
from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect
from litestar.template.base import csrf_token
from litestar.types import ControllerRouterHandler

from seawall.web import plans, times
from seawall.web.access import Subject, decide
from seawall.web.errors import AskedError
from seawall.web.field import code, kinds
from seawall.web.field.bundle import bundle
from seawall.web.field.entering import entered
from seawall.web.field.numbers import owner_of
from seawall.web.field.then import then
from seawall.web.field.whom import Whom
from seawall.web.field.words import CODES, said
from seawall.web.headers import keep_long
from seawall.web.kept import read
from seawall.web.looking import Looking
from seawall.web.pages import page

DO = {"action": "do", "resource": "tasks"}
MOST = 50
"""Acts that a phone sends at once; the rest follow."""


@get("/field", sync_to_thread=True, opt=DO)
def field(request: Request[Any, Any, Any]) -> Response[str] | Redirect:
    """The page, which says nothing of anybody: what it shows comes after it, and is kept apart.

    Looking back is a page of its own, under an address that no phone keeps.
    """
    if request.query_params.get("at"):
        return Redirect(f"/field/then?{urlencode({'at': request.query_params['at']})}", status_code=303)
    looking = Looking(request, now=True)
    words = {name: said(name, looking.language) for name in CODES}
    return page(looking, "field", codes=words, app=code.address("app.js"), questions=kinds.QUESTIONS)


@get("/field/then", sync_to_thread=True, opt=DO)
def back(request: Request[Any, Any, Any]) -> Response[str] | Redirect:
    """The tasks of a time that is past; of now they are on the page that can be worked on."""
    looking = Looking(request)
    if looking.live and looking.beyond is None:
        return Redirect("/field", status_code=303)
    return page(looking, "field-then", room="field/then", then=then(looking, _subject(request)))


@get("/field/bundle", sync_to_thread=True, opt={**DO, "waits": True})
def taken(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """What the officer's phone takes with it; a page that stands open asks for it again and keeps no session open."""
    looking, subject = Looking(request, now=True), _subject(request)
    desk, made = looking.desk, plans.every(looking.desk, looking.span.now)
    clock = times.span(desk).now
    body = {
        "owner": owner_of(desk.home, subject.account), "officer": subject.officer, "now": clock.isoformat(),
        "moves": not desk.home.history, "zone": desk.zone.key, "drill": looking.drill,
        "known": min((each.read.facts for each in made), default=read(desk).facts),
        "token": csrf_token({"request": request}), "interviews": decide(subject, "interview", "tasks"),
        "names": decide(subject, "look", "people"),
        "jumps": [[name, at.isoformat()] for name, at in times.jumps(times.span(desk), desk.zone)],
        **bundle(desk, subject, made, clock),
    }  # fmt: skip
    return Response(body, headers={"Cache-Control": "no-store"})


@post("/field/acts", opt=DO, status_code=200)
async def acts(request: Request[Any, Any, Any], data: JSONBody[dict[str, Any]]) -> Response[dict[str, Any]]:
    """Each act, newest first as the phone sends them, with what became of it. One that is refused stops no other.

    Acts of another officer than who is signed in are not taken (409): the phone keeps them for their own.
    """
    sent = data.get("acts")
    if not isinstance(sent, list) or len(sent) > MOST:
        raise AskedError("acts is not a list of at most {most} acts", most=MOST)
    looking, subject = Looking(request, now=True), _subject(request)
    if data.get("owner") != owner_of(looking.desk.home, subject.account):
        return Response({"acts": []}, status_code=409, headers={"Cache-Control": "no-store"})
    answers = await to_thread(_entered, looking, subject, sent)
    return Response({"acts": answers}, headers={"Cache-Control": "no-store"})


def _entered(looking: Looking, subject: Subject, sent: list[object]) -> list[dict[str, Any]]:
    """By the facts of the plan that stands, at the time that it is."""
    made = plans.every(looking.desk, looking.span.now)
    whom = Whom(subject, made[0]) if made else None
    now = times.span(looking.desk).now
    return [entered(looking.desk, whom, subject, each, now) for each in sent]


@get("/field/worker.js", media_type="text/javascript", opt={"open": True, "unasked": True})
async def worker() -> Response[str]:
    """The service worker: it sees to /field and nothing else."""
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/field"}
    return Response(code.worker(), headers=headers, media_type="text/javascript")


@get("/field/code/{digest:str}/{name:str}", opt={"open": True, "unasked": True}, after_request=keep_long)
async def script(digest: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """A script as it is now; one that was is none."""
    if digest != code.digest() or name not in code.names():
        raise NotFoundException
    return Response((code.SCRIPTS / name).read_bytes(), media_type="text/javascript")


def _subject(request: Request[Any, Any, Any]) -> Subject:
    found: Subject = request.scope["state"]["subject"]
    return found


HANDLERS: list[ControllerRouterHandler] = [field, back, taken, acts, worker, script]
