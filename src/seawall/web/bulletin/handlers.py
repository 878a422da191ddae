"""The bulletin's room: the draft beside the last, what it rests on, publishing it, and correcting one."""

from dataclasses import replace
from threading import Lock
from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from seawall.desk import correcting, signing
from seawall.tables.errors import SeawallError
from seawall.web import plans, proof
from seawall.web.access import Subject, decide
from seawall.web.bulletin import draft, rows, shelf, words
from seawall.web.bulletin.begun import signatures
from seawall.web.bulletin.draft import Draft
from seawall.web.choices import Form
from seawall.web.errors import AskedError
from seawall.web.looking import Looking
from seawall.web.pages import address, page
from seawall.web.signing import Signer, acting, read, refuse_past, signer

PUBLISHES = ("publish", "bulletin")
LONG = 10
"""Digits that no figure has: fewer people live anywhere."""
_ONE = Lock()
"""Of two who publish at once the second sees what the first did, also where their drafts are of two minutes."""


@get("/bulletin", sync_to_thread=True, opt={"action": "look", "resource": "bulletin"})
def bulletin(request: Request[Any, Any, Any]) -> Response[str]:
    """The draft beside the last bulletin; `?figure=` the rows of a figure, `?correct=` the form of a notice."""
    looking = Looking(request)
    found = draft.drafted(looking)
    return page(looking, "bulletin", draft=None) if found is None else _page(looking, found)


@post("/bulletin/publish", sync_to_thread=True, opt={"action": "publish", "resource": "bulletin"})
def publish(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Signs the draft that was read; with its last signature it is published. Or says why it took no effect."""
    looking = Looking(request)
    found, digest = draft.of(looking, read(looking, data)), data.get("digest", "")
    who = acting(signer(looking, *PUBLISHES), data)
    try:
        refuse_past(looking, found.made)
        who = replace(who, proof=proof.proven(looking, data, "bulletin"))
        with _ONE:
            signing.sign_made(
                looking.desk, found.made, digest, who, ("inform",), lambda: plans.standing(looking.desk, found.made)
            )
    except SeawallError as error:
        latest = draft.drafted(looking) or found
        others = [each for each in signatures(looking, found.made) if each.officer != who.officer]
        return _page(looking, latest, status=409, refused=looking.told(error), first=others[-1] if others else None)
    shelf.shelf(looking.desk, now=True)
    return Redirect(address("bulletin", looking, incident=found.made.plan.incident) + "#published", status_code=303)


@post("/bulletin/correct", sync_to_thread=True, opt={"action": "publish", "resource": "bulletin"})
def correct(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Issues a notice that figures of a published bulletin were wrong. The bulletin itself stays as it was."""
    looking = Looking(request)
    one = shelf.shelf(looking.desk, now=True).named(data.get("number", ""))
    if one is None:
        raise NotFoundException
    who = acting(signer(looking, *PUBLISHES), data)
    try:
        who = replace(who, proof=proof.proven(looking, data, "bulletin"))
        with _ONE:
            correcting.correct(
                looking.desk, one.release, _should(one, data), data.get("reason", ""), who, looking.span.now
            )
    except SeawallError as error:
        found = draft.drafted(looking)
        if found is None:
            raise
        return _page(looking, found, status=409, refused=looking.told(error), chosen=one, typed=data)
    shelf.shelf(looking.desk, now=True)  # so that nobody reads it without the notice from here on
    return Redirect(address("bulletin", looking, incident=one.release.incident) + "#published", status_code=303)


def subject(looking: Looking) -> Subject | None:
    """Who looks."""
    found: Subject | None = looking.request.scope["state"].get("subject")
    return found


def _page(looking: Looking, found: Draft, status: int = 200, **said: Any) -> Response[str]:
    query, who, lang = looking.request.query_params, signer(looking, *PUBLISHES), looking.language
    figure = query.get("figure")
    if figure and not rows.may(subject(looking)):
        raise NotFoundException
    chosen = said.pop("chosen", None) or _correcting(looking, query.get("correct"))
    return page(
        looking, "bulletin", status=status, draft=found, plan=found.made.plan, snapshot=found.bulletin,
        groups=found.groups(lang), sums=found.sums(lang), sides=found.sides, who=who, hold=_hold(looking, found, who),
        rows=rows.rows(found.made, figure, subject(looking)) if figure else None, may_rows=rows.may(subject(looking)),
        correct=chosen, reasons=[(name, words.reason(name, lang)) for name in correcting.REASONS],
        digest=found.made.digest,
        words=words, lang_of={"zh": "zh-CN", "en": "en"},
        plan_signs=decide(subject(looking), "sign", "plan"),
        **{"refused": None, "first": None, "typed": {}, **said},
    )  # fmt: skip


def _hold(looking: Looking, found: Draft, who: Signer) -> str:
    """Why nothing can be published here and now: the first reason there is; "" where it can."""
    reasons = (
        ("sums", bool(found.bulletin.refused)), ("past", not looking.live), ("nothing", not found.waits),
        ("role", not who.roles), ("yours", any(each.officer == who.officer for each in found.signatures)),
        ("house", {each.organisation for each in who.roles} <= {each.organisation for each in found.signatures}),
    )  # fmt: skip
    return next((name for name, holds in reasons if holds), "")


def _correcting(looking: Looking, number: str | None) -> shelf.Bulletin | None:
    """The published bulletin that a notice is written for, by who may. Raises NotFoundException for none."""
    if number is None:
        return None
    found = shelf.shelf(looking.desk).named(number)
    if found is None or not signer(looking, *PUBLISHES).roles:
        raise NotFoundException
    return found


def _should(one: shelf.Bulletin, data: dict[str, str]) -> dict[str, int]:
    """The figures that a form says should have been others. Raises AskedError for what is no number."""
    typed = {name: data.get(f"should-{name}", "").strip().replace(",", "") for name in one.release.figures}
    wrong = [
        name for name, text in typed.items() if text and not (text.isascii() and text.isdigit() and len(text) < LONG)
    ]
    if wrong:
        raise AskedError(
            "{names}: a figure is a whole number, 0 or more, such as 56; nothing where it stands",
            names=", ".join(wrong),
        )
    return {name: int(text) for name, text in typed.items() if text}


HANDLERS = [bulletin, publish, correct]
