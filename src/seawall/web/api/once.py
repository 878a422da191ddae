"""A request that writes is answered once for its key, and says of each row that came back why."""

import hashlib
import re
from asyncio import to_thread
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Request, Response

from seawall.desk.opening import Desk
from seawall.files.grid import Fault
from seawall.store.answers import Answer, Key, turn
from seawall.tell.terminal import Language
from seawall.web.api.bearer import waiting
from seawall.web.api.problems import KINDS, MEDIA, ProblemError, document, language
from seawall.web.api.rows import JSON, LINES
from seawall.web.importing.reasons import in_chinese
from seawall.web.tongue import translations

SHOWN = 1_000
"""Faults that an answer names; the others are counted."""
_KEY = re.compile(r"[!-~]{1,128}")
Asks = Request[Any, Any, Any]
Entered = Callable[[Asks, str, bytes], Answer]
"""Does what a body of a media type asks for, and says what became of it."""


async def answered_once(request: Asks, what: str, entered: Entered) -> Response[bytes]:
    """Does what a body asks for, once for each key. Raises ProblemError for a body or a key that is none."""
    media, _ = request.content_type
    if media not in (JSON, LINES) or request.headers.get("content-encoding", "identity") != "identity":
        raise ProblemError("other-kind", f"Content-Type: {media[:60]}; allowed: {JSON}, {LINES}")
    key = request.headers.get("idempotency-key", "")
    if not _KEY.fullmatch(key):
        raise ProblemError("not-understood", "Idempotency-Key; allowed: 1 – 128 of ! … ~")
    body = await request.body()
    asked = hashlib.sha256(f"POST {what} {media}\n".encode() + body).digest()
    named = Key(request.scope["state"]["token"].account, key, asked)
    async with waiting(request.app.state.pace.writes):
        return await to_thread(_answered, request, named, lambda: entered(request, media, body))


def _answered(request: Asks, key: Key, entered: Callable[[], Answer]) -> Response[bytes]:
    desk: Desk = request.app.state.desk
    with turn(desk.server, key) as mine:
        again = mine.before is not None
        answer = mine.before or entered()
        if not again:
            mine.keep(answer, datetime.now(UTC))
    headers = {"Cache-Control": "no-store", **({"Idempotent-Replayed": "true"} if again else {})}
    return Response(answer.body, status_code=answer.status, media_type=answer.media, headers=headers)


def refused(
    request: Asks, media: str, detail: str, faults: Sequence[Fault], more: Mapping[str, object], *, some: bool
) -> Answer:
    """A problem that names the rows that came back, where some went in or none."""
    lang = language(request)
    errors = [_error(fault, media, lang) for fault in faults[:SHOWN]]
    said = {**more, "errors": errors, "more": max(0, len(faults) - SHOWN)}
    return problem("some-rows-refused" if some else "rows-refused", detail, lang, request.url.path, said)


def problem(kind: str, detail: str, lang: Language, path: str, more: Mapping[str, object]) -> Answer:
    """A problem as an answer that is kept."""
    return Answer(KINDS[kind][0], MEDIA, msgspec.json.encode(document(kind, detail, lang, path, more)))


def _error(fault: Fault, media: str, lang: Language) -> dict[str, object]:
    """A fault: the row's number (of a list its place, of lines its line, from 1), its column, why, what is allowed."""
    said = fault if lang == "en" else in_chinese(fault)
    ours = translations(lang).gettext
    column = said.column or said.value
    pointer = {"pointer": f"#/{fault.row - 1}" + (f"/{column}" if column else "")} if media == JSON else {}
    return {"row": fault.row, "column": column, **pointer, "detail": ours(said.reason), "allowed": ours(said.allowed)}
