"""What the trace needs to know of a policy, as plain values: each with the clause it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

ANCHORS = ("rash", "onset", "sample", "positive", "class", "opened")
"""What a window may hang on; a case without one hangs on the next that is known."""


@dataclass(frozen=True)
class Span:
    """A length of time as a rule states it: whole local days, or an exact duration."""

    length: timedelta
    whole_days: bool
    clause: str


@dataclass(frozen=True)
class Ring:
    """Who belongs to a ring, and what follows for them.

    `settings` are the policy's own words for it, `clauses` the rule that has each word (any other: `clause`); `least`
    the minutes below which a stay does not count, by kind of place (`*`: any other kind). `followup` is served one span
    after the other, from the last exposure. A ring that `restricts` binds its people, where `begins` says from when
    after the first exposure.
    """

    settings: tuple[str, ...]
    clause: str
    clauses: Mapping[str, str] = field(default_factory=dict)
    least: Mapping[str, Span] = field(default_factory=dict)
    followup: tuple[Span, ...] = ()
    restricts: bool = False
    begins: Span | None = None


@dataclass(frozen=True)
class Prophylaxis:
    """A measure that works only within a limit from the first exposure, and for whom it is not."""

    limit: Span
    not_for: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True)
class TraceRules:
    """Whose contacts are traced, inside which window, into which rings, and for how long.

    `disease` is the policy's name of the pathogen, as incidents give it. `classes` None: the policy names none;
    then no stay opens, and only a common exposure is followed. `before_intimate` holds for sexual contact where the
    policy counts it from earlier. `end` is the policy's word for what ends a window. `gaps` says what the policy
    leaves out that a trace would need.
    """

    policy: str
    disease: str
    classes: frozenset[str] | None
    anchors: tuple[str, ...]
    rings: Mapping[str, Ring]
    before: Span | None = None
    before_intimate: Span | None = None
    after: Span | None = None
    end: str | None = None
    end_clause: str = ""
    linger: Span | None = None
    dwell: Mapping[str, Span] = field(default_factory=dict)
    source: Span | None = None
    immune: tuple[str, ...] = ()
    immune_clause: str = ""
    after_immunoglobulin: Span | None = None
    prophylaxis: Mapping[str, Prophylaxis] = field(default_factory=dict)
    title: tuple[str, str] = ("", "")
    appeal: tuple[str, str] = ("", "")
    history: bool = False
    gaps: tuple[str, ...] = ()
