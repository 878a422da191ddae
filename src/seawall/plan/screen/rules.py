"""What a policy says of tests: on which days, from which anchor, how, and what a result changes."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from seawall.tables.linked import Linked
from seawall.tables.schema import UTC_MOMENT

ISOLATION_DAY, HOME_DAY, ZONE_DAY, TRACED_DAY = "isolation_day", "home_day", "zone_day", "traced_day"
"""What days are counted from; day 1 is the day of the anchor itself."""

TESTS = pl.Schema(
    {
        "subject_kind": pl.String(),
        "subject": pl.String(),
        "due_from": UTC_MOMENT,
        "due_until": UTC_MOMENT,
        "kind": pl.String(),
        "why": pl.String(),
        "clause": pl.String(),
        "state": pl.String(),
        "specimen": pl.String(),
    }
)
"""A test of a person or a place: the local day it is due, half-open, and the specimen that did it."""

FOUND = pl.Schema(
    {
        "person": pl.String(),
        "change": pl.String(),
        "becomes": pl.String(),
        "specimen": pl.String(),
        "at_from": UTC_MOMENT,
        "at_until": UTC_MOMENT,
        "why": pl.String(),
        "clause": pl.String(),
        "evidence": pl.List(pl.String()),
    }
)
"""A result that changes something at once. `change` is open_case, becomes_close or repeat; `at` the result's moment."""

ASKED = pl.Schema(
    {
        "subject_kind": pl.String(),
        "subject": pl.String(),
        "day": pl.Date(),
        "kind": pl.String(),
        "double": pl.Boolean(),
        "why": pl.String(),
        "clause": pl.String(),
    }
)
"""What one rule asks of one subject on one local day; `double`: two swabs."""


@dataclass(frozen=True)
class Days:
    """The days on which a rule asks for a test, counted from its anchor."""

    anchor: str
    days: tuple[int, ...]
    clause: str


@dataclass(frozen=True)
class Course:
    """The tests of a ring.

    `site_days` is the part of the term that is served in a site, from the last exposure; None: all of it is one. A
    ring that is not `bound` is tested without being restricted. `double`, the clause by which leaving the site and the
    end of the term take two swabs; `last_day`, the clause by which both are test days. Empty: not so.
    """

    tests: tuple[Days, ...]
    kind: str
    site_days: int | None = None
    bound: bool = True
    last_day: str = ""
    double: str = ""


@dataclass(frozen=True)
class ZoneTests:
    """The tests of the residents of a zone; `release`, the clause by which its end takes a negative test of all."""

    tests: Days | None
    kind: str
    release: str = ""


@dataclass(frozen=True)
class Environment:
    """The specimens of the places of zones of these levels."""

    levels: tuple[str, ...]
    tests: Days
    kind: str


@dataclass(frozen=True)
class ScreenRules:
    """The tests of rings, of zones by level and of places, and what a positive does.

    A test is lost more than `lost_after_days` after its day, or when nobody has seen the contact for more than
    `unseen_days` (None: no contact is lost). `positive_class` is what somebody with a positive is held to be at first;
    `repeats` are the results after which a test is made again, `swabs` the kinds of specimen that do one.
    """

    rings: Mapping[str, Course]
    zones: Mapping[str, ZoneTests]
    environment: Environment | None
    lost_after_days: int
    unseen_days: int | None
    positive_class: str
    positive_clause: str
    repeats: tuple[str, ...]
    repeat_clause: str
    swabs: tuple[str, ...]
    linked: Linked | None = None
