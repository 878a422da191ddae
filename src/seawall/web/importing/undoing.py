"""What came in, and undoing it: what the plans would be without it is shown before anything is taken back."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple

import polars as pl
from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body
from litestar.response import Redirect

from seawall.desk import undoing
from seawall.desk.opening import Desk
from seawall.desk.planning import Made, make
from seawall.desk.reasons import LEAST, MOST, sentence
from seawall.desk.tallying import Tally, tallies
from seawall.desk.undoing import Batch
from seawall.store import sight
from seawall.tables.errors import SeawallError
from seawall.tell.terminal.beside import figures, named
from seawall.web import plans
from seawall.web.access import Subject, decide, laboratories
from seawall.web.errors import AskedError
from seawall.web.importing.choice import tables_of
from seawall.web.kept import Kept
from seawall.web.looking import Looking
from seawall.web.origins import origin
from seawall.web.pages import page
from seawall.web.proof import proven
from seawall.web.sealed import opened

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
IMPORTS = {"action": "import", "resource": ("facts", "results")}
_LABORATORIES = Kept[frozenset[str | None]](1024)


class Change(NamedTuple):
    """What an undo changes in an incident: figures before and after, and orders in force that rest on its rows.

    `gone`: without these rows there is no such incident, or no plan for it.
    """

    incident: str
    figures: list[tuple[str, int, int]]
    orders: int
    gone: bool


_PREVIEWS = Kept[list[Change]](64)


class Came(NamedTuple):
    """What came in: its batch (None: no row of it was new), what became of its rows (None: nobody counted them), and
    where they came from.

    `repairs`: the batch of the file whose rows these were, put right (None: it had none, or these are no such rows).
    """

    batch: Batch | None
    tally: Tally | None
    repairs: int | None
    source: str = ""


def listed(looking: Looking) -> list[Came]:
    """The last of it whose tables are for who looks, the latest first; a file of which no row was new in its place."""
    may = set(tables_of(looking.request.state.subject))
    found = [each for each in undoing.batches(looking.desk) if each.imported and set(each.tables) <= may]
    counted = tallies(looking.desk)
    by_entry = {each.entry: each for each in counted}
    by_batch = {each.batch: each for each in counted if each.batch is not None}
    came = [_came(looking, each, by_batch.get(each.batch), by_entry) for each in found if _theirs(looking, each)]
    lost = [each for each in counted if each.batch is None and each.rejected and each.table in may]
    came += [Came(None, each, None) for each in lost if _own(looking, each)]
    return sorted(came, key=_at, reverse=True)[: undoing.LISTED]


def _came(looking: Looking, batch: Batch, tally: Tally | None, by_entry: Mapping[int, Tally]) -> Came:
    first = None if tally is None or tally.repairs is None else by_entry.get(tally.repairs)
    return Came(batch, tally, None if first is None else first.batch, _source(looking, batch))


def _source(looking: Looking, batch: Batch) -> str:
    return origin(batch.source, looking.language)


def _at(came: Came) -> datetime:
    at = came.batch.at if came.batch else came.tally.at if came.tally else None
    assert at is not None  # noqa: S101 - for the type checker: one of them is there
    return at


def _own(looking: Looking, tally: Tally) -> bool:
    """Whose rows are that are not there nobody can say: who sent them is told, and whoever enters facts."""
    return decide(looking.request.state.subject, "import", "facts") or tally.by == looking.officer


@get("/import/undo", sync_to_thread=True, opt=IMPORTS)
def look(request: Request[Any, Any, Any]) -> Response[str]:
    """What taking a batch back would change."""
    looking = Looking(request, now=True)
    batch = _batch(looking, request.query_params.get("batch", ""))
    return page(looking, "import-undo", room="import", batch=batch, source=_source(looking, batch),
                changes=_seen(looking, batch), stays="stays" in batch.tables)  # fmt: skip


@post("/import/undone", sync_to_thread=True, opt=IMPORTS, status_code=303)
def undo(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Takes a batch back, with a reason, by passkey where the account has one. Raises AskedError."""
    looking, why = Looking(request, now=True), sentence(data.get("why", ""))
    batch = _batch(looking, data.get("batch", ""))
    if why is None:
        raise AskedError("an undo says why, in {least} to {most} letters", least=LEAST, most=MOST)
    proof = proven(looking, data, "undo")
    at = looking.span.now if looking.desk.home.history else datetime.now(UTC)
    with sight.whole():  # whoever imports does so for all areas
        undoing.undo(looking.desk, batch, looking.officer or "", why, at, proof)
    return Redirect("/import#batches", status_code=303)


