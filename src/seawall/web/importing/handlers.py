"""The import page and what is sent to it: files, how they are to be read, rows that were put right, decided pairs."""

from asyncio import to_thread
from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import Body
from litestar.response import File as Sent
from litestar.response import Redirect

from seawall.web.access import decide
from seawall.web.errors import AskedError
from seawall.web.importing import arrivals, pairs, shown, storing, undoing
from seawall.web.importing.arrivals import Arrival
from seawall.web.importing.choice import chosen, tables_of, wish
from seawall.web.importing.receiving import LIMIT, receive
from seawall.web.importing.undoing import IMPORTS
from seawall.web.looking import Looking
from seawall.web.pages import page

FACTS = {"action": "import", "resource": "facts"}
FORM = 8_000_000
"""Bytes that a form of rows may have: a hundred rows with many columns."""
Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
Asks = Request[Any, Any, Any]


@get("/import", sync_to_thread=True, opt=IMPORTS)
def look(request: Asks) -> Response[str]:
    """Where files are dropped; of those that were asked for how they are read, or what became of them."""
    looking, name = Looking(request), request.query_params.get("arrival")
    arrival = arrivals.found(looking.desk, name, _officer(looking)) if name and looking.live else None
    may_decide = decide(request.state.subject, "import", "facts")
    waiting = pairs.waiting(looking) if may_decide else None
    own = [each for each in arrivals.every(looking.desk) if each.officer == looking.officer]
    return page(
        looking, "import", room="import", arrival=arrival, arrivals=own, tables=tables_of(request.state.subject),
        limit=LIMIT >> 20, hours=int(arrivals.KEPT.total_seconds() / 3600), history=looking.desk.home.history,
        files=shown.files(looking, arrival) if arrival else [], changed="changed" in request.query_params,
        decided=request.query_params.get("decided"),
        batches=undoing.listed(looking) if looking.live else [],
        waiting=0 if waiting is None else waiting.height,
        pairs=[] if waiting is None else pairs.shown_pairs(looking, waiting),
    )  # fmt: skip


@post("/import/files", opt={**IMPORTS, "exclude_from_csrf": True}, request_max_body_size=LIMIT, status_code=303)
async def send(request: Asks) -> Redirect:
    """Takes files in; the token of the form is looked at here, before the first of them is written."""
    looking = Looking(request, now=True)
    officer, desk = _officer(looking), looking.desk

    async def begin() -> Path:
        return await to_thread(arrivals.begin, desk, officer)

    folder, names = await receive(request, begin)
    if not names:
        await to_thread(rmtree, folder)
        raise AskedError("no file was chosen: choose one or more, then send them")
    arrival = await to_thread(arrivals.kept, folder, officer, names, tables_of(request.state.subject))
    return _to(arrival)


@post("/import/store", sync_to_thread=True, opt=IMPORTS, request_max_body_size=FORM, status_code=303)
def store(request: Asks, data: Form) -> Redirect:
    """Reads files anew as was chosen; what was looked at as it is now chosen is stored, if that was asked."""
    looking, arrival = _asked(request, data)
    changed = _choose(looking, arrival, data)
    if "store" in data and not changed:
        storing.store(looking.desk, arrival, request.state.subject)
    return _to(arrival, "&changed" if changed and "store" in data else "")


@post("/import/mend", sync_to_thread=True, opt=IMPORTS, request_max_body_size=FORM, status_code=303)
def mend(request: Asks, data: Form) -> Redirect:
    """Stores the rows that are right now; the rest stay with their reasons."""
    looking, arrival = _asked(request, data)
    storing.mend(looking.desk, arrival, request.state.subject, _nth(arrival, data), data)
    return _to(arrival)


@post("/import/remove", sync_to_thread=True, opt=IMPORTS, status_code=303)
def remove(request: Asks, data: Form) -> Redirect:
    """Takes files away that are not wanted, or are done with."""
    looking, arrival = _asked(request, data)
    arrivals.remove(looking.desk, arrival)
    return Redirect("/import", status_code=303)


@get("/import/rejects", sync_to_thread=True, opt=IMPORTS)
def rejects(request: Asks) -> Sent:
    """The rows that came back, as the command line writes them."""
    looking, arrival = _asked(request, request.query_params)
    nth = _nth(arrival, request.query_params)
    path = arrivals.rejects(looking.desk, arrival, nth)
    if not path.exists():
        raise NotFoundException
    name = f"rejects-{arrival.files[nth].choice.table}.csv"
    return Sent(path, filename=name, media_type="text/csv", headers={"Cache-Control": "no-store"})


@post("/import/decide", sync_to_thread=True, opt=FACTS, status_code=303)
def decided(request: Asks, data: Form) -> Redirect:
    """An officer's word on two numbers that may be one person."""
    said = [data.get(name, "") for name in ("person", "other", "decision", "why")]
    pairs.decide(Looking(request, now=True), *said)
    back = data.get("arrival", "")
    where = {"arrival": back} if back.isalnum() else {}
    return Redirect(f"/import?{urlencode({**where, 'decided': said[2]})}#decided", status_code=303)


def _choose(looking: Looking, arrival: Arrival, data: Mapping[str, str]) -> bool:
    """Keeps what was chosen; whether it is other than what was looked at."""
    changed = False
    for nth, file in enumerate(arrival.files):
        said = {name.removeprefix(f"f{nth}."): text for name, text in data.items() if name.startswith(f"f{nth}.")}
        if file.done is None and said:
            choice = chosen(file.choice, said, tables_of(looking.request.state.subject))
            if choice.table:
                wish(looking.desk, choice, looking.request.state.subject)
            if choice != file.choice:
                file.choice, changed = choice, True
    if changed:
        arrivals.save(looking.desk, arrival)
    return changed


def _asked(request: Asks, said: Mapping[str, str]) -> tuple[Looking, Arrival]:
    looking = Looking(request, now=True)
    return looking, arrivals.found(looking.desk, said.get("arrival", ""), _officer(looking))


def _nth(arrival: Arrival, said: Mapping[str, str]) -> int:
    text = said.get("file", "")
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) < len(arrival.files)):
        raise NotFoundException
    return int(text)


def _officer(looking: Looking) -> str:
    if looking.officer is None:
        raise ClientException
    return looking.officer


def _to(arrival: Arrival, more: str = "") -> Redirect:
    return Redirect(f"/import?arrival={arrival.id}{more}", status_code=303)


HANDLERS = [look, send, store, mend, remove, rejects, decided, *undoing.HANDLERS]
