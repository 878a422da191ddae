"""What was published, held in memory: the public is answered without a plan and nearly without the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import NamedTuple

from seawall.desk.issuing import Corrected, Notice, Release, notice, release
from seawall.desk.opening import Desk
from seawall.store import issues
from seawall.store.account import ServerError
from seawall.store.issues import Issue
from seawall.web.kept import Kept

BEAT = 2.0
"""Seconds between two looks into the journal, however many people ask."""


class Mark(NamedTuple):
    """That a bulletin was wrong, told on top of it: when, which figures, why (a notice), or by which later bulletin."""

    issued: datetime
    corrected: tuple[Corrected, ...]
    reason: str
    by: Release | None


class Bulletin(NamedTuple):
    """A published bulletin, the how-manieth of its incident it is, the one that it follows, and what corrects it."""

    nth: int
    release: Release
    before: Release | None
    marks: list[Mark]


@dataclass
class Shelf:
    """Every bulletin and every notice of a home, read once; afterwards only what the journal added since."""

    _lock: Lock = field(default_factory=Lock)
    _looked: float | None = None
    _last: int = -1
    _releases: list[Release] = field(default_factory=list)
    _notices: list[Notice] = field(default_factory=list)

    def look(self, desk: Desk, *, now: bool = False) -> "Shelf":
        """Itself, as the journal was a beat ago at most; or as it is `now`. Raises ServerError.

        While the database is away it stands as it was last read: nothing is published or corrected meanwhile.
        """
        with self._lock:
            if now or self._looked is None or monotonic() - self._looked >= BEAT:
                try:
                    self._add(issues.after(desk.server, self._last))
                except ServerError:
                    if now or self._looked is None:
                        raise
                self._looked = monotonic()
        return self

    @property
    def last(self) -> int:
        """How far in the journal it goes: pages made from it stand until that moves."""
        return self._last

    def every(self, incident: str | None = None, by: datetime | None = None) -> list[Bulletin]:
        """What was published, of an incident or of all, by a time or so far; the newest first."""
        there = [each for each in self._releases if incident in (None, each.incident)]
        return [self._bulletin(each) for each in reversed(there) if by is None or each.issued <= by]

    def named(self, number: str) -> Bulletin | None:
        """The bulletin of a number; None: there is none."""
        return next((self._bulletin(each) for each in self._releases if each.number == number), None)

    def _add(self, issued: Sequence[Issue]) -> None:
        for each in issued:
            self._last = each.entry
            if each.did == issues.PUBLISH:
                self._releases.append(release(each))
            else:
                self._notices.append(notice(each))

    def _bulletin(self, one: Release) -> Bulletin:
        mine = [each for each in self._releases if each.incident == one.incident]
        nth = mine.index(one) + 1
        before = next((each for each in mine if each.at == one.since), None)
        return Bulletin(nth, one, before, sorted(self._marks(one, mine), key=lambda mark: mark.issued))

    def _marks(self, one: Release, mine: Sequence[Release]) -> list[Mark]:
        """Notices, and what later bulletins take back of it."""
        by_notice = [
            Mark(each.issued, each.corrected, each.reason, None) for each in self._notices if each.number == one.number
        ]
        later = [each for each in mine if each.since == one.at and each.corrected]
        return by_notice + [Mark(each.issued, each.corrected, "", each) for each in later]


_SHELVES = Kept[Shelf](8)


def shelf(desk: Desk, *, now: bool = False) -> Shelf:
    """What a home has published."""
    return _SHELVES.get(desk.home, Shelf).look(desk, now=now)
