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
from seawall.tables.dates import YEARS
from seawall.tables.localtime import begins
from seawall.tell.terminal.language import Language
from seawall.web.administration import places, tabs
from seawall.web.administration.words import WORDS, say
from seawall.web.errors import AskedError
from seawall.web.looking import Looking
from seawall.web.words import WORDS as LISTS
from seawall.web.words import say as said

ROWS = 50
LONGEST = 200
"""Letters of what is looked for."""
SHOWN, LETTERS = 3, 160
"""Of a list or a table in an entry so many are shown, of a text so many letters, with how many there are; the file of
its proof has all."""
_AUDIT = {"action": "audit", "resource": "journal"}


class Row(NamedTuple):
    """An entry as it is shown: itself, what was done and what for, the rest as pairs, its place for an address."""

    entry: Entry
    kind: str
    purpose: str
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
    again = {name: value for name, value in filters.items() if value}
    return tabs.shown(
        looking, "journal", rows=rows, more=more, filters=filters, said=again, kinds=kinds, first=before is None
    )


def asked(query: Mapping[str, str], desk: Desk) -> Wanted:
    """What an address asks for; days are the city's, and both belong to it. Raises AskedError."""
    kind = query.get("what", "")
    if kind and kind not in KINDS:
        raise AskedError("what={kind!r} is no kind of entry; allowed: {allowed}", kind=kind, allowed=", ".join(KINDS))
    first, last = (_day(query.get(name, ""), name) for name in ("from", "until"))
    return Wanted(
        query.get("who", "").strip()[:LONGEST], kind, query.get("about", "").strip()[:LONGEST],
        begins(first, desk.zone) if first else None, begins(last + timedelta(days=1), desk.zone) if last else None,
    )  # fmt: skip


def _day(said: str, name: str) -> date | None:
    if not said:
        return None
    try:
        found = datetime.strptime(said, "%Y-%m-%d").date()  # noqa: DTZ007 - a day of the city, which begins() places
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise AskedError("{name}={asked!r} is no day; allowed is one such as 2022-01-23", name=name, asked=said)
    return found


def _row(entry: Entry, looking: Looking) -> Row:
    lang, place = looking.language, places.told(looking.desk, entry.place)
    return Row(entry, say(f"kind.{entry.kind}", lang), _purpose(entry.purpose, lang), _pairs(entry.body, lang), place)


def _purpose(text: str, lang: Language) -> str:
    """What somebody did or asked for; "look plan" is an action and what it is about."""
    action, _, resource = text.partition(" ")
    if f"action.{action}" in WORDS and f"of.{resource}" in WORDS:
        return f"{say(f'action.{action}', lang)}{' ' if lang == 'en' else ''}{say(f'of.{resource}', lang)}"
    if f"list.{text}" in LISTS:
        return said(f"list.{text}", lang)
    return next((say(word, lang) for word in (f"purpose.{text}", f"grant.{text}") if word in WORDS), text)


def _pairs(body: Mapping[str, Any], lang: Language) -> list[tuple[str, str]]:
    """The rest of an entry in order of its names; what is empty is left out."""
    there = {name: value for name, value in sorted(body.items()) if value not in ("", None, [], {})}
    return [(_called(name, lang), _plain(value, lang)) for name, value in there.items()]


def _called(name: str, lang: Language) -> str:
    """What an entry calls something."""
    if f"body.{name}" in WORDS:
        return say(f"body.{name}", lang)
    return said(f"col.{name}", lang) if f"col.{name}" in LISTS else name


def _plain(value: Any, lang: Language) -> str:
    if isinstance(value, dict):
        told = (f"{_called(name, lang)} {_plain(each, lang)}" for name, each in value.items() if each is not None)
        return _begun(list(told), said(";", lang))
    if isinstance(value, bool):
        return said("yes" if value else "no", lang)
    if isinstance(value, list):
        return _begun([_plain(each, lang) for each in value if each is not None], said(",", lang))
    text = _worded(str(value), lang)
    return text if len(text) <= LETTERS else f"{text[:LETTERS]} … ({len(text):,})"


def _begun(parts: list[str], between: str) -> str:
    first = between.join(parts[:SHOWN])
    return first if len(parts) <= SHOWN else f"{first} … ({len(parts):,})"


def _worded(text: str, lang: Language) -> str:
    """A role, a reason of ours or another word, as the pages say it; whatever else stands as it is."""
    for word in (f"role.{text}", f"why.{text}", f"list.{text}", f"fills.{text}"):
        if word in WORDS:
            return say(word, lang)
        if word in LISTS:
            return said(word, lang)
    return text


HANDLERS = [journal]
