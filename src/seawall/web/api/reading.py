"""What came in since a batch: the rows of one table, streamed in the order of their batches."""

from asyncio import to_thread
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from urllib.parse import urlencode

import polars as pl
from litestar import Request, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Stream

from seawall.desk.opening import Desk
from seawall.store import changes, facts, journal
from seawall.store.changes import OF_INCIDENT, WAYS, Asked
from seawall.store.database import transaction
from seawall.store.outward import Sealing
from seawall.web.api import asked
from seawall.web.api.bearer import place
from seawall.web.api.problems import ProblemError
from seawall.web.api.reach import limits
from seawall.web.api.resources import LEFT_OUT, READ
from seawall.web.api.shape import KINDS, outward

FACTS = {"token": True, "action": "look", "resource": "facts", "exclude_from_csrf": True}


@get("/api/v1/facts/{table:str}", opt={**FACTS, "once": True})
async def read(request: Request[Any, Any, Any], table: FromPath[str]) -> Stream:
    """Rows that came in after the batch `since`, corrections and retractions among them, up to `until`.

    `Seawall-Next` is the batch up to which they were read: whoever asks for what came in since then misses nothing
    and gets nothing twice. The journal says what left, before its first byte does.
    """
    if table not in READ:
        raise NotFoundException
    return await to_thread(_read, request, table)


def _read(request: Request[Any, Any, Any], table: str) -> Stream:
    desk: Desk = request.app.state.desk
    want, kind = _wanted(request, desk, table), asked.kind(request.headers.get("accept", ""), tuple(KINDS))
    rows = changes.count(desk.server, want)
    if rows:
        _note(request, want, rows, kind)
    frames = _streamed(request, desk, want)
    begun = chain([next(frames)], frames)  # a database that is away is said before the first byte
    headers = {
        "Cache-Control": "no-store", "Vary": "Accept", "Seawall-Rows": str(rows), "Seawall-Next": str(want.until),
        "Link": f'<{request.url.path}?{_next(want)}>; rel="next"',
    }  # fmt: skip
    pieces = KINDS[kind](outward(begun, Sealing(desk.home)), want.columns)
    return Stream((piece for piece in pieces if piece), media_type=kind, headers=headers)


def _streamed(request: Request[Any, Any, Any], desk: Desk, want: Asked) -> Iterator[pl.DataFrame]:
    with place(request.app.state.pace.reads):
        yield from changes.stream(desk.server, want)


def _wanted(request: Request[Any, Any, Any], desk: Desk, table: str) -> Asked:
    said = asked.query(request, ("since", "until", "incident"))
    with transaction(desk.server) as connection:
        highest, _ = facts.highest(connection)
    since, until = asked.batch(said, "since", 0), min(asked.batch(said, "until", highest), highest)
    if since > highest:
        raise ProblemError("not-understood", f"?since={since}; allowed: 0 … {highest}")
    if "incident" in said and (table not in OF_INCIDENT or not said["incident"]):
        raise ProblemError("not-understood", f"?incident: {table}; allowed: {', '.join(sorted(OF_INCIDENT))}")
    within = limits(request.scope["state"]["subject"], table)
    if within is not None and table not in WAYS:
        raise ProblemError("not-allowed", f"{table}: allowed in an area: {', '.join(sorted(WAYS))}")
    return Asked(table, since, max(since, until), said.get("incident"), within, LEFT_OUT.get(table, ()))


def _next(want: Asked) -> str:
    return urlencode({"since": want.until, **({"incident": want.incident} if want.incident else {})})


def _note(request: Request[Any, Any, Any], want: Asked, rows: int, kind: str) -> None:
    token = request.scope["state"]["token"]
    body = {
        "token": str(token.token), "name": token.name, "since": want.since, "until": want.until, "rows": rows,
        "as": kind, "incident": want.incident, "areas": None if want.limits is None else [list(p) for p in want.limits],
    }  # fmt: skip
    with transaction(request.app.state.desk.server) as connection:
        journal.append(connection, "export", token.officer, "api", want.table, body, datetime.now(UTC))


HANDLERS = [read]
