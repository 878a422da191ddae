"""The page of the chains: the picture, who, where and when, and the questions that would move most."""

from typing import Any

import polars as pl
from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from seawall.desk.planning import Made
from seawall.tables.ring import RINGS
from seawall.web.chains import leaving, names
from seawall.web.chains.asked import Asked, asked
from seawall.web.chains.choosing import choices
from seawall.web.chains.drawn import shortened
from seawall.web.chains.fan import fan
from seawall.web.chains.finding import found
from seawall.web.chains.graph import Graph
from seawall.web.chains.layout import laid
from seawall.web.chains.rows import ROWS, rows, told
from seawall.web.chains.seen import seen
from seawall.web.chosen import made_of
from seawall.web.islands import island
from seawall.web.looking import Looking
from seawall.web.names import Names
from seawall.web.pages import address, figure, page
from seawall.web.sealed import sealed
from seawall.web.whys import asks

MAY = {"action": "look", "resource": "chains"}
DRAWN = 600
"""Points that the server draws into the page; more wait for the module that draws, and stand in the table."""
ASKED = 4
"""Questions that are shown."""


@get("/chains", sync_to_thread=True, opt=MAY)
def chains(request: Request[Any, Any, Any]) -> Response[str]:
    """The chains of an incident, as far as who looks may see them."""
    looking, want = Looking(request), asked(request.query_params)
    made = made_of(looking)
    return page(looking, "chains", want=want, **({"made": None} if made is None else _shown(looking, made, want)))


@get("/chains/person", sync_to_thread=True, opt=MAY)
def person(request: Request[Any, Any, Any]) -> Redirect:
    """To the page of whom a point of the picture is. Raises NotFoundException for one that is not seen."""
    looking, number = Looking(request), request.query_params.get("number", "")
    made = made_of(looking)
    if made is None:
        raise NotFoundException
    who = seen(looking.desk, _who(looking), made).nodes.filter(number=number)["person"].drop_nulls()
    if who.is_empty():
        raise NotFoundException
    return Redirect(address(f"people/{sealed(who[0], 'person', looking.desk.home)}", looking), status_code=303)


def _who(looking: Looking) -> Any:
    return looking.request.scope["state"].get("subject")


def _shown(looking: Looking, made: Made, want: Asked) -> dict[str, Any]:
    lang, whole = looking.language, seen(looking.desk, _who(looking), made)
    part = found(want, whole)
    every = rows(part)
    last = max(1, -(-every.height // ROWS))
    at = min(want.page, last)
    points = part.nodes.filter(~pl.col("near")).height
    small = part.nodes.height <= DRAWN
    drawn = "".join(leaving.picture(laid(part, made.facts["places"], made.plan.now), made, lang)) if small else ""
    called_so, round_one = Names(made.facts, lang), fan(whole, want.focus)
    lanes = {each.lane: names.lane(each.lane, called_so, lang) for each in round_one.groups} if round_one else {}
    return {
        "fan": round_one, "shortened": shortened, "lanes": lanes, "made": made,
        "counts": _counts(whole, looking), "points": points, "of": whole.nodes.height, "drawn": drawn,
        "count": every.height, "rows": told(every.slice((at - 1) * ROWS, ROWS), made, lang), "page_at": at,
        "pages": last, "asks": want.having, "choices": choices(want, whole, made, looking),
        "questions": _questions(whole, made, looking), "island": island("chains"), **leaving.shown(looking, made),
    }  # fmt: skip


def _counts(graph: Graph, looking: Looking) -> list[tuple[str, str]]:
    """Cases, and people of each ring by their strongest, as the lists of people count them."""
    met = graph.edges.filter(pl.col("kind") == "met").select("target", "ring")
    order = {ring: nth for nth, ring in enumerate(RINGS)}
    strongest = met.group_by("target").agg(pl.col("ring").sort_by(pl.col("ring").replace_strict(order)).first())
    cases = graph.nodes.filter(pl.col("kind") == "case").height
    rings = [(ring, strongest.filter(pl.col("ring") == ring).height) for ring in RINGS]
    counted = [("case", cases), *((ring, many) for ring, many in rings if many)]
    return [(figure(many), names.word(f"many.{'one' if what == 'case' and many == 1 else what}", looking.language))
            for what, many in counted]  # fmt: skip


def _questions(graph: Graph, made: Made, looking: Looking) -> list[tuple[str, str]]:
    """What is not known of the cases that are seen, and how many people the answer would move."""
    cases = graph.nodes.filter(pl.col("kind") == "case")["number"].implode()
    asked_of = made.plan.traced.questions.filter(pl.col("case").is_in(cases), pl.col("moves").is_not_null()).head(ASKED)
    return [
        (asks(row["question"], made, looking.language), _moves(row["gains"], row["loses"]))
        for row in asked_of.iter_rows(named=True)
    ]


def _moves(gains: int, loses: int) -> str:
    return " ".join([*([f"+{gains:,}"] if gains else []), *([f"−{loses:,}"] if loses else [])])


HANDLERS = [chains, person]
