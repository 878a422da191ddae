"""The plans that pages show: made once for the same facts and the same time, however many look."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from seawall.desk.opening import Desk
from seawall.desk.planning import Made, Read, facts_at, incidents_of, make
from seawall.store import checkins, reading

KEPT = 64
"""Plans that are held."""
_HELD: OrderedDict[tuple[object, ...], Made] = OrderedDict()
_DRILLS: dict[tuple[str, int], bool] = {}
_LOCK = Lock()


class Asked(NamedTuple):
    """One plan: of which incident, at what time, under which policy (None: the incident's own)."""

    incident: str
    at: datetime
    policy: str | None = None


def made(desk: Desk, asked: Asked) -> Made:
    """The plan of an incident as known at a time. Times of one minute are one, else each look would be another plan.

    Raises what desk.planning.make does.
    """
    read = Read(reading.read(desk.server, ()).batch, checkins.highest(desk.server))
    at = asked.at if desk.home.history else asked.at.replace(second=0, microsecond=0)
    key = (desk.home.id, read, asked._replace(at=at))
    with _LOCK:
        if key in _HELD:
            _HELD.move_to_end(key)
            return _HELD[key]
    found = make(desk, at, asked.incident, asked.policy)
    with _LOCK:
        _HELD[key] = found
        while len(_HELD) > KEPT:
            _HELD.popitem(last=False)
    return found


def every(desk: Desk, at: datetime) -> list[Made]:
    """The plan of every incident that was known at a time."""
    facts, _ = facts_at(desk, at)
    return [made(desk, Asked(incident, at)) for incident in incidents_of(facts)]


def invented(desk: Desk) -> bool:
    """Whether people of the home are invented, as their sources say: then it is a drill, and each page says so."""
    if not desk.home.history:
        return False
    batch = reading.read(desk.server, ()).batch
    if (desk.home.id, batch) not in _DRILLS:
        sources = reading.columns(desk.server, "persons", ("source",))["source"]
        _DRILLS[desk.home.id, batch] = bool(sources.str.contains("invented").any())
    return _DRILLS[desk.home.id, batch]
