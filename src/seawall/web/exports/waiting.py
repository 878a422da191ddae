"""Exports that were asked for: they wait for a second person, and are over within hours."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

from seawall.desk.planning import Read
from seawall.tell.terminal.language import Language
from seawall.web.access import Subject
from seawall.web.exports.agreeing import Pair
from seawall.web.held import Held

WAITS = timedelta(hours=1)
"""How long somebody may agree after it was asked for."""
LASTS = timedelta(hours=1)
"""How long it can be taken after somebody agreed."""
HELD = 200
"""Exports that are kept at once: the oldest is forgotten."""


class Want(Protocol):
    """What of a list, or of a graph, was asked for: its name, what it is filtered by, and words to find."""

    @property
    def name(self) -> str:
        """Which list or graph."""
        ...

    @property
    def having(self) -> Mapping[str, str]:
        """Columns, or other filters, each with its value."""
        ...

    @property
    def q(self) -> str:
        """What was typed to find."""
        ...


class Wanted(NamedTuple):
    """What is to leave: what was asked for, as which kind of file, of which incident, at what time, from which facts.

    `rows` is how many there were, `lang` what it was looked for in, and what the file is written in; `digest` says
    which rows they were, of an act on many (people/awaited.py).
    """

    want: Want
    as_: str
    incident: str
    at: datetime
    read: Read
    rows: int
    lang: Language
    digest: str = ""


class Agreed(NamedTuple):
    """Who agreed, and in which two roles."""

    officer: str
    roles: Pair


class Export(NamedTuple):
    """An export: its 128 random bits, who asked in which roles, what, why, until when it counts, in which
    browser it was asked (device.py), and who agreed."""

    number: str
    by: Subject
    wanted: Wanted
    why: str
    until: datetime
    device: bytes
    agreed: Agreed | None = None


class Exports:
    """Those that are not over."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._held: Held[Export] = Held(HELD, clock=clock)

    def made(self, by: Subject, wanted: Wanted, why: str, device: bytes = b"") -> Export:
        """An export that nobody has agreed to; it is not kept yet."""
        return Export(secrets.token_hex(16), by, wanted, why, self._held.clock() + WAITS, device)

    def keep(self, export: Export) -> None:
        """Has it wait."""
        self._held.keep(export.number, export)

    def agree(self, export: Export, agreed: Agreed) -> bool:
        """Lets who asked take it, from now on; False: it was over meanwhile, or somebody else agreed before."""
        until = self._held.clock() + LASTS
        return self._held.change(export.number, export, export._replace(agreed=agreed, until=until))

    def waiting(self, number: str) -> Export | None:
        """One that nobody has agreed to; None: there is none of that number, or no more."""
        found = self._held.find(number)
        return None if found is None or found.agreed else found

    def open(self, number: str, who: Subject) -> Export | None:
        """One that was agreed to, for who asked and still has the roles in which they did; None for everybody else."""
        found = self._held.find(number)
        if found is None or found.agreed is None or found.by.account != who.account:
            return None
        return found if set(found.by.roles) <= set(who.roles) else None

    def every(self) -> list[Export]:
        """All of them, as they were asked for."""
        return self._held.every()
