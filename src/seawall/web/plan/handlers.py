"""The addresses of the plan: to look at it, to sign it, to refuse it, to amend what it proposes."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Redirect

from seawall.desk import signing
from seawall.desk.reasons import LONG, sentence
from seawall.store import journal
from seawall.store.database import transaction
from seawall.tables.errors import SeawallError
from seawall.web import plans, proof
from seawall.web.choices import Form
from seawall.web.looking import Looking
from seawall.web.pages import address, page
from seawall.web.plan import amending, selecting, shown
from seawall.web.plan.forms import read
from seawall.web.plan.showing import show
from seawall.web.plan.shown import Shown
from seawall.web.signing import acting, refuse_past, signer


@get("/plan", sync_to_thread=True, opt={"action": "look", "resource": "plan"})
def plan(request: Request[Any, Any, Any]) -> Response[str]:
    """The differences from the orders in force, the reasons of one row, another policy beside it, and the seal."""
    looking = Looking(request)
    found = shown.chosen(looking)
    return page(looking, "plan", shown=None) if found is None else show(looking, found)


@post("/plan/sign", sync_to_thread=True, opt={"action": "sign", "resource": "plan"})
def sign(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Signs the plan that was read, or says why that signature took no effect and who signed before."""
    looking = Looking(request)
    found = read(looking, data)
    who = acting(signer(looking), data)
    try:
        refuse_past(looking, found.made)
        who = replace(who, proof=proof.proven(looking, data))
        signing.sign_made(
            looking.desk, found.made, data.get("digest", ""), who, selecting.verbs(data.get("verbs")),
            lambda: plans.standing(looking.desk, found.made),
        )  # fmt: skip
    except SeawallError as error:
        return show(looking, Shown(looking.desk, found.made), status=409, refused=looking.told(error), sent=data)
    there = address("plan", looking, incident=found.made.plan.incident, plan=found.digest, verbs=data.get("verbs"))
    return Redirect(there, status_code=303)


@post("/plan/refuse", sync_to_thread=True, opt={"action": "sign", "resource": "plan"})
def refuse(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Puts into the journal that an officer refuses the plan, and why. Nothing is signed, and nothing is undone."""
    looking = Looking(request)
    found, reason = read(looking, data), sentence(data.get("reason", ""), LONG)
    if reason is None:
        said = looking.say("A refusal says why, in a sentence.")
        return show(looking, found, status=400, refused=said, sent=data)
    body = {"why": reason, "verbs": list(selecting.verbs(data.get("verbs")))}
    with transaction(looking.desk.server) as connection:
        entry = journal.append(
            connection, "refusal", looking.officer or "", "sign", found.digest, body, datetime.now(UTC)
        )
    return show(looking, found, entry=entry, sent=data)


HANDLERS = [plan, sign, refuse, *amending.HANDLERS, *proof.HANDLERS]
