"""What of the graph is asked for: round whom, how far, which ring, class, lane and time, and whom nobody reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from seawall.tables.outbreak import CLASSES
from seawall.tables.ring import RINGS
from seawall.web.errors import AskedError
from seawall.web.times import decoded

FARTHEST = 9
"""Steps up and down from whom somebody looks at; a chain that is longer is looked at from its middle."""
STEPS = 2
LONGEST = 100
"""Letters of a value at most: what is asked for is kept while an export waits."""
CHOICES = {"ring": RINGS, "class": (*CLASSES, "unclassified"), "reached": ("no",)}


class Asked(NamedTuple):
    """A case or a person by number, how many steps round them; a ring, a class, a lane; a span of time, half-open;
    `reached` is "no" for those alone whom nobody has reached."""

    focus: str = ""
    steps: int = STEPS
    ring: str = ""
    class_: str = ""
    lane: str = ""
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1
    reached: str = ""

    @property
    def name(self) -> str:
        """What an export of it is called."""
        return "chains"

    @property
    def q(self) -> str:
        """Nothing is typed to find."""
        return ""

    @property
    def having(self) -> Mapping[str, str]:
        """What an address says to ask for the same."""
        since, until = (each.isoformat() if each else "" for each in (self.since, self.until))
        said = {
            "focus": self.focus, "steps": str(self.steps) if self.focus and self.steps != STEPS else "",
            "ring": self.ring, "class": self.class_, "lane": self.lane, "reached": self.reached,
            "since": since, "until": until,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}


def asked(query: Mapping[str, str]) -> Asked:
    """What an address asks for. Raises AskedError for a ring, a class, a number or a time that is none."""
    said = {name: query.get(name, "")[:LONGEST] for name in ("focus", "lane", "since", "until", *CHOICES)}
    for name, allowed in CHOICES.items():
        if said[name] and said[name] not in allowed:
            raise AskedError(
                "{name}={asked!r} is none; allowed: {allowed}", name=name, asked=said[name], allowed=", ".join(allowed)
            )
    since, until = (decoded(said[each], each) if said[each] else None for each in ("since", "until"))
    steps, page = _number("steps", query, STEPS, FARTHEST), _number("page", query, 1, 1_000_000)
    return Asked(
        said["focus"], steps, said["ring"], said["class"], said["lane"], since, until, page, said["reached"]
    )  # fmt: skip


def _number(name: str, query: Mapping[str, str], usual: int, most: int) -> int:
    text = query.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and len(text) < len(str(most)) + 1 and 0 < int(text) <= most):
        raise AskedError("{name}={asked!r} is none; allowed: 1 to {most}", name=name, asked=text, most=most)
    return int(text)
