"""The trace against its slow and obvious version, on random villages."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seawall.plan.trace import FrameMeetings, Span, trace
from seawall.tables.facts import Facts, known
from tests.given import SHANGHAI, Row, frame, local
from tests.plan.trace.drawn import CLOSE, GENERAL, RULES, SECOND, days, episodes
from tests.slow.trace import SlowTrace

NOW = "24T12:00"
PEOPLE = [f"P{n}" for n in range(6)]
PLACES = [
    {"place": "room", "kind": "restaurant"},
    {"place": "hall", "kind": "hall"},
    {"place": "home", "kind": "household"},
]
MEANS = {
    "close": {"relation": ("household", "other", "meal"), "stay": ("restaurant", "household", "entertainment")},
    "secondary": {"relation": ("household", "meal"), "stay": ("household", "restaurant")},
    "general": {"relation": ("friend", "neighbour"), "stay": ("hall", "restaurant", "entertainment")},
}


def times(first_day: int = 19) -> st.SearchStrategy[str]:
    return st.builds(
        lambda day, hour, minute: f"{day}T{hour:02}:{minute:02}",
        st.integers(first_day, 23), st.integers(0, 23), st.sampled_from([0, 1, 20, 40, 59]),
    )  # fmt: skip


def moments() -> st.SearchStrategy[str]:
    span = st.tuples(times(), times()).map(lambda two: f"{min(two)} .. {max(two)}")
    return st.one_of(times(), span, st.integers(19, 23).map(lambda day: f"2022-01-{day}"))


def a_stay() -> st.SearchStrategy[Row]:
    def drawn(person: str, place: str, two: tuple[str, str], left: bool) -> Row:
        came, gone = sorted(two)
        return {"person": person, "place": place, "came": came, "left": gone if left else None}

    named = st.sampled_from([each["place"] for each in PLACES])
    return st.builds(
        drawn, st.sampled_from(PEOPLE), named, st.tuples(times(), times()), st.sampled_from([True] * 4 + [False])
    )


def a_relation() -> st.SearchStrategy[Row]:
    pairs = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)
    kinds = st.sampled_from(["household", "other", "friend", "meal", "neighbour"])
    ends = st.one_of(st.none(), moments())
    return st.builds(
        lambda p, kind, since, until: in_order({"person": p[0], "other": p[1], "kind": kind}, since, until),
        pairs,
        kinds,
        ends,
        ends,
    )


def in_order(row: Row, since: str | None, until: str | None) -> Row:
    return {**row, "since": since, "until": until}


def a_case(number: int) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda onset, isolated, opens: {
            "case": f"C{number}", "person": f"P{number}", "onset": onset, "isolated": isolated, "opens_stays": opens,
        },
        moments(), st.one_of(st.none(), moments()), st.sampled_from([True, True, True, False]),
    )  # fmt: skip


@st.composite
def villages(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "cases": [draw(a_case(n)) for n in range(draw(st.integers(1, 2)))],
        "stays": draw(st.lists(a_stay(), max_size=8)),
        "relations": draw(st.lists(a_relation(), max_size=4)),
        "admissions": [
            {"person": who, "site": "Q", "at": draw(moments())} for who in draw(st.sets(st.sampled_from(PEOPLE)))
        ],
        "linger": draw(st.sampled_from([0, 0, 30])),
        "least": draw(st.sampled_from([0, 0, 15])),
        "after": draw(st.sampled_from([None, None, 1])),
        "dwell": draw(st.sampled_from([None, 90])),
        "rings": draw(st.sampled_from([["close"], ["close", "general"], ["close", "secondary", "general"]])),
    }


def ours(village: dict[str, Any], facts: Facts) -> dict[Any, Any]:
    minutes = Span(timedelta(minutes=village["least"]), False, "least")
    rings = {
        "close": replace(CLOSE, settings=(*CLOSE.settings,), least={"*": minutes} if village["least"] else {}),
        "secondary": SECOND, "general": replace(GENERAL, settings=("same_public_place",)),
    }  # fmt: skip
    rules = replace(
        RULES, rings={name: rings[name] for name in village["rings"]},
        end=None if village["after"] is not None else "isolated",
        after=days(village["after"]) if village["after"] is not None else None,
        linger=Span(timedelta(minutes=village["linger"]), False, "linger"),
        dwell={"*": Span(timedelta(minutes=village["dwell"]), False, "dwell")} if village["dwell"] else {},
    )  # fmt: skip
    meetings = FrameMeetings(facts["stays"], facts["places"])
    found = trace(episodes(*village["cases"]), facts, rules, local(NOW), meetings).contacts
    columns = ["case", "person", "ring", "first_exposure", "last_exposure", "followed_until"]
    return {(case, person): tuple(rest) for case, person, *rest in found.select(columns).iter_rows()}


def slowly(village: dict[str, Any], facts: Facts) -> dict[Any, Any]:
    means = {name: MEANS[name] for name in village["rings"]}
    rules = {
        "before": 2, "after": village["after"], "linger": village["linger"], "rings": means,
        "dwell": timedelta(minutes=village["dwell"]) if village["dwell"] else None,
        "least": {"close": village["least"]}, "followup": {"close": 14, "general": 14, "secondary": 7},
    }  # fmt: skip
    tables = {name: facts[name].to_dicts() for name in ("stays", "relations", "admissions", "places")}
    cases = episodes(*village["cases"]).to_dicts()
    return dict(SlowTrace(rules, {**tables, "cases": cases}, local(NOW), SHANGHAI).answer())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(villages())
def test_the_fast_trace_finds_what_the_slow_one_finds(village: dict[str, Any]) -> None:
    names = ("stays", "relations", "admissions")
    frames = {name: frame(name, village[name]) for name in names} | {"places": frame("places", PLACES)}
    facts = known(frames, local(NOW), SHANGHAI)
    assert ours(village, facts) == slowly(village, facts)
