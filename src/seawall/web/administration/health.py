"""How the machine is doing, in sentences, each with what is to be done; and what answering costs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from litestar import Request, Response, get, post
from litestar.response import Redirect

from seawall.store.renewal import DAYS
from seawall.store.seal import seal
from seawall.web.access import decide
from seawall.web.administration import tabs
from seawall.web.administration.machine import Machine, look
from seawall.web.administration.words import say
from seawall.web.looking import Looking
from seawall.web.measuring import Measured
from seawall.web.sending import Sending, State

A_DAY = timedelta(days=1)
"""A root is signed daily (TRUST.md 16): entries that wait longer for one are late."""
SCARCE = 0.1
"""Of a disk, or of memory: less than this share free is late."""


class Item(NamedTuple):
    """Something that is looked at: its name, its state, how it is, and what is to be done; "": nothing."""

    name: str
    title: str
    state: str
    said: str
    do: str


@get("/administration/health", sync_to_thread=True, opt={"action": "look", "resource": "health"})
def health(request: Request[Any, Any, Any]) -> Response[str]:
    """All of it as it is now."""
    looking, now = Looking(request, now=True), datetime.now(UTC)
    sending: Sending | None = request.app.state.sending
    found = items(looking, look(looking.desk, now), now, sending.state() if sending else None)
    measured: Measured = request.app.state.measured
    subject = request.scope["state"].get("subject")
    seals = decide(subject, "administer", "health")
    return tabs.shown(looking, "health", items=found, routes=measured.routes(), may_seal=seals)


@post("/administration/health/seal", sync_to_thread=True, opt={"action": "administer", "resource": "health"})
def sealed(request: Request[Any, Any, Any]) -> Redirect:
    """Signs a root over all entries of the journal; none where there is no new one."""
    looking = Looking(request, now=True)
    seal(looking.desk.server, looking.desk.home, datetime.now(UTC))
    return Redirect("/administration/health", status_code=303)


def items(looking: Looking, found: Machine, now: datetime, sent: State | None) -> list[Item]:
    """One row for each thing that is looked at."""
    lang = looking.language
    kept = (*_checkins(looking, found), ("names", *_names(looking, found, now)))
    asked = (*_data(looking, found), *kept, _log(looking, sent), *_rest(looking, found, now))
    return [
        Item(name, say(f"health.{name}", lang), state, said, "" if state == "met" else _do(name, looking))
        for name, state, said in asked
    ]


def _do(name: str, looking: Looking) -> str:
    return "" if name == "kernels" else say(f"{name}.do", looking.language)


def _data(looking: Looking, found: Machine) -> Iterator[tuple[str, str, str]]:
    of, lang = found.database, looking.language
    yield "database", "met", say("database.met", lang, of.server, size(of.bytes))
    if of.migration == of.wants:
        yield "migration", "met", say("migration.met", lang, of.migration)
    else:
        yield "migration", "late", say("migration.late", lang, of.migration, of.wants)
    if of.entered is None:
        yield "facts", "open", say("facts.none", lang)
    else:
        yield "facts", "met", say("facts.met", lang, f"{of.batch:,}", looking.entered(of.entered))


def _checkins(looking: Looking, found: Machine) -> Iterator[tuple[str, str, str]]:
    of, lang = found.database, looking.language
    if looking.desk.home.history or of.checked_in is None:
        yield "checkins", "met", say("checkins.history" if looking.desk.home.history else "checkins.none", lang)
        return
    state = "met" if of.taking else "late"
    yield "checkins", state, say(f"checkins.{state}", lang, f"{of.checkins:,}", looking.when(of.checked_in))
    if found.overdue:
        late = ", ".join(day.isoformat() for day in found.overdue)
        yield "keeping", "late", say("keeping.late", lang, len(found.overdue), late)
    else:
        yield "keeping", "met", say("keeping.met", lang, found.days)
    if found.lost:
        yield "keys", "late", say("keys.late", lang, len(found.lost), ", ".join(map(str, found.lost)))
    else:
        yield "keys", "met", say("keys.met", lang)


def _names(looking: Looking, found: Machine, now: datetime) -> tuple[str, str]:
    """A server that destroys them by itself says so before; it is late where it should have, or may not."""
    lang, due, said = looking.language, found.names, found.names_said
    if due.people.is_empty():
        return "met", say("names.met", lang)
    told = (f"{due.people.height:,}", due.by_incident()[0][2])
    ends = said + due.rules.notice if due.rules.acts and said is not None else None
    if ends is not None and now < ends + A_DAY:
        return "open", say("names.open", lang, *told, looking.entered(ends))
    return "late", say("names.late", lang, *told)


def _secrets(looking: Looking, found: Machine, now: datetime) -> tuple[str, str]:
    """Names that were destroyed can be read until the keys are others."""
    since, ended = looking.entered(found.renewed), found.names_ended
    if now - found.renewed > timedelta(days=DAYS):
        return "late", say("secrets.late", looking.language, since)
    if ended is not None and found.renewed < ended:
        return "open", say("secrets.open", looking.language, since, looking.entered(ended))
    return "met", say("secrets.met", looking.language, since)


def _rest(looking: Looking, found: Machine, now: datetime) -> Iterator[tuple[str, str, str]]:
    of, lang = found.database, looking.language
    yield "journal", *_journal(looking, found, now)
    yield "secrets", *_secrets(looking, found, now)
    waits = "open" if of.waiting else "met"
    yield "locks", waits, say(f"locks.{waits}", lang, of.waiting)
    yield "backup", "cannot_tell", say("backup.cannot_tell", lang)
    room = "late" if found.disk_free < SCARCE * found.disk else "met"
    yield "disk", room, say(f"disk.{room}", lang, size(found.disk), size(found.disk_free))
    memory = "late" if found.memory_free < SCARCE * found.memory else "met"
    given = (size(each) for each in (found.process, found.memory, found.memory_free))
    yield "memory", memory, say(f"memory.{memory}", lang, *given)
    kernels = "met" if found.kernels else "open"
    yield "kernels", kernels, say(f"kernels.{kernels}", lang)
    yield "sessions", "met", say("sessions.met", lang, of.sessions, of.passwords)


def _log(looking: Looking, sent: State | None) -> tuple[str, str, str]:
    """Whether the log leaves the machine; lines that were lost stay said."""
    lang = looking.language
    if sent is None:
        return "log", "open", say("log.open", lang)
    if sent.away is not None:
        return "log", "late", say("log.late", lang, looking.entered(sent.away), f"{sent.waiting:,}", f"{sent.lost:,}")
    return "log", "late" if sent.lost else "met", say("log.met", lang, f"{sent.waiting:,}", f"{sent.lost:,}")


def _journal(looking: Looking, found: Machine, now: datetime) -> tuple[str, str]:
    of, lang = found.database, looking.language
    signed = say("never", lang) if of.sealed_at is None else looking.entered(of.sealed_at)
    if of.entries > of.sealed and (of.sealed_at is None or now - of.sealed_at > A_DAY):
        return "late", say("journal.late", lang, f"{of.entries - of.sealed:,}", signed)
    return "met", say("journal.met", lang, f"{of.entries:,}", signed, f"{of.sealed:,}")


def size(many: int) -> str:
    """Bytes as one says them: 3.2 GB."""
    for unit, of in (("GB", 10**9), ("MB", 10**6)):
        if many >= of:
            return f"{many / of:,.1f}\N{NO-BREAK SPACE}{unit}"
    return f"{many / 10**3:,.1f}\N{NO-BREAK SPACE}kB"


HANDLERS = [health, sealed]
