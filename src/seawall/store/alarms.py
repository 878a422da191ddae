"""Sign-ins that broke the glass, and which of them an administrator has looked at. Both are entries of the journal."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, text

from seawall.store import journal

LOOKED = "break-glass sign-in looked at"
KEPT = timedelta(days=90)
"""How far back is looked: a sign-in that nobody looked at for so long is found in the journal alone."""


class Alarm(NamedTuple):
    """Somebody signed in with the break-glass password: the entry's place, who, when, and from where."""

    place: int
    officer: str
    at: datetime
    from_: str


class Alike(NamedTuple):
    """Alarms of one officer from one address: the last of them, when the first was, and how many there are."""

    last: Alarm
    first: datetime
    many: int


def alike(found: Iterable[Alarm]) -> list[Alike]:
    """Alarms, the newest first, gathered by who signed in and from where."""
    by: dict[tuple[str, str], list[Alarm]] = {}
    for each in found:
        by.setdefault((each.officer, each.from_), []).append(each)
    return [Alike(same[0], same[-1].at, len(same)) for same in by.values()]


def with_those_before(found: Iterable[Alarm], place: int) -> list[Alarm]:
    """The alarm of a place and those before it of the same officer from the same address: what a line of a page was."""
    before = [each for each in found if each.place <= place]
    last = before[0] if before and before[0].place == place else None
    return [each for each in before if last and (each.officer, each.from_) == (last.officer, last.from_)]


def open_(connection: Connection, now: datetime) -> list[Alarm]:
    """Those that nobody has looked at, the newest first. Asked as the role auditor."""
    found = connection.execute(_OPEN, {"since": now - KEPT, "looked": LOOKED, "glass": _GLASS, "entry": _ENTRY})
    return [Alarm(row[0], row.subject, row.at.astimezone(UTC), row.from_ or "") for row in found]


_GLASS, _ENTRY = '%"break_glass":true%', '{"entry":N}'  # as canonical() writes them
_OPEN = text("""
SELECT e.index, e.subject, e.at, e.body::json ->> 'from' AS from_ FROM journal.entries e
WHERE e.kind = 'sign_in' AND e.purpose = 'sign in' AND e.at >= :since AND e.body LIKE :glass
    AND NOT EXISTS (
        SELECT FROM journal.entries l WHERE l.kind = 'sign_in' AND l.purpose = :looked AND l.subject = e.subject
            AND l.body = replace(:entry, 'N', e.index::text)
    )
ORDER BY e.index DESC LIMIT 200
""")


def look(connection: Connection, alarm: Alarm, by: str, now: datetime) -> None:
    """Says in the journal that an administrator looked at one."""
    journal.append(connection, "sign_in", by, LOOKED, alarm.officer, {"entry": alarm.place}, now)
