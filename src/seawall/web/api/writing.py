"""Rows that a program sends, through the door of an import: once for each key, with every reason for each refusal."""

import hashlib
import re
from asyncio import to_thread
from collections.abc import Mapping
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
from seawall.files.grid import Fault
from seawall.store import journal
from seawall.store.answers import Answer, Key, turn
from seawall.store.facts import Appended
from seawall.store.outward import Sealing
from seawall.store.tokens import Token
from seawall.store.wall import FactsError
from seawall.tell.terminal import Language
from seawall.web.access import Subject, decide, laboratories
from seawall.web.api import rows
from seawall.web.api.bearer import waiting
from seawall.web.api.problems import KINDS, MEDIA, ProblemError, document, language
from seawall.web.api.resources import OF_A_LABORATORY, WRITTEN
from seawall.web.api.rows import JSON, LIMIT, LINES
from seawall.web.importing.reasons import in_chinese
from seawall.web.tongue import translations

IMPORTS = {"token": True, "action": "import", "resource": ("facts", "results"), "exclude_from_csrf": True}
SHOWN = 1_000
"""Faults that an answer names; the others are counted."""
_KEY = re.compile(r"[!-~]{1,128}")
Asks = Request[Any, Any, Any]


@post("/api/v1/facts/{table:str}", opt=IMPORTS, request_max_body_size=LIMIT, status_code=200)
async def write(request: Asks, table: FromPath[str]) -> Response[bytes]:
    """Rows of a table: 200 where all went in, 207 where some did, 422 where none did; the same key, the same answer."""
    if table not in WRITTEN:
        raise NotFoundException
    if not _may(request.scope["state"]["subject"], table):
        raise PermissionDeniedException
    media, _ = request.content_type
    if media not in (JSON, LINES) or request.headers.get("content-encoding", "identity") != "identity":
        raise ProblemError("other-kind", f"Content-Type: {media[:60]}; allowed: {JSON}, {LINES}")
    key = request.headers.get("idempotency-key", "")
    if not _KEY.fullmatch(key):
        raise ProblemError("not-understood", "Idempotency-Key; allowed: 1 – 128 of ! … ~")
    body = await request.body()
    async with waiting(request.app.state.pace.writes):
        return await to_thread(_answered, request, table, key, media, body)


def _may(subject: Subject, table: str) -> bool:
    resources = ("facts", "results") if table in OF_A_LABORATORY else ("facts",)
    return any(decide(subject, "import", resource, table=table) for resource in resources)


def _answered(request: Asks, table: str, key: str, media: str, body: bytes) -> Response[bytes]:
    desk: Desk = request.app.state.desk
    asked = hashlib.sha256(f"POST {table} {media}\n".encode() + body).digest()
    named = Key(request.scope["state"]["token"].account, key, asked)
    with turn(desk.server, named) as mine:
        again = mine.before is not None
        answer = mine.before or _entered(request, desk, table, media, body)
        if not again:
            mine.keep(answer, datetime.now(UTC))
    headers = {"Cache-Control": "no-store", **({"Idempotent-Replayed": "true"} if again else {})}
    return Response(answer.body, status_code=answer.status, media_type=answer.media, headers=headers)


def _entered(request: Asks, desk: Desk, table: str, media: str, body: bytes) -> Answer:
    token: Token = request.scope["state"]["token"]
    names = rows.columns(table, history=desk.home.history)
    subject: Subject = request.scope["state"]["subject"]
    sent = rows.sent(table, names, body, media, Sealing(desk.home), laboratories(subject))
    lang, path = language(request), request.url.path
    note = partial(_note, token, table)
    try:
        found, faults = stored(desk, sent, token.officer, f"API, {token.name}", note)
    except FactsError as error:
        return _problem("rows-refused", str(error), lang, path, {})
    said = {"batch": found.batch, "new": found.new, "already": found.already, "rejected": found.rejected,
            "duplicates": found.duplicates, "remarks": found.warnings}  # fmt: skip
    if not faults:
        return Answer(200, "application/json", msgspec.json.encode(said))
    kind = "some-rows-refused" if found.new + found.already else "rows-refused"
    errors = [_error(fault, media, lang) for fault in faults[:SHOWN]]
    more = {"stored": said, "errors": errors, "more": max(0, len(faults) - SHOWN)}
    return _problem(kind, f"{table}: {found.rejected} / {_rows(sent)}", lang, path, more)


def _rows(sent: Sent) -> int:
    return len({number for number, _ in sent.records} | {each.row for each in sent.broken})


def _error(fault: Fault, media: str, lang: Language) -> dict[str, object]:
    """A fault: the row's number (of a list its place, of lines its line, from 1), its column, why, what is allowed."""
    said = fault if lang == "en" else in_chinese(fault)
    ours = translations(lang).gettext
    column = said.column or said.value
    pointer = {"pointer": f"#/{fault.row - 1}" + (f"/{column}" if column else "")} if media == JSON else {}
    return {"row": fault.row, "column": column, **pointer, "detail": ours(said.reason), "allowed": ours(said.allowed)}


def _problem(kind: str, detail: str, lang: Language, path: str, more: Mapping[str, object]) -> Answer:
    return Answer(KINDS[kind][0], MEDIA, msgspec.json.encode(document(kind, detail, lang, path, more)))


def _note(token: Token, table: str, connection: Connection, done: Appended, rejected: int) -> None:
    body = {"token": str(token.token), "name": token.name, "new": done.new, "rejected": rejected}
    journal.append(connection, "import", token.officer, "api", table, body, datetime.now(UTC), batch=done.batch)


HANDLERS = [write]
