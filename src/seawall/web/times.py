"""The time a page is asked for, decoded by us: a library would take 0 for 1970, and a time without offset for UTC."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from seawall.desk.opening import Desk
from seawall.desk.planning import Read
from seawall.store import reading
from seawall.tables.dates import YEARS
from seawall.web.errors import AskedError
from seawall.web.kept import Kept, read

_SPANS = Kept[tuple[datetime | None, datetime | None]](8)


class Span(NamedTuple):
    """From the first thing that was known up to now; in a history now is the last thing that was learned.

    `read` is how far the facts went when that was looked up.
    """

    first: datetime
    now: datetime
    read: Read


def span(desk: Desk) -> Span:
    """What can be asked about of a home; of an empty one this moment alone."""
    now, known = datetime.now(UTC), read(desk)
    first, last = recorded(desk, known)
    return Span(first or now, last if desk.home.history and last else now, known)


def recorded(desk: Desk, known: Read) -> tuple[datetime | None, datetime | None]:
    """When the first and the last of what is known was learned; None while nothing is."""
    return _SPANS.get((desk.home, known), lambda: (reading.earliest(desk.server), reading.latest(desk.server)))


def decoded(text: str, name: str = "at") -> datetime:
    """A time with an offset, such as 2022-01-23T04:00+08:00. Raises AskedError for anything else, numbers and
    years outside of YEARS included: near the ends of the calendar some zones have no such time.

    `name`: what the address or the form calls it.
    """
    try:
        found = datetime.fromisoformat(text.strip().replace(" ", "+"))  # a + in an address is read as a blank
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.year not in YEARS or text.strip().isdigit():
        raise AskedError(
            "{name}={text!r} is no time; allowed is one with its offset, such as 2022-01-23T04:00+08:00",
            name=name,
            text=text,
        )
    return found


def asked(text: str | None, there: Span) -> datetime:
    """The time that was asked for, not before anything was known, and not after now; now where none was."""
    return there.now if not text else min(max(decoded(text), there.first), there.now)


def jumps(there: Span, zone: ZoneInfo) -> Sequence[tuple[str, datetime]]:
    """Times an officer goes back to: last night at 22:00 and the hand-over at 20:00, the last before now."""
    local = there.now.astimezone(zone)
    found = []
    for name, hour in (("last night", 22), ("hand-over", 20)):
        at = local.replace(hour=hour, minute=0, second=0, microsecond=0)
        at = at if at < local else at - timedelta(days=1)
        if at > there.first:
            found.append((name, at))
    return found
