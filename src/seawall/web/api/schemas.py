"""The tables as JSON Schema (2020-12): what a row is that is read, and what one is that is sent."""

from typing import Any

import dataframely as dy

from seawall.store.changes import Asked
from seawall.store.sql import ENTERED, ROW_IDS, meaning
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import required, subject
from seawall.web.api.resources import LEFT_OUT, SEALED
from seawall.web.api.rows import columns

Schema = dict[str, Any]
TIME = {"type": "string", "format": "date-time"}
ROW = {"type": "string", "format": "uuid"}


def read(table: str) -> Schema:
    """A row that is read: every column stands in it, empty ones as null."""
    names = Asked(table, 0, 0, leaving_out=LEFT_OUT.get(table, ())).columns
    kinds = TABLES[table].columns()
    said = {name: _column(name, kinds[name]) for name in names if name not in ENTERED}
    said |= {
        "entered_at": {**TIME, "description": ENTERED["entered_at"]},
        "batch": {"type": "integer", "minimum": 1, "description": ENTERED["batch"]},
    }
    return {"type": "object", "description": meaning(TABLES[table]), "properties": said, "required": names}


def sent(table: str, *, history: bool) -> Schema:
    """A row that is sent. A column that may be empty may be left out, or be null; one of another name is refused."""
    kinds, about, stated = TABLES[table].columns(), subject(TABLES[table]), required(TABLES[table])
    said = {name: _column(name, kinds[name]) for name in columns(table, history=history)}
    for name in stated:
        said[name]["description"] += " (needed, but in a row that corrects another)"
    needed = [*about, *(["recorded_at"] if history else [])]
    return {
        "type": "object", "description": meaning(TABLES[table]), "properties": said, "required": needed,
        "additionalProperties": False,
    }  # fmt: skip


def _column(name: str, kind: dy.Column) -> Schema:
    said = _kind(name, kind)
    if kind.nullable:
        said["type"] = [said["type"], "null"]
        said |= {"enum": [*said["enum"], None]} if "enum" in said else {}
    sealed = "; its id is sealed where it is read" if name in SEALED else ""
    return {**said, "description": f"{kind.description}{sealed}"}


def _kind(name: str, kind: dy.Column) -> Schema:
    match kind:
        case dy.Bool():
            return {"type": "boolean"}
        case dy.Int64() | dy.Float64():
            bounds = {"minimum": kind.min, "maximum": kind.max}
            ours = {end: bound for end, bound in bounds.items() if bound is not None}
            return {"type": "integer" if isinstance(kind, dy.Int64) else "number", **ours}
        case dy.Enum():
            return {"type": "string", "enum": list(kind.categories)}
        case dy.Datetime():
            return dict(TIME)
    return dict(ROW) if name in ROW_IDS else {"type": "string", "minLength": 1}
