"""The plans that pages show: made once for the same facts and the same time, however many look."""

from datetime import UTC, datetime
from functools import partial
from threading import BoundedSemaphore
from time import monotonic
from typing import NamedTuple

from seawall.desk.incidents import Incidents, incidents_at
from seawall.desk.opening import Desk
from seawall.desk.planning import Made, Read, make
from seawall.store import reading
from seawall.tell import files
from seawall.web.kept import Kept, read
from seawall.web.standing import FRESH, Stand, Standing
from seawall.web.times import recorded


def _weight(made: Made) -> int:
    """Bytes of a plan and of what it was made from."""
    every = [*made.facts.frames.values(), *files.frames(made.plan).values()]
    return sum(int(frame.estimated_size()) for frame in every)


_MADE = Kept[Made](64, _weight, of=lambda key: key[2].incident)
_INCIDENTS, _DRILLS = Kept[Incidents](256), Kept[bool](64)
_STANDING = Kept[Standing](64)
_MAKING = BoundedSemaphore(2)
"""Plans that are made at once: each takes all there is of the machine, and in a great outbreak gigabytes."""


class Asked(NamedTuple):
    """One plan: of which incident, at what time, under which policy (None: the incident's own), amended or not."""

    incident: str
    at: datetime
    policy: str | None = None
    amended: bool = True


def made(desk: Desk, asked: Asked, again: Read | None = None) -> Made:
    """The plan of an incident as known at a time; `again` repeats an earlier reading. Raises as planning.make."""
    stand = _standing(desk).stand
    again = stand.read if again is None and stand is not None and stand.at == asked.at else again
    at = asked.at if again else _minute(desk, asked.at)
    asked = asked._replace(at=at)
    return _MADE.get((desk.home, again or read(desk), asked), lambda: _made(desk, asked, again))


def soon(desk: Desk, asked: Asked) -> Made | None:
    """The plan of a time that is past, where plans take long only if it is held; else it is made for the next look."""
    there = (desk.home, read(desk), asked._replace(at=_minute(desk, asked.at))) in _MADE
    if there or _standing(desk).stand is None:
        return made(desk, asked)
    _standing(desk).beside(partial(made, desk, asked))
    return None


def _made(desk: Desk, asked: Asked, again: Read | None) -> Made:
    with _MAKING:
        begun = monotonic()
        found = make(desk, asked.at, asked.incident, asked.policy, again, amended=asked.amended)
    if again is None and not desk.home.history and datetime.now(UTC) - asked.at < FRESH:
        _standing(desk).took(Stand(asked.at, found.read), monotonic() - begun)
    return found


def every(desk: Desk, at: datetime) -> list[Made]:
    """The plan of every incident at hand at a time; none where nothing was known."""
    return [made(desk, Asked(incident, at)) for incident in incidents(desk, at).at_hand]


def incidents(desk: Desk, at: datetime, again: Read | None = None) -> Incidents:
    """Those that were handled at a time, and those that were over; `again` repeats an earlier reading."""
    stand = _standing(desk).stand
    known = again or (stand.read if stand is not None and stand.at == at else read(desk))
    return _INCIDENTS.get((desk.home, known, _minute(desk, at)), lambda: incidents_at(desk, at, known.facts))


def latest(desk: Desk, now: datetime) -> datetime:
    """The time that a look at now looks at: now, or where plans take long, when the one that stands was made."""
    standing = _standing(desk)
    if standing.stand is None:
        return now
    standing.renew(Stand(_minute(desk, now), read(desk)), partial(_renewed, desk))
    stand = standing.stand  # read once: another thread may take it away
    return now if stand is None else stand.at


def standing(desk: Desk, like: Made) -> Made | None:
    """The plan that stands of an incident, under the policy that this one asked for; None where plans are quick."""
    stand = _standing(desk).stand
    return None if stand is None else made(desk, Asked(like.plan.incident, stand.at, like.asked), stand.read)


def _renewed(desk: Desk, next_: Stand) -> None:
    """Makes the plans at hand as of a time and what was read by then, and their digests, which take as long."""
    for incident in incidents(desk, next_.at, next_.read).at_hand:
        _ = made(desk, Asked(incident, next_.at), next_.read).digest


def key(desk: Desk, made: Made) -> tuple[object, ...]:
    """What a plan is, and all that follows from it, may be kept by; one without amendments is another plan."""
    amended = "amendments" in made.facts.frames
    return (desk.home, made.read, made.plan.incident, made.plan.now, made.asked, amended)


def behind(desk: Desk) -> int | None:
    """How many batches of facts came in that the plan which stands does not know; None where none stands."""
    stand = _standing(desk).stand
    return None if stand is None else read(desk).facts - stand.read.facts


def _standing(desk: Desk) -> Standing:
    return _STANDING.get(desk.home, Standing)


def _minute(desk: Desk, at: datetime) -> datetime:
    """Times of one minute are one, else each look would be another plan; what was learned in it counts at once.

    In a history nothing moves by itself.
    """
    if desk.home.history:
        return at
    _, last = recorded(desk, read(desk))
    minute = at.replace(second=0, microsecond=0)
    return minute if last is None else min(max(minute, last), at)


def invented(desk: Desk) -> bool:
    """Whether people of the home are invented, as their sources say: then it is a drill, and each page says so."""
    if not desk.home.history:
        return False

    def asked() -> bool:
        sources = reading.columns(desk.server, "persons", ("source",))["source"]
        return bool(sources.str.contains("invented").any())

    return _DRILLS.get((desk.home, read(desk)), asked)
