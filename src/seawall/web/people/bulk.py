"""Many rows of a list at once: few by one person, more than the policy's number when a second agrees (TRUST.md 9)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import polars as pl
from litestar import Request, Response, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from seawall.desk import undoing
from seawall.desk.planning import Made
from seawall.desk.reasons import LEAST, MOST, sentence
from seawall.store import accounts, facts, journal, sight
from seawall.store.database import transaction
from seawall.store.wall import whole
from seawall.tables.schema import UTC_MOMENT
from seawall.web import plans
from seawall.web.chosen import made_of
from seawall.web.errors import AskedError
from seawall.web.exports import device
from seawall.web.exports.steps import RULES, paired
from seawall.web.exports.waiting import Agreed, Export, Wanted
from seawall.web.kept import read
from seawall.web.looking import Looking
from seawall.web.pages import address, page
from seawall.web.people.acts import ACTS
from seawall.web.people.asking import Asked, asked
from seawall.web.people.awaited import as_asked, awaited, chosen, digest, theirs
from seawall.web.people.concerned import WHATS, Concerned, concerned, meant
from seawall.web.people.offering import SOURCE, acting, acts_of, alone, bulks, of_ours
from seawall.web.people.seeing import asking
from seawall.web.people.ticks import Ticked, ticked
from seawall.web.proof import proven
from seawall.web.sealed import opened

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
MAY = {"action": "interview", "resource": "tasks"}
DONE = "h-bulk"
"""Where a page says what was done to many rows, and undoes it."""


@post("/people/bulk", sync_to_thread=True, opt=MAY, status_code=303)
def act(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Does an act to the rows that are ticked, or to all that a list shows, as the form says, or has it wait for a
    second person; what was ticked and left out is said. Raises AskedError."""
    looking = Looking(request)
    list_, made, why = asked(data), made_of(looking), sentence(data.get("why", ""))
    name, _, told = data.get("act", "").partition(":")
    if made is None or list_.name not in WHATS or not looking.live:
        raise AskedError("acts are for the lists of contacts and of tasks as they stand now")
    if name not in acts_of(list_.name) or told not in ACTS[name].choices(made):
        raise AskedError("choose what is to be done: {allowed}", allowed=", ".join(acts_of(list_.name)))
    if why is None:
        raise AskedError("an act on many rows says why, in {least} to {most} letters", least=LEAST, most=MOST)
    who, lang = acting(looking), looking.language
    ticks = ticked(data, str(who.account), looking.desk.home)
    want = meant(data.get("scope"), list_, ticks)
    found = concerned(looking.desk, who, made, want, ACTS[name].what, lang)
    marked, held = device.marked(request)
    wanted = Wanted(want, f"{name}:{told}", made.plan.incident, made.plan.now, made.read, found.rows.height, lang,
                    digest(found.rows))  # fmt: skip
    if found.rows.height or not ticks:
        _begin(looking, bulks(looking).made(who, wanted, why, marked), made, found.rows)
    if found.changed or found.others:
        return _left(looking, list_, found, held, waits=found.rows.height > alone(looking, made))
    return Redirect(f"{address('people', looking, **asking(list_))}#{DONE}", status_code=303, cookies=[held])


def _begin(looking: Looking, waiting: Export, made: Made, rows: pl.DataFrame) -> None:
    if rows.height > alone(looking, made):
        _note(looking, waiting, {"step": "asked", "why": waiting.why})
        bulks(looking).keep(waiting)
    else:
        _do(looking, waiting, made, rows, {"agreed": None})


def _left(looking: Looking, list_: Asked, found: Concerned, held: Cookie, *, waits: bool) -> Response[str]:
    """What was ticked and left out, each with its reason, and how many rows went on."""
    answer = page(
        looking, "people-left", status=200 if found.rows.height else 400, room="people", found=found, waits=waits,
        back=address("people", looking, **asking(list_)),
    )  # fmt: skip
    answer.set_cookie(held)
    return answer


@post("/people/bulk/{number:str}/agree", sync_to_thread=True, opt=MAY)
def agree(request: Request[Any, Any, Any], number: FromPath[str], data: Form) -> Response[Any]:
    """Agrees to an act, in another role, for another organisation and at another device than who asked, by passkey
    where the account has one; it is done at once.

    Raises AskedError where who asked may not any more, its rows have changed since or are not all theirs to look at who
    agrees, or who agrees did not prove it.
    """
    looking = Looking(request, now=True)
    waiting = awaited(looking, number)
    roles = paired(request, waiting, acting(looking))
    if isinstance(roles, str):
        _note(looking, waiting, {"step": "refused", "why": roles})
        return page(looking, "wrong", status=403, said=looking.say(RULES[roles]), room="people")
    proof = proven(looking, {**data, "number": number}, "bulk")
    made, rows = _still(looking, waiting)
    if not bulks(looking).agree(waiting, Agreed(looking.officer or "", roles)):
        raise NotFoundException
    _do(looking, waiting, made, rows, {"agreed": looking.officer, "proof": proof})
    there = address("people", looking, list=waiting.wanted.want.name, incident=waiting.wanted.incident)
    return Redirect(f"{there}#{DONE}", status_code=303)


