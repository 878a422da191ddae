"""Rows that a program sends, through the door of an import: once for each key, with every reason for each refusal."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath
from sqlalchemy import Connection

from seawall.desk.opening import Desk
from seawall.desk.posting import Sent
from seawall.desk.posting import post as stored
from seawall.store import journal
from seawall.store.answers import Answer
from seawall.store.facts import Appended
from seawall.store.outward import Sealing
from seawall.store.tokens import Token
from seawall.store.wall import FactsError
from seawall.web.access import Subject, decide, laboratories
from seawall.web.api import rows
from seawall.web.api.once import answered_once, problem, refused
from seawall.web.api.problems import language
from seawall.web.api.resources import OF_A_LABORATORY, WRITTEN
from seawall.web.api.rows import JSON, LIMIT

IMPORTS = {"token": True, "action": "import", "resource": ("facts", "results"), "exclude_from_csrf": True}
Asks = Request[Any, Any, Any]


@post("/api/v1/facts/{table:str}", opt=IMPORTS, request_max_body_size=LIMIT, status_code=200)
async def write(request: Asks, table: FromPath[str]) -> Response[bytes]:
    """Rows of a table: 200 where all went in, 207 where some did, 422 where none did; the same key, the same answer."""
    if table not in WRITTEN:
        raise NotFoundException
    if not _may(request.scope["state"]["subject"], table):
        raise PermissionDeniedException
    return await answered_once(request, table, partial(_entered, table))


def _may(subject: Subject, table: str) -> bool:
    resources = ("facts", "results") if table in OF_A_LABORATORY else ("facts",)
    return any(decide(subject, "import", resource, table=table) for resource in resources)


def _entered(table: str, request: Asks, media: str, body: bytes) -> Answer:
    desk: Desk = request.app.state.desk
    token: Token = request.scope["state"]["token"]
    names = rows.columns(table, history=desk.home.history)
    subject: Subject = request.scope["state"]["subject"]
    sent = rows.sent(table, names, body, media, Sealing(desk.home), laboratories(subject))
    try:
        found, faults = stored(desk, sent, token.officer, f"API, {token.name}", partial(_note, token, table))
    except FactsError as error:
        return problem("rows-refused", str(error), language(request), request.url.path, {})
    said = {"batch": found.batch, "new": found.new, "already": found.already, "rejected": found.rejected,
            "duplicates": found.duplicates, "remarks": found.warnings}  # fmt: skip
    if not faults:
        return Answer(200, JSON, msgspec.json.encode(said))
    detail = f"{table}: {found.rejected} / {_rows(sent)}"
    return refused(request, media, detail, faults, {"stored": said}, some=found.new + found.already > 0)


def _rows(sent: Sent) -> int:
    return len({number for number, _ in sent.records} | {each.row for each in sent.broken})


def _note(token: Token, table: str, connection: Connection, done: Appended, rejected: int) -> None:
    body = {"token": str(token.token), "name": token.name, "new": done.new, "rejected": rejected}
    journal.append(connection, "import", token.officer, "api", table, body, datetime.now(UTC), batch=done.batch)


HANDLERS = [write]
