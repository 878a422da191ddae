"""The addresses of the plan: to look at it, to sign it, to refuse it."""

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import PermissionDeniedException
from litestar.params import Body
from litestar.response import Redirect

from seawall.desk import signing
from seawall.desk.planning import Read
from seawall.store import journal
from seawall.store.database import transaction
from seawall.tables.errors import SeawallError
from seawall.web import plans
from seawall.web.errors import AskedError
from seawall.web.pages import Looking, address, page
from seawall.web.plan import beside, chain, costing, rows, seal, selecting, shown
from seawall.web.plan.shown import Shown
from seawall.web.plan.signer import Signer, signer
from seawall.web.times import decoded

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
LEAST = 8
"""Letters that a reason to refuse has at least."""


@get("/plan", sync_to_thread=True, opt={"action": "look", "resource": "plan"})
def plan(request: Request[Any, Any, Any]) -> Response[str]:
    """The differences from the orders in force, the reasons of one row, another policy beside it, and the seal."""
    looking = Looking(request)
    found = shown.chosen(looking)
    return page(looking, "plan", shown=None) if found is None else _page(looking, found)


@post("/plan/sign", sync_to_thread=True, opt={"action": "sign", "resource": "plan"})
def sign(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Signs the plan that was read, or says why that signature took no effect and who signed before."""
    looking = Looking(request)
    found = _read(looking, data)
    who = _as(signer(looking), data)
    try:
        _now(looking, found)
        signing.sign_made(looking.desk, found.made, data.get("digest", ""), who, selecting.verbs(data.get("verbs")))
    except SeawallError as error:
        return _page(looking, Shown(looking.desk, found.made), status=409, refused=str(error), chosen=data.get("verbs"))
    there = address("plan", looking, incident=found.made.plan.incident, plan=found.digest, verbs=data.get("verbs"))
    return Redirect(there, status_code=303)


@post("/plan/refuse", sync_to_thread=True, opt={"action": "sign", "resource": "plan"})
def refuse(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Puts into the journal that an officer refuses the plan, and why. Nothing is signed, and nothing is undone."""
    looking = Looking(request)
    found, reason = _read(looking, data), data.get("reason", "").strip()
    if len(reason) < LEAST:
        return _page(
            looking,
            found,
            status=400,
            refused=looking.say("A refusal says why, in a sentence."),
            chosen=data.get("verbs"),
        )
    said = {"why": reason, "verbs": list(selecting.verbs(data.get("verbs")))}
    with transaction(looking.desk.server) as connection:
        entry = journal.append(
            connection, "refusal", looking.officer or "", "sign", found.digest, said, datetime.now(UTC)
        )
    return _page(looking, found, entry=entry, chosen=data.get("verbs"))


def _page(looking: Looking, found: Shown, status: int = 200, chosen: str | None = None, **said: Any) -> Response[str]:
    lang, query = looking.language, looking.request.query_params
    who, groups = signer(looking), rows.grouped(found, lang)
    row = rows.find(groups, query.get("row"))
    choice = chosen or query.get("verbs") or ("all" if any(g.verb != "inform" for g in groups) else "inform")
    other = beside.beside_it(found, query.get("beside"), lang)
    return page(
        looking, "plan", status=status, shown=found, plan=found.made.plan, groups=groups, who=who,
        chain=None if row is None else chain.chain(found, row, lang), follows=costing.follows(found.made.plan),
        beside=other, offered=beside.offered(found.made.plan.policy), ours=beside.short(found.made.plan),
        theirs=other.short if other else [], kept=_kept(looking), seal=seal.seal(found, groups, choice, who, lang),
        harm=found.made.plan.harm.filter(measure="observation").row(0, named=True),
        past=query.get("plan") is not None, **{"refused": None, "entry": None, **said},
    )  # fmt: skip


def _kept(looking: Looking) -> list[tuple[str, str]]:
    """What an address says that a form is to say again."""
    query = looking.request.query_params
    return [(name, query[name]) for name in ("incident", "at", "plan", "row", "verbs") if name in query]


def _read(looking: Looking, data: dict[str, str]) -> Shown:
    """The plan that a form was about, made again from what it was made from. Raises AskedError for what names none."""
    try:
        again = Read(int(data["batch"]), int(data["checkins"]))
        asked = plans.Asked(data["incident"], decoded(data["at"]))
    except (KeyError, ValueError) as error:
        raise AskedError(
            "the form lacks incident, at, batch or checkins: open the plan again and sign there"
        ) from error
    return Shown(looking.desk, plans.made(looking.desk, asked, again))


def _as(who: Signer, data: dict[str, str]) -> signing.Signer:
    """The officer in the role and for the organisation that the form says, if they have it. Raises PermissionDenied."""
    for each in who.roles:
        if (each.role, each.organisation) == (data.get("role"), data.get("organisation")):
            return signing.Signer(who.officer, each.role, each.organisation)
    raise PermissionDeniedException


def _now(looking: Looking, found: Shown) -> None:
    """Raises AskedError for a plan of a time that is past: in a history its last time alone can be signed."""
    if looking.desk.home.history and found.made.plan.now < looking.span.now:
        raise AskedError("a plan of an earlier time cannot be signed: open the plan as it stands now")


HANDLERS = [plan, sign, refuse]
