"""What a phone says, read field by field: every fault says where it is, what it is, and what is allowed."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from seawall.web.errors import AskedError
from seawall.web.times import decoded

TIME = "a time with its offset, such as 2022-01-23T04:00+08:00, or nothing where it is not known"
LONGEST = 200
"""Characters that a text may have."""


class Fault(NamedTuple):
    """One thing that keeps an act out."""

    where: str
    what: str
    allowed: str


class Moment(NamedTuple):
    """When something happened, as closely as it was said; None is open."""

    earliest: datetime | None
    latest: datetime | None


OPEN = Moment(None, None)


class Said:
    """An object of a phone. What is asked of it is noted, and so is every fault; `ended` adds what nobody asked for."""

    def __init__(self, said: object, where: str, faults: list[Fault]) -> None:
        self.where, self.faults = where, faults
        self._asked: set[str] = set()
        self._said: Mapping[str, object] = said if isinstance(said, dict) else {}
        if not isinstance(said, dict):
            self._fault("", said, "an object with fields")

    def text(self, name: str, *, need: bool = True, most: int = LONGEST) -> str | None:
        """Some characters without a blank end; None where nothing was said."""
        value = self._value(name)
        if value is None or value == "":
            if need:
                self._fault(name, "nothing", f"a text of 1 to {most} characters")
            return None
        if isinstance(value, str) and value.strip() and len(value) <= most and "\0" not in value:
            return value.strip()
        self._fault(name, value, f"a text of 1 to {most} characters")
        return None

    def word(self, name: str, allowed: Sequence[str], *, need: bool = True) -> str | None:
        """One word out of a closed list."""
        value = self._value(name)
        if value is None and not need:
            return None
        if isinstance(value, str) and value in allowed:
            return value
        self._fault(name, value, ", ".join(allowed))
        return None

    def words(self, name: str, allowed: Sequence[str]) -> list[str]:
        """Several of them, each once."""
        value = self._value(name)
        if value is None:
            return []
        if isinstance(value, list) and all(each in allowed for each in value):
            return list(dict.fromkeys(value))
        self._fault(name, value, f"a list of {', '.join(allowed)}")
        return []

    def texts(self, name: str, form: re.Pattern[str], allowed: str) -> list[str]:
        """Several texts of one form; none where nothing was said."""
        value = self._value(name)
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(each, str) and form.fullmatch(each) for each in value):
            return value
        self._fault(name, value, allowed)
        return []

    def number(self, name: str, least: float, most: float) -> float | None:
        """A number within its borders; None where nothing was said."""
        value = self._value(name)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
            return float(value)
        self._fault(name, value, f"a number from {least:g} to {most:g}")
        return None

    def truth(self, name: str) -> bool | None:
        """True, false, or None: not asked."""
        value = self._value(name)
        if value is not None and not isinstance(value, bool):
            self._fault(name, value, "true, false, or nothing where it was not asked")
        return value if isinstance(value, bool) else None

    def moment(self, name: str, now: datetime) -> Moment:
        """{"from": time, "until": time}, either of which may be missing. It cannot begin after `now`."""
        value = self._value(name)
        if value is None:
            return OPEN
        part = Said(value, f"{self.where}{name}.", self.faults)
        found = Moment(part.time("from"), part.time("until"))
        part.ended()
        if found.earliest and found.latest and found.earliest > found.latest:
            self._fault(name, "it runs backwards", "from is not after until")
        if found.earliest and found.earliest > now:
            self._fault(name, "it begins in the future", f"up to {now.isoformat(timespec='minutes')}")
        return found

    def time(self, name: str, *, need: bool = False) -> datetime | None:
        """A time with its offset; a number is none."""
        value = self._value(name)
        if value is None and not need:
            return None
        try:
            if isinstance(value, str):
                return decoded(value).astimezone(UTC)
        except (AskedError, OverflowError):
            pass
        self._fault(name, value, TIME)
        return None

    def inner(self, name: str) -> "Said | None":
        """An object inside this one; None where there is none."""
        value = self._value(name)
        return None if value is None else Said(value, f"{self.where}{name}.", self.faults)

    def peek(self, name: str) -> object:
        """What was said, as it came."""
        self._asked.add(name)
        return self._said.get(name)

    def ended(self) -> None:
        """Notes every field that nobody asked for."""
        for name in sorted(set(self._said) - self._asked):
            self.faults.append(Fault(f"{self.where}{name}", "there is no such field", ", ".join(sorted(self._asked))))

    def refuse(self, name: str, what: object, allowed: str) -> None:
        """Notes a fault that only the caller can see."""
        self._fault(name, what, allowed)

    def _value(self, name: str) -> object:
        self._asked.add(name)
        return self._said.get(name)

    def _fault(self, name: str, what: object, allowed: str) -> None:
        where = f"{self.where}{name}".rstrip(".")
        self.faults.append(Fault(where, f"{what}"[:LONGEST], allowed))
