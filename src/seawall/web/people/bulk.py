"""Many rows of a list at once: few by one person, more than the policy's number when a second agrees (TRUST.md 9)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple

import polars as pl
from litestar import Request, Response, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from seawall.desk import undoing
from seawall.desk.planning import Made, rules_at
from seawall.desk.reasons import LEAST, MOST, sentence
from seawall.desk.undoing import Batch
from seawall.store import accounts, facts, journal, sight
from seawall.store.database import transaction
from seawall.store.wall import whole
from seawall.tables.schema import UTC_MOMENT
from seawall.tell.terminal.language import Language
from seawall.web import plans
from seawall.web.access import Subject, granting
from seawall.web.chosen import made_of
from seawall.web.errors import AskedError
from seawall.web.exports import device
from seawall.web.exports.steps import RULES, paired
from seawall.web.exports.waiting import Agreed, Export, Exports, Wanted
from seawall.web.kept import read
from seawall.web.looking import Looking
from seawall.web.pages import address, page
from seawall.web.people.acts import ACTS
from seawall.web.people.asking import Asked, asked, found
from seawall.web.people.seeing import asking, seen
from seawall.web.proof import proven
from seawall.web.sealed import opened

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
MAY = {"action": "interview", "resource": "tasks"}
LIST = "tasks"
SOURCE = "many at once: "


class Offered(NamedTuple):
    """An act that may be done to the rows that are shown: its word, what it may be told, and to how many rows."""

    act: str
    choices: list[str]
    rows: int


class Waits(NamedTuple):
    """An act that waits for a second person: its number, act, what it was told, rows, who asks, why; `mine`."""

    number: str
    act: str
    told: str
    rows: int
    officer: str
    why: str
    mine: bool


def shown(looking: Looking, made: Made, want: Asked, rows: pl.DataFrame) -> dict[str, Any]:
    """What the page says of acts: those that are offered, those that wait, those done last, and the policy's number."""
    may = looking.live and bool(_who(looking).roles)
    if want.name != LIST or not may:
        return {"acts": [], "acts_wait": [], "acts_done": [], "alone": 0}
    many = rows["what"].value_counts().rows_by_key("what", unique=True)
    offered = [
        Offered(name, act.choices(made), int(many[act.what][0]))
        for name, act in ACTS.items() if act.what in many and act.choices(made)
    ]  # fmt: skip
    done = [each for each in undoing.batches(looking.desk) if _of_ours(each)]
    return {"acts": offered, "acts_wait": _waits(looking), "acts_done": done[:10], "alone": _alone(looking, made)}


