"""What isolation needs to know of a policy, as plain values: each with the clause it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta

from seawall.tables.limit import Limit
from seawall.tables.linked import Linked

CASE, CLOSE, SECONDARY = "case", "close", "secondary"
RISKS = (CASE, CLOSE, SECONDARY)
"""The risk classes, the highest first; one room, one shared air and one vehicle hold one of them."""


@dataclass(frozen=True)
class Term:
    """So many local days after the day of the last exposure, to 24:00 of the last."""

    days: int
    clause: str


@dataclass(frozen=True)
class RingTerms:
    """Where a ring serves its term: first in a site, then at home; None: the policy has no such part."""

    central: Term | None
    home: Term | None


@dataclass(frozen=True)
class Need:
    """What a trait owes somebody before they are given a room.

    `capacity`: what a site must be able to do (table capacities); `accessible`: the room must be; `companion`: somebody
    of the family must share it.
    """

    trait: str
    owed: str
    clause: str
    capacity: str | None = None
    accessible: bool = False
    companion: bool = False


@dataclass(frozen=True)
class Driving:
    """When a transfer takes a second signature, how fast vehicles are, and how many must sign which kind."""

    night: tuple[time, time]
    longest: timedelta
    km_per_h: float
    loading: timedelta
    signatures: Mapping[str, int]
    night_clause: str = ""
    longest_clause: str = ""


@dataclass(frozen=True)
class Solving:
    """What a plan of rooms costs, and how long it may be improved.

    `weights`: somebody close (secondary) without a room, a family on one floor more, a reserve opened. `limit` is in
    the solver's own deterministic time, `size` the most choices (cells times floors) it is given.
    """

    weights: Mapping[str, int]
    limit: float
    size: int


@dataclass(frozen=True)
class IsolateRules:
    """Who is isolated where, for how long, with whom, and who takes them there.

    `child`: up to this age in whole years nobody is alone; a companion is at least `adult` and younger than `old`.
    `resets`: the floors above and below a positive that begin anew with its own; None: no such rule. `swabs`: the kinds
    of specimen that are a test.
    """

    terms: Mapping[str, RingTerms]
    child: int
    child_clause: str
    adult: int
    old: int
    needs: tuple[Need, ...]
    air_unstated: str
    driving: Driving
    solving: Solving
    resets: int | None = None
    resets_clause: str = ""
    linked: Linked | None = None
    swabs: tuple[str, ...] = ()
    due: Mapping[str, Limit] = field(default_factory=dict)
