"""What the public reads: bulletins as they were published, without signing in, a script, a cookie or a plan."""

import hashlib
import logging
from typing import Any, NamedTuple

from litestar import MediaType, Request, Response, get
from litestar.params import FromPath

from seawall.desk.opening import Desk
from seawall.tell.terminal import Language, exact
from seawall.web.bulletin import papers, shelf, words
from seawall.web.bulletin.draft import changed
from seawall.web.bulletin.text import blocks
from seawall.web.kept import Kept
from seawall.web.pages import environment
from seawall.web.tongue import LANGUAGES, spoken

LOG = logging.getLogger(__name__)
OPEN = {"open": True, "unasked": True, "exclude_from_csrf": True}
"""For everybody: nobody is asked who they are, and nothing is set in their browser."""
FORMS = ("", "pdf", "css")
KEEP = "public, max-age=60"
TABLE = (
    "active", "cured", "deaths", "cumulative", "asym_stock", "asym_cumulative", "suspects", "close", "secondary",
    "observed",
)  # fmt: skip
"""The figures that stand in the table, where there are any."""
ALWAYS = frozenset({"active", "asym_stock", "close", "secondary"})
"""Those that stand there also where they are 0."""
_PAGES = Kept[str](256)


class Figure(NamedTuple):
    """A figure in the table, as it is printed, and by how much it moved since the bulletin before; "": not known."""

    label: str
    value: str
    few: bool
    change: str


@get("/public", sync_to_thread=True, opt=OPEN)
def listed(request: Request[Any, Any, Any]) -> Response[str]:
    """Every bulletin, the newest first."""
    desk, lang = _desk(request), _language(request)
    there = shelf.shelf(desk)
    key = (desk.home, "", lang, there.last)
    return _kept(request, lang, _PAGES.get(key, lambda: _page(desk, "public-list", lang, every=there.every())))


@get("/public/{number:str}", sync_to_thread=True, opt=OPEN)
def shown(request: Request[Any, Any, Any], number: FromPath[str]) -> Response[Any]:
    """One bulletin; NUMBER.pdf the same as a paper, NUMBER.css what stands at the foot of each sheet of it."""
    desk, lang = _desk(request), _language(request)
    there = shelf.shelf(desk)
    name, _, form = number.partition(".")
    one = there.named(name) if form in FORMS else None
    if one is None:
        return _said(desk, lang, 404, "no_bulletin")
    if form == "pdf":
        return _paper(desk, one, lang)
    if form == "css":
        return Response(papers.foot(desk, one, lang), media_type=MediaType.CSS, headers={"Cache-Control": KEEP})
    key = (desk.home, number, lang, there.last)
    return _kept(request, lang, _PAGES.get(key, lambda: _page(desk, "public", lang, **told(one, lang))))


def told(one: shelf.Bulletin, lang: Language) -> dict[str, Any]:
    """What a page tells of a bulletin in a language: all of it stored when it was signed, or added by a notice."""
    return {"one": one, "release": one.release, "text": blocks(one.release.text[lang]), "table": _table(one, lang)}


def _paper(desk: Desk, one: shelf.Bulletin, lang: Language) -> Response[Any]:
    """The PDF, made once; where this machine cannot make any, how to print instead."""
    try:
        paper = papers.kept(desk, one, lambda: papers.html(desk, one, told))
    except papers.AwaitedPaperError:
        return _said(desk, lang, 503, "awaited", one, again=5)
    except papers.NoPaperError as error:
        LOG.warning("%s", error)
        return _said(desk, lang, 503, "no_paper", one, again=papers.REST)
    headers = {"Cache-Control": KEEP, "Content-Disposition": f'inline; filename="bulletin-{one.nth}.pdf"'}
    return Response(paper, media_type="application/pdf", headers=headers)


def _table(one: shelf.Bulletin, lang: Language) -> list[Figure]:
    release, before = one.release, one.before
    found = []
    for name in TABLE:
        value = release.figures.get(name, 0)
        was = before.figures.get(name, 0) if before else None
        if value == 0 and was in (0, None) and name not in ALWAYS:
            continue
        change = "" if was is None or value is None else changed(value - was)
        found.append(Figure(words.figure(name, lang), words.count(value, release.small_count), value is None, change))
    return found


def _language(request: Request[Any, Any, Any]) -> Language:
    """What the address says, else what the browser asks for; no cookie is read."""
    wanted = request.query_params.get("lang")
    return spoken(wanted if wanted in LANGUAGES else None, request.headers.get("accept-language", ""))


def _desk(request: Request[Any, Any, Any]) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _page(desk: Desk, name: str, lang: Language, **what: Any) -> str:
    zone = desk.zone
    template = environment(lang).get_template(f"{name}.html")
    return template.render(when=lambda at: exact(at, zone, lang), zone=zone.key, words=words, paper=False, **what)


def _kept(request: Request[Any, Any, Any], lang: Language, html: str) -> Response[Any]:
    """A page with its tag: whoever has it already is told so in a line."""
    tag = f'W/"{hashlib.sha256(html.encode()).hexdigest()[:16]}"'
    headers = {
        "ETag": tag, "Cache-Control": KEEP, "Vary": "Accept-Language", "Content-Language": lang,
    }  # fmt: skip
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers, media_type=MediaType.HTML)
    return Response(html, media_type=MediaType.HTML, headers=headers)


def _said(
    desk: Desk, lang: Language, status: int, said: str, one: shelf.Bulletin | None = None, again: int | None = None
) -> Response[str]:
    """That there is no such bulletin, or no PDF of it, what to do instead, and in how many seconds to ask again."""
    html = _page(desk, "public-said", lang, said=said, one=one)
    headers = {"Cache-Control": "no-store", **({} if again is None else {"Retry-After": str(again)})}
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=headers)


HANDLERS = [listed, shown]