@post("/people/bulk/undo", sync_to_thread=True, opt=MAY, status_code=303)
def undo(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Takes back what was done to many rows: its facts are retracted, as one batch."""
    looking = Looking(request, now=True)
    number = opened(data.get("batch", ""), "batch", looking.desk.home)
    if number is None:
        raise NotFoundException
    batch = undoing.of(looking.desk, int(number))
    if not of_ours(batch):
        raise NotFoundException
    list_ = data.get("list") if data.get("list") in WHATS else None
    undoing.undo(looking.desk, batch, looking.officer or "", batch.source, _now(looking))
    return Redirect(f"{address('people', looking, list=list_)}#{DONE}", status_code=303)


def _do(looking: Looking, waiting: Export, made: Made, rows: pl.DataFrame, agreed: Mapping[str, object]) -> None:
    """Stores what an act says of rows, and its journal entry with who agreed, together. Raises AskedError where that is
    nothing."""
    name, _, told = waiting.wanted.as_.partition(":")
    who, source, now = waiting.by.officer, f"{SOURCE}{name} {told}", _now(looking)
    stated = ACTS[name].rows(rows, made, told, now, who)
    if stated.is_empty():
        raise AskedError("nothing would change: these rows are so already")
    stated = stated.with_columns(pl.lit(now if made.history else None, UTC_MOMENT).alias("recorded_at"))
    ready = whole(looking.desk.home, ACTS[name].table, stated, who, source)
    body = {"act": name, "told": told, "why": waiting.why, "rows": ready.height, **_how(waiting), **agreed}
    with sight.whole(), transaction(looking.desk.server) as connection:  # an area enters nothing; the rows are seen
        done = facts.enter(connection, {ACTS[name].table: ready}, who, source)
        journal.append(connection, "bulk", who, name, made.plan.incident, body, datetime.now(UTC), done.batch)


def _still(looking: Looking, waiting: Export) -> tuple[Made, pl.DataFrame]:
    """The plan as it is now, and the rows that an act was asked for, which stand in it as they did then.

    Raises AskedError, which the journal has too, where one does not, where one is not theirs to look at who agrees, or
    who asked has lost a role they asked in.
    """
    wanted, now = waiting.wanted, _now(looking)
    with transaction(looking.desk.server) as connection:
        roles = accounts.roles(connection, waiting.by.account, datetime.now(UTC))
    if not set(waiting.by.roles) <= set(roles):
        _note(looking, waiting, {"step": "refused", "why": "roles ended"})
        raise AskedError("who asked for it may not do it any more: somebody else asks")
    then, rows = as_asked(looking, waiting)
    if theirs(looking, then, rows).height < wanted.rows:
        _note(looking, waiting, {"step": "refused", "why": "rows not theirs"})
        raise AskedError("not all of these rows are yours to look at: somebody who may look at all of them agrees")
    made = plans.made(looking.desk, plans.Asked(wanted.incident, now), read(looking.desk))
    name, _, told = wanted.as_.partition(":")
    there = chosen(looking, waiting, made)
    stated, again = (ACTS[name].rows(some, each, told, now, waiting.by.officer)
                     for some, each in ((rows, then), (there, made)))  # fmt: skip
    if not (_within(rows, there) and _within(stated, again)):
        _note(looking, waiting, {"step": "refused", "why": "rows changed"})
        raise AskedError("rows have changed since it was asked for: look at them, and ask again")
    return made, rows


def _within(some: pl.DataFrame, every: pl.DataFrame) -> bool:
    """Whether each row is one of the others."""
    return some.join(every, on=some.columns, how="anti", nulls_equal=True).is_empty()


def _how(waiting: Export) -> Mapping[str, object]:
    """What the journal has of which rows they are: a digest, and of ticks how many; of a filter it has the columns."""
    want, which = waiting.wanted.want, {"digest": waiting.wanted.digest}
    return {"ticked": len(want.ticks), **which} if isinstance(want, Ticked) else which


def _now(looking: Looking) -> datetime:
    return looking.span.now if looking.desk.home.history else datetime.now(UTC)


def _note(looking: Looking, waiting: Export, more: dict[str, object]) -> None:
    wanted = waiting.wanted
    body = {
        "act": wanted.as_,
        "rows": wanted.rows,
        "having": dict(wanted.want.having),
        **_how(waiting),
        "by": waiting.by.officer,
        **more,
    }
    with transaction(looking.desk.server) as connection:
        journal.append(
            connection, "bulk", looking.officer or "nobody", wanted.as_, wanted.incident, body, datetime.now(UTC)
        )


HANDLERS = [act, agree, undo]