def _batch(looking: Looking, number: str) -> Batch:
    own = opened(number, "batch", looking.desk.home)
    if own is None:
        raise NotFoundException
    found = undoing.of(looking.desk, int(own))
    may = set(tables_of(looking.request.state.subject))
    if not (found.imported and set(found.tables) <= may and _theirs(looking, found)):
        raise NotFoundException
    return found


def _theirs(looking: Looking, batch: Batch) -> bool:
    """Whether a batch is for who looks: anybody's for who enters facts; for a laboratory its own rows and no others."""
    who: Subject = looking.request.state.subject
    if decide(who, "import", "facts"):
        return True
    if batch.tables != ("results",):  # a sequence does not say which laboratory it is of
        return False
    key = (looking.desk.home, batch.batch)
    named = _LABORATORIES.get(key, lambda: _laboratories(looking.desk, batch))
    return bool(named) and named <= laboratories(who)


def _laboratories(desk: Desk, batch: Batch) -> frozenset[str | None]:
    """Whom the rows of a batch of results name; a row that takes another back names whom that one does."""
    first = batch.undoes
    while first is not None and (before := undoing.numbered(desk, first)) is not None and before.undoes is not None:
        first = before.undoes
    wanted = batch if first is None else batch._replace(batch=first)
    return frozenset(undoing.rows(desk, wanted)["results"]["laboratory"].to_list())


def _seen(looking: Looking, batch: Batch) -> list[Change] | None:
    """What an undo would change, worked out once for the same plans; None: it is not for who looks."""
    if not decide(looking.request.state.subject, "look", "plan"):
        return None
    stand = tuple((each.plan.incident, each.plan.now, each.read) for each in plans.every(looking.desk, looking.at))
    key = (looking.desk.home, batch.batch, stand, looking.language)
    return _PREVIEWS.get(key, lambda: list(_changes(looking, batch)))


def _changes(looking: Looking, batch: Batch) -> Iterator[Change]:
    """For every incident the figures of its plan that would be others."""
    hidden = {name: frame["row"] for name, frame in undoing.rows(looking.desk, batch).items()}
    rows = pl.concat(hidden.values()) if hidden else pl.Series([], dtype=pl.String)
    for made in plans.every(looking.desk, looking.at):
        before = _counted(looking, made)
        resting = made.plan.standing.filter(pl.col("rows").list.eval(pl.element().is_in(rows.implode())).list.any())
        try:
            after = _counted(looking, make(looking.desk, made.plan.now, made.plan.incident, made.asked, hidden=hidden))
        except SeawallError:
            yield Change(made.plan.incident, [], resting.height, gone=True)
            continue
        other = [(name, before.get(name, 0), after.get(name, 0)) for name in dict.fromkeys([*before, *after])]
        yield Change(made.plan.incident, [each for each in other if each[1] != each[2]], resting.height, gone=False)


def _counted(looking: Looking, made: Made) -> dict[str, int]:
    plan, lang = made.plan, looking.language
    cases = {looking.say("cases"): plan.episodes.filter("open").height}
    waits = {looking.say("orders to sign"): plan.differences.height}
    return {**cases, **{named(name, lang): many for name, many in figures(plan).items()}, **waits}


HANDLERS = [look, undo]
