"""The journal: looked for by who, what, about what and when; fifty entries a page, the newest first."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from litestar import Request, Response, get

from seawall.desk.opening import Desk
from seawall.store import entries
from seawall.store.database import transaction
from seawall.store.entries import Entry, Wanted
from seawall.store.journal import KINDS
from seawall.tables.localtime import begins
from seawall.web.administration import places, tabs
from seawall.web.administration.words import say
from seawall.web.errors import AskedError
from seawall.web.pages import Looking

ROWS = 50
LONGEST = 200
"""Letters of what is looked for."""
SHOWN, LETTERS = 3, 160
"""Of a list or a table in an entry so many are shown, of a text so many letters, with how many there are; the file of
its proof has all."""
_AUDIT = {"action": "audit", "resource": "journal"}


class Row(NamedTuple):
    """An entry as it is shown: itself, what was done in a word, the rest as pairs, and its place for an address."""

    entry: Entry
    kind: str
    rest: list[tuple[str, str]]
    place: str


@get("/administration/journal", sync_to_thread=True, opt=_AUDIT)
def journal(request: Request[Any, Any, Any]) -> Response[str]:
    """What is asked for, and where the next fifty are. Nobody's look changes anything."""
    looking, query = Looking(request, now=True), request.query_params
    wanted = asked(query, looking.desk)
    before = places.understood(looking.desk, query["before"]) if query.get("before") else None
    with transaction(looking.desk.server, "auditor") as connection:
        found = entries.find(connection, wanted, before, ROWS + 1)
    more = places.told(looking.desk, found[ROWS - 1].place) if len(found) > ROWS else ""
    filters = {name: query.get(name, "") for name in ("who", "what", "about", "from", "until")}
    kinds = [(kind, say(f"kind.{kind}", looking.language)) for kind in KINDS]
    rows = [_row(each, looking) for each in found[:ROWS]]
    said = {name: value for name, value in filters.items() if value}
    return tabs.shown(
        looking, "journal", rows=rows, more=more, filters=filters, said=said, kinds=kinds, first=before is None
    )


def asked(query: Mapping[str, str], desk: Desk) -> Wanted:
    """What an address asks for; days are the city's, and both belong to it. Raises AskedError."""
    kind = query.get("what", "")
    if kind and kind not in KINDS:
        raise AskedError(f"what={kind!r} is no kind of entry; allowed: {', '.join(KINDS)}")
    first, last = (_day(query.get(name, ""), name) for name in ("from", "until"))
    return Wanted(
        query.get("who", "").strip()[:LONGEST], kind, query.get("about", "").strip()[:LONGEST],
        begins(first, desk.zone) if first else None, begins(last + timedelta(days=1), desk.zone) if last else None,
    )  # fmt: skip


def _day(said: str, name: str) -> date | None:
    if not said:
        return None
    try:
        return datetime.strptime(said, "%Y-%m-%d").date()  # noqa: DTZ007 - a day of the city, which begins() places
    except ValueError:
        raise AskedError(f"{name}={said!r} is no day; allowed is one such as 2022-01-23") from None


def _row(entry: Entry, looking: Looking) -> Row:
    kind = say(f"kind.{entry.kind}", looking.language)
    return Row(entry, kind, list(_pairs(entry.body)), places.told(looking.desk, entry.place))


def _pairs(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The rest of an entry in order of its names; what is empty is left out."""
    return [(name, _plain(value)) for name, value in sorted(body.items()) if value not in ("", None, [], {})]


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return _begun([f"{name} {_plain(each)}" for name, each in value.items()], "; ")
    if isinstance(value, list):
        return _begun([_plain(each) for each in value], ", ")
    said = str(value)
    return said if len(said) <= LETTERS else f"{said[:LETTERS]} … ({len(said):,})"


def _begun(parts: list[str], between: str) -> str:
    first = between.join(parts[:SHOWN])
    return first if len(parts) <= SHOWN else f"{first} … ({len(parts):,})"


HANDLERS = [journal]
