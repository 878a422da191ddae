"""One rule of a policy: a value with its unit, where it was read, and how far it can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import timedelta as duration
from typing import Any

from seawall.policy.errors import RuleShape

DOUBTFUL = frozenset({"memory", "conflict"})
DURATIONS = {
    "min": duration(minutes=1),
    "h": duration(hours=1),
    "d": duration(days=1),
    "wk": duration(weeks=1),
}


@dataclass(frozen=True)
class Rule:
    """What a policy says about one key, as written in its file.

    `value` is a number, a word, yes or no, a list or a table; `unit` the unit of its numbers (None: it has none, or the
    names inside a table carry them); `valid_from` and `valid_until` the first and last day it holds (None: the policy's
    own); `note` a sentence of fact about it, in zh and en; `when` the condition under which it holds; `origin` the id
    of the policy file that states it.
    """

    key: str
    value: Any
    unit: str | None
    source: tuple[str, ...]
    confidence: str
    valid_from: date | None
    valid_until: date | None
    note: Mapping[str, str] | None
    when: str | None
    origin: str

    @property
    def doubtful(self) -> bool:
        """Nobody saw the rule, or those who did disagree: it is marked wherever it acts."""
        return self.confidence in DOUBTFUL

    @property
    def clause(self) -> str:
        """How an order cites the rule: policy and key, with a mark when it is doubtful."""
        mark = f" [{self.confidence}]" if self.doubtful else ""
        return f"{self.origin} {self.key}{mark}"

    def holds_on(self, day: date) -> bool:
        """Both ends belong to it: a rule valid until the 27th holds on the 27th and not on the 28th."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    def number(self) -> float:
        """The value, where it is a single number."""
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)):
            raise self._not("a single number")
        return self.value

    def timedelta(self) -> duration:
        """The value as an exact duration, from the unit's first word (min, h, d, wk)."""
        return self._duration() * self.number()

    def days(self) -> int:
        """The value as whole local calendar days: "d_after_last_exposure" counts days, "h" does not."""
        if self._duration() < DURATIONS["d"]:
            raise self._not("a number of days")
        days = self.timedelta() / DURATIONS["d"]
        if days != int(days):
            raise self._not("a whole number of days")
        return int(days)

    def range(self) -> tuple[float, float]:
        """The value as (least, most); a single number is both."""
        ends = self.value if isinstance(self.value, list) else [self.value, self.value]
        if len(ends) != 2 or any(isinstance(end, (bool, str, list, dict)) for end in ends):
            raise self._not("a range")
        return ends[0], ends[1]

    def numbers(self) -> tuple[float, ...]:
        """The value as numbers, such as the days of the tests; a single number is a list of one."""
        numbers = self.value if isinstance(self.value, list) else [self.value]
        if any(isinstance(each, (bool, str, list, dict)) for each in numbers):
            raise self._not("a list of numbers")
        return tuple(numbers)

    def words(self) -> tuple[str, ...]:
        """The value as words; a single word is a list of one."""
        words = self.value if isinstance(self.value, list) else [self.value]
        if not all(isinstance(word, str) for word in words):
            raise self._not("a word or a list of words")
        return tuple(words)

    def yes(self) -> bool:
        """The value of a rule that says yes or no."""
        if not isinstance(self.value, bool):
            raise self._not("yes or no")
        return self.value

    def table(self) -> Mapping[str, Any]:
        """The value of a rule of several named parts."""
        if not isinstance(self.value, dict):
            raise self._not("a table")
        return self.value

    def _duration(self) -> duration:
        first = (self.unit or "").split("_", maxsplit=1)[0]
        if first not in DURATIONS:
            raise self._not("a duration")
        return DURATIONS[first]

    def _not(self, wanted: str) -> RuleShape:
        return RuleShape(
            f"{self.origin}: {self.key} is {self.value!r} {self.unit or '(no unit)'}, not {wanted}; "
            "correct the rule, or ask for what it says"
        )
