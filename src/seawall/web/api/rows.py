"""Rows of a body: JSON read strictly, each value as its column holds it; what is none is said, row by row."""

import io
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import dataframely as dy

from seawall.desk.posting import Sent
from seawall.files.grid import Broken, Record
from seawall.store.outward import Sealing
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import FACT_COLUMNS
from seawall.web.api.problems import ProblemError
from seawall.web.api.resources import KINDS_SEALED, SEALED
from seawall.web.errors import AskedError
from seawall.web.times import decoded

LIMIT = 32 << 20
"""Bytes of one body."""
LIST = 4 << 20
"""Bytes of a body that is one list: it is read whole before its rows can be counted."""
MOST = 50_000
"""Rows that one request may send, good or not."""
NAMED = 20
"""Faults that are named of one row; the others are counted."""
JSON, LINES = "application/json", "application/x-ndjson"
Cell = tuple[str, str | None]
"""A value as text and what is wrong with it (None: nothing)."""


def columns(table: str, *, history: bool) -> list[str]:
    """What a row may say: the table's own columns, what it follows or corrects, and in a history when it was learned.

    Who wrote it down, out of what, and which id it has, is ours to say.
    """
    own = [name for name in TABLES[table].column_names() if name not in FACT_COLUMNS]
    return [*own, "follows", "corrects", *(["recorded_at"] if history else [])]


def sent(
    table: str, names: Sequence[str], body: bytes, media: str, sealing: Sealing, speaks_for: Collection[str]
) -> Sent:
    """The rows of a body, with their faults, sent by whoever speaks for some laboratories.

    Raises ProblemError for a body that is none of rows, or has too many.
    """
    records, broken = list[Record](), list[Broken]()
    for number, row in each(body, media):
        if isinstance(row, Broken):
            broken.append(row)
        elif not isinstance(row, dict):
            broken.append(Broken(number, None, "", "this is not an object", "objects like {column: value}"))
        else:
            found = list(_few(number, _faults(number, row, table, names, sealing)))
            wrong = {fault.index for fault in found}
            cells = [
                ""
                if place in wrong
                else _cell(TABLES[table].columns()[name], row.get(name), _opens(row, name), sealing)[0]
                for place, name in enumerate(names)
            ]
            records.append((number, cells))
            broken += found
    return Sent(table, names, records, broken, speaks_for)


def each(body: bytes, media: str) -> Iterator[tuple[int, object]]:
    """The rows of a body as JSON, each with its number from 1; a line that is none as what is wrong with it.

    Raises ProblemError for a body that is none of rows, or has too many.
    """
    if media == JSON and len(body) > LIST:
        raise ProblemError("too-large", f"{len(body)} bytes of {JSON}; allowed: {LIST}, or {LIMIT} of {LINES}")
    for count, row in enumerate(_listed(body) if media == JSON else _lines(body), start=1):
        if count > MOST:
            raise ProblemError("too-large", f"more than {MOST} rows; allowed: {MOST}")
        yield row


def _few(number: int, faults: Iterator[Broken]) -> Iterator[Broken]:
    yield from islice(faults, NAMED)
    if more := sum(1 for _ in faults):
        yield Broken(number, None, "…", f"{more} more faults in this row", f"≤ {NAMED}")


def _faults(
    number: int, row: Mapping[str, Any], table: str, names: Sequence[str], sealing: Sealing
) -> Iterator[Broken]:
    kinds, known = TABLES[table].columns(), ", ".join(names)
    for name in row:
        if name not in names:
            yield Broken(number, None, legible(name), "there is no such column", known)
    for place, name in enumerate(names):
        _, wrong = _cell(kinds[name], row.get(name), _opens(row, name), sealing)
        if wrong is not None:
            yield Broken(number, place, "", wrong, allowed(kinds[name]))


def _opens(row: Mapping[str, Any], name: str) -> bool:
    return name in SEALED or (name == "subject" and row.get("subject_kind") == KINDS_SEALED)


def _cell(kind: dy.Column, value: object, opens: bool, sealing: Sealing) -> Cell:
    """A value as the text that an import reads."""
    if value is None:
        return "", None
    match kind:
        case dy.Bool():
            return (str(value).lower(), None) if isinstance(value, bool) else ("", "it is neither true nor false")
        case dy.Int64() | dy.Float64():
            return _number(value, whole=isinstance(kind, dy.Int64))
    if not isinstance(value, str):
        return "", "it is no text in quotation marks"
    if isinstance(kind, dy.Datetime):
        return _time(value)
    if isinstance(kind, dy.Enum):
        return (value, None) if value in kind.categories else ("", "it is none of the words")
    return text_of(value, opens, sealing)


def _number(value: object, *, whole: bool) -> Cell:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "", "it is not a number"
    if abs(value) >= 2**53:  # 1e400 too, which is read as infinite
        return "", "it is out of bounds"
    if whole and value != int(value):
        return "", "it is not a whole number"
    return str(int(value) if whole else value), None


def _time(value: str) -> Cell:
    try:
        return decoded(value).isoformat(), None
    except (AskedError, OverflowError):
        return "", "it is no time with its offset"


def text_of(value: str, opens: bool, sealing: Sealing) -> Cell:
    """A text, which may be a sealed id where it `opens`."""
    if not value.strip() or not value.isprintable():
        return "", "it is empty, or has signs that cannot be seen"
    own = sealing.open(value) if opens else value
    return (own, None) if own is not None else ("", "this desk never gave that id")


def allowed(kind: dy.Column) -> str:
    """What a column takes."""
    match kind:
        case dy.Bool():
            return "true, false"
        case dy.Int64() | dy.Float64():
            least, most = ("…" if bound is None else f"{bound:g}" for bound in (kind.min, kind.max))
            return f"{least} – {most}"
        case dy.Enum():
            return ", ".join(kind.categories)
        case dy.Datetime():
            return "2022-01-23T04:00:00+08:00"
    return "a text, or an id of yours or of ours"


def _listed(body: bytes) -> Iterator[tuple[int, object]]:
    try:
        found = _read(body)
    except (ValueError, RecursionError) as error:
        raise ProblemError("not-understood", f"JSON: {_why(error)}") from None
    if not isinstance(found, list):
        raise ProblemError("not-understood", "JSON; allowed: [{column: value, …}, …]")
    yield from enumerate(found, start=1)


def _lines(body: bytes) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(io.BytesIO(body), start=1):
        if line.strip():
            try:
                yield number, _read(line)
            except (ValueError, RecursionError) as error:
                yield number, Broken(number, None, "", f"the line is not JSON ({_why(error)})", "one object a line")


def _read(body: bytes) -> object:
    return json.loads(body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_constant)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError("an object names a key twice")
    return said


def _constant(said: str) -> object:
    raise ValueError(f"{said} is no number")


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    return "nested too deeply" if isinstance(error, RecursionError) else legible(str(error))


def legible(said: str) -> str:
    """The beginning of what somebody sent, without signs that cannot be seen."""
    return "".join(sign for sign in said if sign.isprintable())[:100]
