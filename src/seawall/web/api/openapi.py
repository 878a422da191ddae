"""The API as OpenAPI 3.1 says it, made from the tables themselves: what is read and sent cannot be other than they."""

from functools import cache
from typing import Any

import msgspec
from litestar import Request, Response, get

from seawall.presence.live.checkins import LONGEST_ID
from seawall.store.changes import OF_INCIDENT
from seawall.web.api import schemas
from seawall.web.api.problems import KINDS, MEDIA, THERE
from seawall.web.api.resources import READ, WRITTEN
from seawall.web.api.rows import JSON, LIMIT, LINES, LIST, MOST
from seawall.web.api.shape import ARROW, CSV, NDJSON

Said = dict[str, Any]
API = {"token": True, "action": "look", "resource": "api", "exclude_from_csrf": True}
ALWAYS = ("not-understood", "no-token", "not-allowed", "not-there", "too-often", "broken", "busy")
"""Problems that every address may answer with."""


@get("/api/v1/openapi.json", opt=API)
async def openapi(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The description of all this, for whoever has a token."""
    said = msgspec.json.encode(document(history=request.app.state.desk.home.history))
    return Response(said, media_type="application/json", headers={"Cache-Control": "no-store"})


@cache
def document(*, history: bool) -> Said:
    """The whole description, for a service home or for a history."""
    paths: Said = {}
    for table in dict.fromkeys([*READ, *WRITTEN]):
        reads = {"get": _reading(table)} if table in READ else {}
        sends = {"post": _sending(table)} if table in WRITTEN else {}
        paths[f"/api/v1/facts/{table}"] = {**reads, **sends}
    paths["/api/v1/checkins"] = {"post": _checking()}
    paths |= {address: {"get": _looking(address, *said)} for address, said in LOOKED_AT.items()}
    paths["/api/v1/openapi.json"] = {"get": _describing()}
    paths[f"{THERE}/{{kind}}"] = {"get": _telling()}
    rows = {f"{table}.read": schemas.read(table) for table in READ}
    rows |= {f"{table}.sent": schemas.sent(table, history=history) for table in WRITTEN}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Seawall", "version": "1", "description": "The tables of an outbreak-response desk."},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": {**rows, "problem": PROBLEM, "stored": STORED, "checkin": CHECKIN, "taken": TAKEN},
            "responses": {kind: _problem(kind) for kind in KINDS},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "seawall_…"}},
        },
    }


def _reading(table: str) -> Said:
    batch = {"type": "integer", "minimum": 0, "maximum": 10**15 - 1}
    parameters = [
        {"name": "since", "in": "query", "schema": batch, "description": "rows of later batches alone; else of all"},
        {"name": "until", "in": "query", "schema": batch, "description": "rows of batches up to this; else up to now"},
    ]
    if table in OF_INCIDENT:
        one = {"type": "string", "minLength": 1}
        parameters.append({"name": "incident", "in": "query", "schema": one, "description": "rows of it alone"})
    header = {"schema": {"type": "integer", "minimum": 0}}
    row = {"$ref": f"#/components/schemas/{table}.read"}
    whole = {"type": "string", "description": "the same columns in the same order"}
    found = {
        "description": "Rows in the order of their batches.",
        "headers": {
            "Seawall-Next": {**header, "description": "the batch to ask from the next time"},
            "Seawall-Rows": {**header, "description": "how many rows there are: fewer, and the answer was cut off"},
            "Link": {"schema": {"type": "string"}, "description": "the address to ask the next time"},
        },
        "content": {
            NDJSON: {"schema": {"type": "string"}, "x-row": row}, CSV: {"schema": whole}, ARROW: {"schema": whole}
        },
    }  # fmt: skip
    answers = {"200": found, **_answers(*ALWAYS, "no-such-kind")}
    said = {"operationId": f"read_{table}", "summary": f"What came in of {table} since a batch", "tags": [table]}
    return {**said, "parameters": parameters, "responses": answers}


def _sending(table: str) -> Said:
    said = {"operationId": f"send_{table}", "summary": f"Rows of {table}", "tags": [table]}
    return {**said, **_written(_ref(f"{table}.sent"), "Every row went in, or was there.", "stored")}


def _checking() -> Said:
    said = {"operationId": "send_checkins", "summary": "Who came where and when", "tags": ["checkins"]}
    return {**said, **_written(_ref("checkin"), "Every check-in is kept.", "taken")}


def _written(row: Said, every: str, became: str) -> Said:
    """What every address that takes rows has: a key, a body, and what became of the rows."""
    key = {
        "name": "Idempotency-Key", "in": "header", "required": True, "description": "another for each request",
        "schema": {"type": "string", "pattern": "^[!-~]{1,128}$"},
    }  # fmt: skip
    listed = {"schema": {"type": "array", "items": row, "maxItems": MOST}}
    size = f"{LIST >> 20} MiB as one list, {LIMIT >> 20} MiB as lines"
    body = {
        "required": True,
        "description": size,
        "content": {JSON: listed, LINES: {"schema": {"type": "string"}, "x-row": row}},
    }
    done = {"description": every, "content": {JSON: {"schema": _ref(became)}}}
    kinds = ("some-rows-refused", "under-way", "too-large", "other-kind", "rows-refused")
    return {"parameters": [key], "requestBody": body, "responses": {"200": done, **_answers(*ALWAYS, *kinds)}}


def _looking(address: str, summary: str, schema: Said) -> Said:
    at = {"name": "at", "in": "query", "schema": schemas.TIME, "description": "as was known then; else now"}
    one = {"name": "incident", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[^/]+$"}}
    found = {"description": summary, "content": {JSON: {"schema": schema}}}
    return {
        "operationId": f"look_{address.rsplit('/', 1)[1]}", "summary": summary, "tags": ["incidents"],
        "parameters": [at, one] if "{incident}" in address else [at],
        "responses": {"200": found, **_answers(*ALWAYS)},
    }  # fmt: skip


def _describing() -> Said:
    found = {"description": "OpenAPI 3.1.", "content": {JSON: {"schema": {"type": "object"}}}}
    return {
        "operationId": "openapi", "summary": "This description", "responses": {"200": found, **_answers(*ALWAYS)}
    }  # fmt: skip


def _telling() -> Said:
    kind = {"name": "kind", "in": "path", "required": True, "schema": {"type": "string", "enum": list(KINDS)}}
    found = {"description": "Its status and its sentence.", "content": {"text/plain": {"schema": {"type": "string"}}}}
    return {
        "operationId": "problem", "summary": "What the type of a problem is", "parameters": [kind], "security": [],
        "responses": {"200": found, **_answers("not-there", "broken")},
    }  # fmt: skip


def _answers(*kinds: str) -> Said:
    return {str(KINDS[kind][0]): {"$ref": f"#/components/responses/{kind}"} for kind in kinds}


def _problem(kind: str) -> Said:
    return {"description": KINDS[kind][1], "content": {MEDIA: {"schema": _ref("problem")}}}


def _ref(name: str) -> Said:
    return {"$ref": f"#/components/schemas/{name}"}


_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
STORED: Said = {
    "type": "object",
    "description": "What became of rows.",
    "properties": {
        "batch": {**_COUNT, "description": "with which they came in; 0: none was new"},
        "new": _COUNT,
        "already": {**_COUNT, "description": "that were there before"},
        "rejected": _COUNT,
        "duplicates": {**_COUNT, "description": "pairs of people who may be one, for somebody to decide"},
        "remarks": {"type": "array", "items": _TEXT},
    },
    "required": ["batch", "new", "already", "rejected", "duplicates", "remarks"],
}
_ID = {"type": "string", "minLength": 1, "maxLength": LONGEST_ID}
CHECKIN: Said = {
    "type": "object",
    "description": "Somebody came to a place; said again it is the same one, with another leaving it has that one.",
    "properties": {
        "person": {**_ID, "description": "an id of the sender's, or one that was read here"},
        "place": _ID,
        "came": {**schemas.TIME, "description": "not more than five minutes ahead of the desk's clock"},
        "left": {"anyOf": [schemas.TIME, {"type": "null"}], "description": "null: not known yet"},
    },
    "required": ["person", "place", "came"],
    "additionalProperties": False,
}
TAKEN: Said = {
    "type": "object",
    "description": "What became of check-ins.",
    "properties": {"kept": {**_COUNT, "description": "durable now, or before"}, "rejected": _COUNT},
    "required": ["kept", "rejected"],
}
PROBLEM: Said = {
    "type": "object",
    "description": "What went wrong (RFC 9457): where, what, and what is allowed.",
    "properties": {
        "type": {"type": "string", "enum": [f"{THERE}/{kind}" for kind in KINDS]},
        "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT, "instance": _TEXT,
        "stored": _ref("stored"), "taken": _ref("taken"),
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"row": _COUNT, "column": _TEXT, "pointer": _TEXT, "detail": _TEXT, "allowed": _TEXT},
                "required": ["row", "column", "detail", "allowed"],
            },
        },
        "more": {**_COUNT, "description": "how many errors are not listed"},
    },
    "required": ["type", "title", "status", "instance"],
}  # fmt: skip
_WORD: Said = {"type": ["string", "null"]}
_HEAD: Said = {
    "incident": _TEXT, "at": schemas.TIME, "policy": _TEXT, "policy_version": _TEXT,
    "batch": {**_COUNT, "description": "up to which facts were read"}, "checkins": _COUNT,
}  # fmt: skip
_ORDER: Said = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("verb", "scope", "why_public", "clause", "ends"), _WORD),
        "subject": {**_TEXT, "description": "a unit, place or site; a person's id is sealed"},
        "from": schemas.TIME, "until": schemas.TIME, "provisional": {"type": ["boolean", "null"]}, "signatures": _COUNT,
    },
}  # fmt: skip


def _headed(**more: Said) -> Said:
    return {"type": "object", "properties": {**_HEAD, **more}, "required": [*_HEAD, *more]}


_ROWS: Said = {"type": "array", "items": _ORDER}
_FIGURES: Said = {"type": "object", "additionalProperties": {"type": ["integer", "null"]}}
LOOKED_AT: dict[str, tuple[str, Said]] = {
    "/api/v1/incidents": (
        "Every incident that is handled, as the situation has it",
        {"type": "array", "items": _headed(cases=_COUNT, followed=_COUNT, late=_COUNT, to_sign=_COUNT)},
    ),
    "/api/v1/incidents/{incident}/plan": ("What a signature would change", _headed(digest=_TEXT, rows=_ROWS)),
    "/api/v1/incidents/{incident}/orders": ("The orders in force", _headed(rows=_ROWS)),
    "/api/v1/incidents/{incident}/figures": (
        "The figures of a bulletin as they may be told; null: of too few people", _headed(figures=_FIGURES)
    ),
}  # fmt: skip
HANDLERS = [openapi]