@post("/people/bulk", sync_to_thread=True, opt=MAY, status_code=303)
def act(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Does an act to all rows that a list shows, or has it wait for a second person. Raises AskedError."""
    looking = Looking(request)
    want, made, why = asked(data), made_of(looking), sentence(data.get("why", ""))
    name, _, told = data.get("act", "").partition(":")
    if made is None or want.name != LIST or not looking.live:
        raise AskedError("acts are for the list of tasks as it stands now")
    if name not in ACTS or told not in ACTS[name].choices(made):
        raise AskedError("choose what is to be done: {allowed}", allowed=", ".join(ACTS))
    if why is None:
        raise AskedError("an act on many rows says why, in {least} to {most} letters", least=LEAST, most=MOST)
    rows = _rows(looking, _who(looking), made, want, name, looking.language)
    marked, held = device.marked(request)
    wanted = Wanted(want._replace(page=1), f"{name}:{told}", made.plan.incident, made.plan.now, made.read,
                    rows.height, looking.language)  # fmt: skip
    waiting = _waiting(looking).made(_who(looking), wanted, why, marked)
    if rows.height > _alone(looking, made):
        _note(looking, waiting, {"step": "asked", "why": why})
        _waiting(looking).keep(waiting)
    else:
        _do(looking, waiting, made, rows, {"agreed": None})
    return Redirect(address("people", looking, **asking(want)), status_code=303, cookies=[held])


@post("/people/bulk/{number:str}/agree", sync_to_thread=True, opt=MAY)
def agree(request: Request[Any, Any, Any], number: FromPath[str], data: Form) -> Response[Any]:
    """Agrees to an act, in another role, for another organisation and at another device than who asked, by passkey
    where the account has one; it is done at once.

    Raises AskedError where who asked may not any more, its rows have changed since, or who agrees did not prove it.
    """
    looking = Looking(request, now=True)
    waiting = _waiting(looking).waiting(number)
    if waiting is None or not isinstance(waiting.wanted.want, Asked):
        raise NotFoundException
    roles = paired(request, waiting, _who(looking))
    if isinstance(roles, str):
        _note(looking, waiting, {"step": "refused", "why": roles})
        return page(looking, "wrong", status=403, said=looking.say(RULES[roles]), room="people")
    proof = proven(looking, {**data, "number": number}, "bulk")
    made, rows = _still(looking, waiting, waiting.wanted.want)
    if not _waiting(looking).agree(waiting, Agreed(looking.officer or "", roles)):
        raise NotFoundException
    _do(looking, waiting, made, rows, {"agreed": looking.officer, "proof": proof})
    return Redirect(address("people", looking, list=LIST, incident=waiting.wanted.incident), status_code=303)


@post("/people/bulk/undo", sync_to_thread=True, opt=MAY, status_code=303)
def undo(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Takes back what was done to many rows: its facts are retracted, as one batch."""
    looking = Looking(request, now=True)
    number = opened(data.get("batch", ""), "batch", looking.desk.home)
    if number is None:
        raise NotFoundException
    batch = undoing.of(looking.desk, int(number))
    if not _of_ours(batch):
        raise NotFoundException
    undoing.undo(looking.desk, batch, looking.officer or "", batch.source, _now(looking))
    return Redirect(address("people", looking, list=LIST), status_code=303)


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
    body = {"act": name, "told": told, "why": waiting.why, "rows": ready.height, **agreed}
    with sight.whole(), transaction(looking.desk.server) as connection:  # an area enters nothing; the rows are seen
        done = facts.enter(connection, {ACTS[name].table: ready}, who, source)
        journal.append(connection, "bulk", who, name, made.plan.incident, body, datetime.now(UTC), done.batch)


def _still(looking: Looking, waiting: Export, want: Asked) -> tuple[Made, pl.DataFrame]:
    """The plan as it is now, and the rows that an act was asked for, which stand in it as they did then.

    Raises AskedError, which the journal has too, where one does not, or who asked has lost a role they asked in.
    """
    wanted, now = waiting.wanted, _now(looking)
    with transaction(looking.desk.server) as connection:
        roles = accounts.roles(connection, waiting.by.account, datetime.now(UTC))
    if not set(waiting.by.roles) <= set(roles):
        _note(looking, waiting, {"step": "refused", "why": "roles ended"})
        raise AskedError("who asked for it may not do it any more: somebody else asks")
    then = plans.made(looking.desk, plans.Asked(wanted.incident, wanted.at), wanted.read)
    made = plans.made(looking.desk, plans.Asked(wanted.incident, now), read(looking.desk))
    chosen, there = (_rows(looking, waiting.by, each, want, _act(waiting), wanted.lang)
                     for each in (then, made))  # fmt: skip
    name, _, told = wanted.as_.partition(":")
    stated, again = (ACTS[name].rows(rows, each, told, now, waiting.by.officer)
                     for rows, each in ((chosen, then), (there, made)))  # fmt: skip
    if not (_within(chosen, there) and _within(stated, again)):
        _note(looking, waiting, {"step": "refused", "why": "rows changed"})
        raise AskedError("rows have changed since it was asked for: look at them, and ask again")
    return made, chosen


def _within(some: pl.DataFrame, every: pl.DataFrame) -> bool:
    """Whether each row is one of the others."""
    return some.join(every, on=some.columns, how="anti", nulls_equal=True).is_empty()


def _rows(looking: Looking, who: Subject, made: Made, want: Asked, name: str, lang: Language) -> pl.DataFrame:
    """The rows of a list that an act is for, as far as somebody sees them, found in the language they asked in."""
    rows = found(want, seen(looking.desk, who, made, want.name, lang))
    return rows.filter(pl.col("what") == ACTS[name].what)


def _who(looking: Looking) -> Subject:
    """Who signed in, with those of their roles in which they may act."""
    who: Subject = looking.request.scope["state"]["subject"]
    return Subject(who.account, who.officer, granting(who, "interview", "tasks"))


def _alone(looking: Looking, made: Made) -> int:
    """How many rows one person may act on: the policy's number of a bulk action."""
    return int(rules_at(looking.desk, made.plan.policy, made.plan.now).need("order.bulk.people").number())


def _waits(looking: Looking) -> list[Waits]:
    own = _who(looking).account
    return [
        Waits(each.number, _act(each), each.wanted.as_.partition(":")[2], each.wanted.rows, each.by.officer, each.why,
              each.by.account == own)
        for each in _waiting(looking).every() if each.agreed is None
    ]  # fmt: skip


def _act(waiting: Export) -> str:
    return waiting.wanted.as_.partition(":")[0]


def _waiting(looking: Looking) -> Exports:
    kept: Exports = looking.request.app.state.bulks
    return kept


def _of_ours(batch: Batch) -> bool:
    return batch.source.startswith(SOURCE)


def _now(looking: Looking) -> datetime:
    return looking.span.now if looking.desk.home.history else datetime.now(UTC)


def _note(looking: Looking, waiting: Export, more: dict[str, object]) -> None:
    wanted = waiting.wanted
    body = {
        "act": wanted.as_,
        "rows": wanted.rows,
        "having": dict(wanted.want.having),
        "by": waiting.by.officer,
        **more,
    }
    with transaction(looking.desk.server) as connection:
        journal.append(
            connection, "bulk", looking.officer or "nobody", wanted.as_, wanted.incident, body, datetime.now(UTC)
        )


HANDLERS = [act, agree, undo]
