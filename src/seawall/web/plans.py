"""The plans that pages show: made once for the same facts and the same time, however many look."""

from datetime import datetime
from typing import NamedTuple

from seawall.desk.opening import Desk
from seawall.desk.planning import Made, NothingKnownError, Read, facts_at, incidents_of, make
from seawall.store import reading
from seawall.web.kept import Kept, read
from seawall.web.times import recorded

_MADE, _INCIDENTS, _DRILLS = Kept[Made](64), Kept[list[str]](256), Kept[bool](64)


class Asked(NamedTuple):
    """One plan: of which incident, at what time, under which policy (None: the incident's own)."""

    incident: str
    at: datetime
    policy: str | None = None


def made(desk: Desk, asked: Asked, again: Read | None = None) -> Made:
    """The plan of an incident as known at a time; `again` repeats an earlier reading. Raises as planning.make."""
    at = asked.at if again else _minute(desk, asked.at)
    key = (desk.home.id, again or read(desk), asked._replace(at=at))
    return _MADE.get(key, lambda: make(desk, at, asked.incident, asked.policy, again))


def every(desk: Desk, at: datetime) -> list[Made]:
    """The plan of every incident that was known at a time; none where nothing was."""
    found = _INCIDENTS.get((desk.home.id, read(desk), _minute(desk, at)), lambda: _incidents(desk, at))
    return [made(desk, Asked(incident, at)) for incident in found]


def _incidents(desk: Desk, at: datetime) -> list[str]:
    try:
        facts, _ = facts_at(desk, at)
    except NothingKnownError:
        return []
    return incidents_of(facts)


def _minute(desk: Desk, at: datetime) -> datetime:
    """Times of one minute are one, else each look would be another plan; what was learned in it counts at once.

    In a history nothing moves by itself.
    """
    if desk.home.history:
        return at
    _, last = recorded(desk)
    minute = at.replace(second=0, microsecond=0)
    return minute if last is None else min(max(minute, last), at)


def invented(desk: Desk) -> bool:
    """Whether people of the home are invented, as their sources say: then it is a drill, and each page says so."""
    if not desk.home.history:
        return False

    def asked() -> bool:
        sources = reading.columns(desk.server, "persons", ("source",))["source"]
        return bool(sources.str.contains("invented").any())

    return _DRILLS.get((desk.home.id, read(desk)), asked)
