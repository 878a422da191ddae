"""The zones against their slow and obvious version, on random incidents."""

from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seawall.plan.zone import Zoned, ZoneRules, zone
from seawall.tables.facts import Facts
from tests.given import SHANGHAI, Row, local
from tests.plan.trace.drawn import episodes
from tests.plan.zone.land import CONTACT, EIGHT, NINE, TRAIL, TWENTY, facts_of, lives
from tests.slow.zone import SlowZone

EDITIONS: dict[str, ZoneRules] = {"covid19-cn-8": EIGHT, "covid19-cn-9": NINE, "covid19-cn-9-opt20": TWENTY}
PEOPLE = [f"P{n}" for n in range(7)]
HOMES = ["home", "next", "other", "farm", "far", "lone"]
VISITED = [("inn", "restaurant"), ("shop", "shop"), ("office", "work"), ("park", "outdoors"), ("far-inn", "restaurant"),
           ("village-inn", "restaurant"), ("home", "household")]  # fmt: skip
ENDS = [(None, None), (None, "2022-02-01T10:00"), (None, "2022-02-15T10:00"), ("2021-12-01T10:00", "2021-12-10T10:00")]
"""When somebody entered a site (None: some time in January) and when they left it, or are to."""
CLASSES = ["confirmed", "asymptomatic", "suspect", "clinical", None]


def times(first: int = 18, last: int = 31) -> st.SearchStrategy[str]:
    """A time of January, often at the border of a day."""
    return st.builds(
        lambda day, clock: f"{day}T{clock}",
        st.integers(first, last),
        st.sampled_from(["00:00", "00:01", "10:00", "23:59"]),
    )


def moments(first: int = 18) -> st.SearchStrategy[str]:
    return st.one_of(times(first), st.integers(first, 31).map(lambda day: f"2022-01-{day}"))


def nows() -> st.SearchStrategy[str]:
    days = [f"2022-01-{day}" for day in range(22, 32)] + [f"2022-02-{day:02}" for day in range(1, 20)]
    return st.builds(lambda day, clock: f"{day}T{clock}", st.sampled_from(days), st.sampled_from(["00:00", "12:00"]))


@st.composite
def a_case(draw: st.DrawFn, number: int) -> Row:
    held = draw(st.sampled_from(CLASSES))
    return {
        "case": f"C{number}", "person": f"P{number}", "class": held, "provisional": held == "suspect",
        "excluded": draw(st.sampled_from([False] * 5 + [True])), "positive": draw(moments(20)),
        "sample": draw(moments(19)), "isolated": draw(st.one_of(st.none(), moments())),
    }  # fmt: skip


@st.composite
def a_visit(draw: st.DrawFn, cases: int) -> Row:
    first, last = sorted(draw(st.tuples(times(17, 26), times(17, 26))))
    place, kind = draw(st.sampled_from(VISITED))
    return {
        "case": f"C{draw(st.integers(0, cases - 1))}", "person": "P0", "place": place, "kind": kind, "met": 0,
        "first": local(first), "last": local(last), "minutes": draw(st.sampled_from([5.0, 15.0, 119.0, 120.0])),
        "evidence": [],
    }  # fmt: skip


@st.composite
def a_contact(draw: st.DrawFn) -> Row:
    return {
        "person": draw(st.sampled_from(PEOPLE)), "ring": draw(st.sampled_from(["close", "close", "general"])),
        "case": "C0", "place": draw(st.sampled_from([None, "inn", "shop"])), "last_exposure": local(draw(times())),
    }  # fmt: skip


def a_swab() -> st.SearchStrategy[tuple[str, str, str, str | None]]:
    found = st.sampled_from(["negative"] * 4 + ["positive"])
    return st.tuples(st.sampled_from(PEOPLE), moments(22), found, st.sampled_from([None, None, "tube"]))


@st.composite
def incidents(draw: st.DrawFn) -> dict[str, Any]:
    cases = draw(st.integers(1, 3))
    swabs = draw(st.lists(a_swab(), max_size=8))
    admitted = draw(
        st.dictionaries(
            st.sampled_from(PEOPLE),
            st.sampled_from(ENDS).flatmap(
                lambda end: st.tuples(st.just(end[0]) if end[0] else moments(), st.just(end[1]))
            ),
            max_size=3,
        )
    )
    return {
        "cases": [draw(a_case(number)) for number in range(cases)],
        "trail": draw(st.lists(a_visit(cases), max_size=4)),
        "contacts": draw(st.lists(a_contact(), max_size=3)),
        "residences": [lives(who, draw(st.sampled_from(HOMES))) for who in PEOPLE],
        "specimens": [
            {"specimen": f"S{n}", "subject_kind": "person", "subject": who, "taken": at, "pool": pool}
            for n, (who, at, _, pool) in enumerate(swabs)
        ],
        "results": [
            {"specimen": f"S{n}", "laboratory": "L", "result": result, "at": at}
            for n, (_, at, result, _) in enumerate(swabs)
        ],
        "admissions": [
            {"person": who, "site": "Q", "at": at, "until": until}
            for who, (at, until) in admitted.items()
        ],
        "now": draw(nows()),
    }  # fmt: skip


TABLES = ("residences", "specimens", "results", "admissions")


def known(incident: dict[str, Any]) -> tuple[Facts, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    facts = facts_of(incident["now"], **{name: incident[name] for name in TABLES})
    contacts = pl.DataFrame(incident["contacts"], schema=CONTACT, orient="row")
    trail = pl.DataFrame(incident["trail"], schema=TRAIL, orient="row")
    return facts, episodes(*incident["cases"]), contacts, trail


def ours(incident: dict[str, Any], edition: str) -> Zoned:
    facts, cases, contacts, trail = known(incident)
    return zone(cases, contacts, trail, facts, EDITIONS[edition], local(incident["now"]))


def shown(found: Zoned) -> dict[Any, Any]:
    columns = ["subject", "axis", "level", "from", "until", "cases", "provisional"]
    rows = {(s, axis): tuple(rest) for s, axis, *rest in found.zones.select(columns).iter_rows()}
    return {key: row[:3] if key[0] == "I71" else row for key, row in rows.items()}


def slowly(incident: dict[str, Any], edition: str) -> dict[Any, Any]:
    facts, cases, _, _ = known(incident)
    tables = {name: facts[name].to_dicts() for name in (*TABLES, "units", "places")}
    whole = {**tables, "cases": cases.to_dicts(), "trail": incident["trail"], "contacts": incident["contacts"]}
    return dict(SlowZone(edition, whole, local(incident["now"]), SHANGHAI).answer())


@pytest.mark.parametrize("edition", EDITIONS)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incident=incidents())
def test_the_fast_zones_are_the_slow_ones(edition: str, incident: dict[str, Any]) -> None:
    assert shown(ours(incident, edition)) == slowly(incident, edition)
