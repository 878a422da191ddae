"""Check-ins that a program sends: who came where and when, durable when they are answered; the others come back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
import polars as pl
from litestar import Request, Response, post

from seawall.desk.opening import Desk
from seawall.desk.taking import of_frame
from seawall.files.grid import Broken, Fault
from seawall.presence.live.checkins import CHECKINS, LONGEST_ID
from seawall.store import journal
from seawall.store.answers import Answer
from seawall.store.database import transaction
from seawall.store.outward import Sealing
from seawall.store.tokens import Token
from seawall.web.api import rows
from seawall.web.api.once import answered_once, refused
from seawall.web.api.problems import ProblemError
from seawall.web.api.rows import LIMIT
from seawall.web.errors import AskedError
from seawall.web.times import decoded

TAKES = {"token": True, "action": "import", "resource": "checkins", "exclude_from_csrf": True}
NEEDED = ("person", "place", "came")
ALLOWED = {
    **dict.fromkeys(("person", "place"), f"a text of 1 – {LONGEST_ID} characters"),
    "came": "2022-01-23T04:00:00+08:00", "left": "2022-01-23T04:00:00+08:00, null",
}  # fmt: skip
_REASONS = re.compile(rf"; (?=(?:{'|'.join(CHECKINS)}): )")
"""Between two reasons of the record for one row, each of which begins with its column."""


class Read(NamedTuple):
    """What a body says: check-ins, the number that each of them has in it, and what is wrong with the other rows."""

    frame: pl.DataFrame
    numbers: Sequence[int]
    faults: list[Fault]


@post("/api/v1/checkins", opt=TAKES, request_max_body_size=LIMIT, status_code=200)
async def take(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Check-ins: 200 where all are kept, 207 where some are, 422 where none is; the same key, the same answer."""
    desk: Desk = request.app.state.desk
    if desk.home.history:
        raise ProblemError("not-understood", "a history has no check-ins; allowed: stays, as files")
    return await answered_once(request, "checkins", _taken)


def _taken(request: Request[Any, Any, Any], media: str, body: bytes) -> Answer:
    desk: Desk = request.app.state.desk
    found = read(body, media, Sealing(desk.home))
    kept, faults = 0, found.faults
    if found.frame.height:
        _note(desk, request.scope["state"]["token"], found)
        done = of_frame(desk, found.frame)
        kept, faults = done.good.height, [*faults, *_rejected(found, done.rejected)]
    said = {"kept": kept, "rejected": len({each.row for each in faults})}
    if not faults:
        return Answer(200, rows.JSON, msgspec.json.encode(said))
    return refused(request, media, "checkins", faults, {"taken": said}, some=kept > 0)


def read(body: bytes, media: str, sealing: Sealing) -> Read:
    """The check-ins of a body. Raises ProblemError for a body that is none of rows, or has too many."""
    good, numbers, faults = list[tuple[object, ...]](), list[int](), list[Fault]()
    for number, row in rows.each(body, media):
        wrong = list(_faults(number, row, sealing))
        if wrong or not isinstance(row, dict):
            faults += wrong
            continue
        numbers.append(number)
        good.append(tuple(_value(name, row.get(name), sealing)[0] for name in CHECKINS))
    return Read(pl.DataFrame(good, dict(CHECKINS), orient="row"), numbers, faults)


def _faults(number: int, row: object, sealing: Sealing) -> Iterator[Fault]:
    if isinstance(row, Broken):
        yield Fault(number, "", row.value, row.reason, row.allowed)
    elif not isinstance(row, dict):
        yield Fault(number, "", "", "this is not an object", "objects like {column: value}")
    else:
        yield from _faults_of(number, row, sealing)


def _faults_of(number: int, row: Mapping[str, Any], sealing: Sealing) -> Iterator[Fault]:
    strange = sorted(set(row) - set(CHECKINS))
    if strange:
        yield Fault(number, rows.legible(strange[0]), "", "there is no such column", ", ".join(CHECKINS))
    for name in CHECKINS:
        _, wrong = _value(name, row.get(name), sealing)
        if wrong is not None:
            yield Fault(number, name, "", wrong, ALLOWED[name])


def _value(name: str, value: object, sealing: Sealing) -> tuple[object, str | None]:
    """A value as the record keeps it, and what is wrong with it (None: nothing)."""
    if value is None:
        return None, "it is empty" if name in NEEDED else None
    if not isinstance(value, str):
        return None, "it is no text in quotation marks"
    if name in ("person", "place"):
        return rows.text_of(value, name == "person", sealing)
    try:
        return decoded(value).astimezone(UTC), None
    except (AskedError, OverflowError):
        return None, "it is no time with its offset"


def _rejected(found: Read, rejected: pl.DataFrame) -> Iterator[Fault]:
    for row, reasons in rejected.select("row", "reason").iter_rows():
        for each in _REASONS.split(reasons):
            name, _, reason = each.partition(": ")
            yield Fault(found.numbers[row], name, "", reason, ALLOWED[name])


def _note(desk: Desk, token: Token, found: Read) -> None:
    """Before they are kept, for the record has a connection of its own: what the journal lacks is not in it."""
    body = {"token": str(token.token), "name": token.name, "sent": found.frame.height, "rejected": len(found.faults)}
    with transaction(desk.server) as connection:
        journal.append(connection, "import", token.officer, "api", "checkins", body, datetime.now(UTC))


HANDLERS = [take]
