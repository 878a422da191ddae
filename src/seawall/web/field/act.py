"""One thing that somebody did on a phone, with the number that the phone gave it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from seawall.desk.opening import Desk
from seawall.web.field.numbers import person_of, place_of
from seawall.web.field.said import Fault, Said

NUMBER = re.compile(r"[0-9a-f]{32}")
RANDOM = "32 digits of 0-9 and a-f, 128 random bits"
MOST = 20
"""Earlier acts that one can take the place of."""
AHEAD = timedelta(minutes=5)
"""So far a phone's clock may be ahead of ours."""


class Act(NamedTuple):
    """`made`: when, by the phone. `known`: up to which batch the phone knew the facts. `instead`: which acts of
    the same officer it takes the place of, the first of them first."""

    id: str
    kind: str
    made: datetime
    known: int
    instead: tuple[str, ...]


@dataclass
class Told:
    """Rows by table, and what is given to the register; `about`: whom they are about; `asks`: the question that only
    one answer can be right for (table, subject)."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    people: list[dict[str, str | None]] = field(default_factory=list)
    about: set[str] = field(default_factory=set)
    asks: tuple[str, dict[str, str]] | None = None

    def add(self, table: str, **values: Any) -> None:
        """One more row."""
        self.rows.setdefault(table, []).append(values)


class Telling(NamedTuple):
    """What an act is made rows with: the home, who did it, the act, and the time up to which things have happened."""

    desk: Desk
    account: UUID
    officer: str
    act: Act
    now: datetime

    def person(self, said: Said, name: str, told: Told) -> str | None:
        """A known person by number, or, as {"new": act}, whom an act of the same officer makes known."""
        new = said.inner(name) if isinstance(said.peek(name), dict) else None
        if new is None:
            found = said.text(name)
            if found is not None:
                told.about.add(found)
            return found
        of = new.text("new", most=32)
        new.ended()
        return None if of is None else person_of(self.desk.home, self.account, of)

    def place(self, said: Said, name: str, told: Told) -> str | None:
        """A known place by number, or, as {"new": act, ...}, one that is made known here."""
        new = said.inner(name) if isinstance(said.peek(name), dict) else None
        if new is None:
            return said.text(name, need=False)
        of, called, unit = new.text("new", most=32), new.text("name"), new.text("unit", need=False)
        new.ended()
        if of is None or called is None:
            return None
        found = place_of(self.desk.home, self.account, of)
        if of == self.act.id:
            told.add("places", place=found, kind="other", name=called, unit=unit)
        return found


Rows = Callable[[Said, Telling], Told]


def read_act(said: object, kinds: dict[str, Any], now: datetime) -> tuple[Act | None, Said, list[Fault]]:
    """The act's own fields; None where they are not whole. What it tells is left to its kind."""
    faults: list[Fault] = []
    whole = Said(said, "", faults)
    id_ = _number(whole, "id")
    kind, made = whole.word("kind", list(kinds)), whole.time("made", need=True)
    known, instead = whole.number("known", 0, 2**53), whole.texts("instead", NUMBER, f"a list of acts, each {RANDOM}")
    told = whole.inner("of")
    if told is None:
        whole.refuse("of", "nothing", "an object with fields")
    if made is not None and made > now + AHEAD:
        whole.refuse("made", "it lies in the future", f"up to {now.isoformat(timespec='minutes')}")
    whole.ended()
    if faults or id_ is None or kind is None or made is None or told is None:
        return None, whole, faults
    return Act(id_, kind, made, int(known or 0), tuple(instead[-MOST:])), told, faults


def _number(said: Said, name: str) -> str | None:
    found = said.text(name, most=32)
    if found is not None and not NUMBER.fullmatch(found):
        said.refuse(name, found, RANDOM)
        return None
    return found
