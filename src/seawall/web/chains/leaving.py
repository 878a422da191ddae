"""A graph leaves the desk as a file: it is people, so two people agree as they do to a list of them (TRUST.md 9)."""

from collections.abc import Iterator, Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.web import plans
from seawall.web.chains import names
from seawall.web.chains.asked import Asked, asked
from seawall.web.chains.axis import ticks
from seawall.web.chains.drawn import Said, svg
from seawall.web.chains.finding import found
from seawall.web.chains.graph import Graph
from seawall.web.chains.graphml import graphml
from seawall.web.chains.layout import Laid, laid
from seawall.web.chains.seen import seen
from seawall.web.choices import Form
from seawall.web.chosen import made_of
from seawall.web.errors import AskedError
from seawall.web.exports import steps, waits
from seawall.web.exports.steps import MAY
from seawall.web.exports.waiting import Export, Wanted
from seawall.web.looking import Looking
from seawall.web.names import Names
from seawall.web.pages import address
from seawall.web.words import say

TYPES: Mapping[str, str] = {
    "svg": "image/svg+xml", "png": "image/svg+xml", "graphml": "application/xml; charset=utf-8",
}  # fmt: skip
"""Kinds of files. A PNG leaves as the SVG that the browser of who takes it turns into points of colour."""


@post("/chains/export", sync_to_thread=True, opt=MAY, status_code=303)
def ask(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Asks for a part of the graph as a file. Raises AskedError where a kind of file or a reason is lacking."""
    looking = Looking(request)
    why, want = steps.reason(data), asked(data)
    held = steps.ask(looking, _wanted(looking, data.get("as", ""), want), why)
    return Redirect(f"{address('chains', looking, **want.having)}#{steps.WAIT}", status_code=303, cookies=[held])


@post("/chains/export/{number:str}/agree", sync_to_thread=True, opt=MAY, status_code=303)
def agree(request: Request[Any, Any, Any], number: FromPath[str], data: Form) -> Response[Any]:
    """Agrees that somebody else takes a graph away, in another role and for another organisation than theirs."""
    return steps.agree(Looking(request, now=True), number, Asked, "chains", data)


@get("/chains/export/{number:str}", sync_to_thread=True, opt={**MAY, "once": True})
def take(request: Request[Any, Any, Any], number: FromPath[str]) -> Stream:
    """The file, for who asked, once another agreed. That it was taken is in the journal before its first byte leaves.

    What is unknown, over, somebody else's or not agreed to is told alike: NotFoundException.
    """
    looking = Looking(request, now=True)
    export = steps.opened(looking, number, Asked)
    made, graph = _graph(looking, export)
    steps.taken(looking, export, graph.nodes.height)
    wanted = export.wanted
    ending = "svg" if wanted.as_ == "png" else wanted.as_
    named = f"chains-{wanted.at.astimezone(made.zone):%Y%m%dT%H%M}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{named}"', "Cache-Control": "no-store"}
    return Stream(_pieces(graph, made, wanted.as_, wanted.lang), media_type=TYPES[wanted.as_], headers=headers)


def shown(looking: Looking, made: Made) -> dict[str, Any]:
    """Whether who looks may ask for an export, and which they see: their own, and what waits for somebody else."""
    called_so = Names(made.facts, looking.language)
    return waits.shown(looking, Asked, lambda export: _titled(export, called_so, looking.language))


def picture(drawn: Laid, made: Made, lang: Language) -> Iterator[str]:
    """The picture of a laid graph in the language."""
    called_so = Names(made.facts, lang)
    lanes = {lane: names.lane(lane, called_so, lang) for lane in drawn.lanes["lane"]}
    return svg(drawn, Said(names.word("chains", lang), lanes, ticks(drawn, made.zone, lang)))


def _wanted(looking: Looking, as_: str, want: Asked) -> Wanted:
    """What a form asks for. The plan's time and what it was made from are fixed here: the file will say no more."""
    made = made_of(looking)
    if as_ not in TYPES:
        raise AskedError("as={as_!r} is no kind of file; allowed: {allowed}", as_=as_, allowed=", ".join(TYPES))
    if made is None:
        raise AskedError("there is nothing to export: no incident is open at this time")
    points = found(want, seen(looking.desk, steps.who(looking.request), made)).nodes.height
    return Wanted(
        want._replace(page=1), as_, made.plan.incident, made.plan.now, made.read, points, looking.language
    )  # fmt: skip


def _graph(looking: Looking, export: Export) -> tuple[Made, Graph]:
    """What was asked for, as who asked might see it then, of the facts of then."""
    wanted, want = export.wanted, export.wanted.want
    if not isinstance(want, Asked):
        raise TypeError(want)
    made = plans.made(looking.desk, plans.Asked(wanted.incident, wanted.at), wanted.read)
    return made, found(want, seen(looking.desk, export.by, made))


def _pieces(graph: Graph, made: Made, as_: str, lang: Language) -> Iterator[bytes]:
    if as_ == "graphml":
        about = f"{made.plan.incident} {made.plan.now.astimezone(made.zone).isoformat()}"
        told = graphml(graph, made.zone, about)
    else:
        told = picture(laid(graph, made.facts["places"], made.plan.now), made, lang)
    return (piece.encode() for piece in told)


def _titled(export: Export, called_so: Names, lang: Language) -> waits.Titled:
    """What of the graph, in words."""
    having = export.wanted.want.having
    said = [
        f"{names.word(f'of.{name}', lang)}{say(':', lang)}{_value(name, value, called_so, lang)}"
        for name, value in having.items()
    ]
    return waits.Titled(names.word("chains", lang), said)


def _value(name: str, value: str, called_so: Names, lang: Language) -> str:
    return names.lane(value, called_so, lang) if name == "lane" else names.value(name, value, lang)


HANDLERS = [ask, agree, take]
