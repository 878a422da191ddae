"""What the zones need to know of a policy, as plain values: each with the clause it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CONTROL, RISK, VECTOR = "control", "risk", "vector"


@dataclass(frozen=True)
class Criterion:
    """What makes an area a zone of a level.

    `home`: a case lived there; otherwise a place on a case's trail. `spread`: the least risk of spread of its kind
    ("some", "high"); `hard`: its contacts are hard to trace; `frequent`: the case was there often.
    """

    home: bool = False
    spread: str = "some"
    hard: bool = False
    frequent: bool = False


@dataclass(frozen=True)
class Release:
    """When a level ends: all conditions together; None is not asked for, or not known. Days are local calendar days.

    `without_new`: days without a new positive inside. `contacts`: days since the last exposure of a close contact who
    lives inside, or was exposed at the place. `tested`: everybody inside tested negative in the last so many of the
    days that the others ask for, or later. `then`: the level that follows, for `then_days`.
    """

    clause: str
    without_new: int | None
    contacts: int | None = None
    tested: int | None = None
    then: str | None = None
    then_days: int | None = None
    then_clause: str = ""


@dataclass(frozen=True)
class Level:
    """A level of an axis. `positive_found` is the level that a positive inside makes of it."""

    name: str
    clause: str
    criteria: tuple[Criterion, ...] = ()
    measure: str = ""
    release: Release | None = None
    positive_found: str | None = None


@dataclass(frozen=True)
class Axis:
    """One classification of areas, its levels from the strictest down.

    `units` are the levels of the area tree that a home's zone may be; a place where nobody lives is its own unit.
    `rest` is the level of all the rest of the county while a zone of the axis stands. `active` is how many days before
    its anchor a case may have infected an area; None: the whole trail.
    """

    name: str
    levels: tuple[Level, ...]
    units: tuple[str, ...]
    rest: Level | None = None
    active: int | None = None


@dataclass(frozen=True)
class Counted:
    """Risk levels by counting cases in a street, as before the ninth edition.

    `classes` are those that count; `days` the window of new cases; up to `few` cases in all is mid, and more is high
    with `cluster` new ones.
    """

    classes: tuple[str, ...]
    units: tuple[str, ...]
    days: int
    few: int
    cluster: int
    clause: str
    active: int | None = None


@dataclass(frozen=True)
class Circles:
    """Zones round a case's centres, in metres: the core, and the alert beyond it.

    `over`: days without a new case inside until both end; None: the policy does not say, or `gaps` say why not.
    """

    centres: tuple[str, ...]
    core_m: float
    core_clause: str
    alert_m: float | None = None
    alert_clause: str = ""
    over: int | None = None
    over_clause: str = ""
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class ZoneRules:
    """Every axis the policy has. No axes: no zones. `gaps` says what the policy leaves out that a zone would need.

    `classes` are those of the cases that make zones; None: every class that is not excluded. `hard_minutes` and
    `hard_share` say when contacts at a place of `hard_kinds` are hard to trace; `frequent_minutes` when a case was
    often at one; `swabs` are the kinds of specimen of a person that count. `measures` is each measure as those it binds
    read it, in Chinese and English; of another the level alone is said. Clean days are
    counted for units of `clean_levels`, and of `clean_instead` where none of those is above or below.
    """

    policy: str
    axes: tuple[Axis, ...] = ()
    counted: Counted | None = None
    circles: Circles | None = None
    classes: frozenset[str] | None = None
    spread: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hard_kinds: frozenset[str] = frozenset()
    hard_minutes: float = 0
    hard_share: float | None = None
    frequent_minutes: float = 0
    staff: Mapping[str, int] = field(default_factory=dict)
    staff_levels: tuple[str, ...] = ()
    posts: Mapping[str, int] = field(default_factory=dict)
    posts_levels: tuple[str, ...] = ()
    exit_posts: int | None = None
    clean_levels: tuple[str, ...] = ()
    clean_instead: tuple[str, ...] = ()
    clauses: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    swabs: tuple[str, ...] = ()
    title: tuple[str, str] = ("", "")
    appeal: tuple[str, str] = ("", "")
    gaps: tuple[str, ...] = ()
