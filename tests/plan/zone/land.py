"""A small county for tests: literal episodes, contacts, trail and rules, facts as in `tests.given`.

county I71 > street s1 > community c1 > compound k1 > building b1 > stairwells b1-1, b1-2; compound k2
           > street s2 > village v1
"""

from collections.abc import Sequence
from typing import Any

import polars as pl

from seawall.plan.zone import Zoned, ZoneRules, zone
from seawall.policy import load
from seawall.policy.zone import zone_rules
from seawall.tables.facts import Facts
from tests.given import Row, given, local
from tests.plan.trace.drawn import episodes

EIGHT, NINE, TWENTY = (zone_rules(load(name)) for name in ("covid19-cn-8", "covid19-cn-9", "covid19-cn-9-opt20"))
UNITS: list[Row] = [
    {"unit": unit, "parent": parent, "level": level, "name": unit}
    for unit, parent, level in (
        ("I71", None, "county"), ("s1", "I71", "street"), ("c1", "s1", "community"), ("k1", "c1", "compound"),
        ("b1", "k1", "building"), ("b1-1", "b1", "stairwell"), ("b1-2", "b1", "stairwell"), ("k2", "c1", "compound"),
        ("s2", "I71", "street"), ("v1", "s2", "village"), ("away", None, "city"),
    )
]  # fmt: skip
PLACES: list[Row] = [
    {"place": place, "kind": kind, "unit": unit}
    for place, kind, unit in (
        ("home", "household", "b1-1"), ("next", "household", "b1-2"), ("other", "household", "k2"),
        ("farm", "household", "v1"), ("far", "household", "away"), ("lone", "household", None),
        ("inn", "restaurant", "k2"), ("shop", "shop", "k2"), ("office", "work", "k2"), ("park", "outdoors", "k2"),
        ("village-inn", "restaurant", "v1"), ("far-inn", "restaurant", "away"),
    )
]  # fmt: skip
INCIDENT: list[Row] = [{"incident": "I", "policy": "test", "unit": "I71", "opened": "20T00:00"}]
CONTACT: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "ring": pl.String, "case": pl.String, "place": pl.String,
    "last_exposure": pl.Datetime("us", "UTC"),
}  # fmt: skip
TRAIL: dict[str, pl.DataType | type[pl.DataType]] = {
    "case": pl.String, "person": pl.String, "place": pl.String, "kind": pl.String,
    "first": pl.Datetime("us", "UTC"), "last": pl.Datetime("us", "UTC"), "minutes": pl.Float64, "met": pl.UInt32,
    "evidence": pl.List(pl.String),
}  # fmt: skip
FOUND: Row = {"positive": "22T10:00", "sample": "22T08:00"}


def lives(person: str, place: str) -> Row:
    return {"person": person, "place": place, "kind": "current"}


def was(place: str, first: str, last: str, kind: str = "restaurant", met: int = 0, case: str = "C1") -> dict[str, Any]:
    begin, end = local(first), local(last)
    return {
        "case": case, "person": "P0", "place": place, "kind": kind, "first": begin, "last": end,
        "minutes": (end - begin).total_seconds() / 60, "met": met, "evidence": [f"stay-{place}"],
    }  # fmt: skip


def contact(person: str, last: str | None, place: str | None = None, ring: str = "close") -> dict[str, Any]:
    return {"person": person, "ring": ring, "case": "C1", "place": place, "last_exposure": last and local(last)}


def case(**said: Any) -> Row:
    return {**FOUND, **said}


def facts_of(now: str, **tables: Sequence[Row]) -> Facts:
    usual: dict[str, Sequence[Row]] = {
        "units": UNITS,
        "places": PLACES,
        "incidents": INCIDENT,
        "residences": [lives("P0", "home")],
    }
    return given(at=now, **{**usual, **tables})


def zoned(
    *cases: Row,
    rules: ZoneRules = EIGHT,
    now: str = "23T12:00",
    contacts: Sequence[Row] = (),
    trail: Sequence[Row] = (),
    **tables: Sequence[Row],
) -> Zoned:
    """The zones of these cases (one, found on the 22nd at 10:00, unless they say otherwise)."""
    met = pl.DataFrame(list(contacts), schema=CONTACT, orient="row")
    where = pl.DataFrame(list(trail), schema=TRAIL, orient="row")
    return zone(episodes(*(cases or (case(),))), met, where, facts_of(now, **tables), rules, local(now))


def levels(found: Zoned, axis: str | None = None) -> dict[str, str]:
    """Subject to level; of one axis, or of all that have no other row for the subject."""
    rows = found.zones if axis is None else found.zones.filter(axis=axis)
    return dict(rows.select("subject", "level").iter_rows())


def row(found: Zoned, subject: str, axis: str | None = None) -> dict[str, Any]:
    """The row of one area."""
    rows = found.zones.filter(subject=subject)
    return (rows if axis is None else rows.filter(axis=axis)).row(0, named=True)
