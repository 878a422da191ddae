"""`screen` against its slow obvious version, and what holds of any screen, on random incidents."""

from datetime import UTC, date, timedelta
from typing import Any

import polars as pl
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from tests.given import given, local
from tests.plan.screen.giving import RULES, contact, result, screened, swab, zone
from tests.slow import screen as slow

PEOPLE = ["A", "B", "D"]
PERSON = st.sampled_from(PEOPLE)
DAY = st.integers(1, 26).map(lambda day: f"2022-01-{day:02}")
HOUR = st.tuples(st.integers(1, 30), st.integers(0, 23)).map(lambda at: f"2022-01-{at[0]:02}T{at[1]:02}:00")


@st.composite
def contacts(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for case in ("C1", "C2"):
        for person in draw(st.lists(PERSON, unique=True)):
            last = draw(DAY)
            begins = (date.fromisoformat(last) + timedelta(days=draw(st.integers(-3, 3)))).isoformat()
            ring = draw(st.sampled_from(["close", "close", "secondary", "general"]))
            more = {"restricted": draw(st.integers(0, 5)) > 0, "immune": draw(st.integers(0, 7)) == 0}
            rows.append(contact(person, ring, last, case=case, begins=f"{begins}T10:00", **more))
    return rows


@st.composite
def taken(draw: st.DrawFn) -> dict[str, list[Any]]:
    swabs = draw(st.lists(st.tuples(PERSON, HOUR, st.sampled_from([None, None, "T"])), max_size=12))
    said = st.sampled_from(["negative", "negative", "positive", "indeterminate", None])
    specimens = [swab(f"S{i}", at, person, pool=pool) for i, (person, at, pool) in enumerate(swabs)]
    results = [(f"S{i}", draw(said)) for i in range(len(swabs))]
    return {"specimens": specimens, "results": [result(name, each) for name, each in results if each]}


@st.composite
def incidents(draw: st.DrawFn) -> dict[str, Any]:
    entered = draw(st.lists(st.tuples(PERSON, HOUR, st.sampled_from(["Q1", "Q2"])), max_size=4))
    ill = draw(st.lists(PERSON, max_size=1))
    return {
        "admissions": [{"person": person, "at": at, "site": site} for person, at, site in entered],
        "cases": [{"case": "C9", "person": person, "incident": "I"} for person in ill],
        **draw(taken()),
    }


@settings(max_examples=120, deadline=None)
@for_all(contacts(), incidents(), HOUR)
def test_tests_agree_with_the_slow_version(rows: list[dict[str, Any]], tables: dict[str, Any], now: str) -> None:
    facts = given(at=now, **tables)
    day = pl.col("due_from").dt.convert_time_zone("Asia/Shanghai").dt.date().alias("day")
    fast = screened(*rows, now=now, **tables).tests.with_columns(day).to_dicts()
    wanted = slow.asked(rows, facts, RULES, local(now))
    told = {(row["subject"], row["day"]): (set(row["clause"].split("; ")), "double" in row["kind"]) for row in fast}
    assert told == wanted
    for row in fast:
        days = [day for person, day in wanted if person == row["subject"]]
        double = wanted[row["subject"], row["day"]][1]
        assert row["state"] == slow.state(row["day"], days, double, row["subject"], facts, RULES, local(now))


@settings(max_examples=60, deadline=None)
@for_all(contacts(), incidents(), HOUR, st.lists(DAY, max_size=2))
def test_any_screen_keeps_its_promises(
    rows: list[dict[str, Any]], tables: dict[str, Any], now: str, zones: list[str]
) -> None:
    city: dict[str, Any] = {
        "units": [{"unit": "U", "level": "compound", "name": "U"}],
        "places": [{"place": "H", "kind": "household", "unit": "U"}],
        "residences": [{"person": person, "place": "H", "kind": "current"} for person in PEOPLE],
    }
    sealed = [zone(since=f"{day}T08:00") for day in zones]
    found = screened(*rows, now=now, zones=sealed, **city, **tables)
    tests, facts = found.tests, given(at=now, **tables)
    assert not tests.select("subject_kind", "subject", "due_from", "kind").is_duplicated().any()
    assert tests.select(pl.all_horizontal(pl.col("why", "clause", "kind").is_not_null())).to_series().all()
    assert tests.filter((pl.col("state") == "done") != pl.col("specimen").is_not_null()).is_empty()
    assert tests["specimen"].drop_nulls().is_duplicated().any() is not True
    assert not set(found.tests["subject"]) & set(facts["cases"]["person"])
    for row in rows:
        if slow.tested(row, facts, RULES, local(now)):
            last = row["followed_until"].astimezone(UTC)
            assert tests.filter(pl.col("subject") == row["person"], pl.col("due_until") >= last).height > 0


@st.composite
def reports(draw: st.DrawFn) -> list[dict[str, Any]]:
    """What two teams reported of the unit, some of it with nobody counted."""
    swabbed, present = st.integers(0, 6), st.none() | st.integers(0, 4)
    said = draw(st.lists(st.tuples(HOUR, st.sampled_from(["T1", "T1", "T2"]), swabbed, present), max_size=5))
    named = ("at", "team", "swabbed", "present")
    return [{"unit": "U", **dict(zip(named, row, strict=True))} for row in said]


@settings(max_examples=60, deadline=None)
@for_all(DAY, st.none() | st.integers(0, 12), st.none() | st.integers(0, 6), st.sets(PERSON), taken(), reports(), HOUR)
def test_the_rounds_of_whole_units_agree_with_the_slow_version(
    begin: str, lasts: int | None, people: int | None, named: set[str], swabs: dict[str, Any],
    said: list[dict[str, Any]], now: str,
) -> None:  # fmt: skip
    city: dict[str, Any] = {
        "units": [{"unit": "U", "level": "compound", "name": "U"}],
        "places": [{"place": "H", "kind": "household", "unit": "U"}],
        "residences": [{"person": person, "place": "H", "kind": "current"} for person in sorted(named)],
    }
    tables = {**swabs, "rounds": said}
    end = None if lasts is None else f"{date.fromisoformat(begin) + timedelta(days=lasts + 1)}T00:00"
    sealed = zone(since=f"{begin}T08:00", until=end, people=people)
    facts, day = given(at=now, **city, **tables), pl.col("due_from").dt.convert_time_zone("Asia/Shanghai").dt.date()
    tests = screened(now=now, zones=[sealed], **city, **tables).tests.with_columns(day.alias("day"))
    whole = tests.filter(pl.col("subject_kind") == "unit")
    wanted = slow.rounds([sealed], facts, RULES)
    assert set(whole.select("subject", "day").iter_rows()) == set(wanted)
    for row in whole.to_dicts():
        done = {each["subject"] for each in tests.to_dicts() if each["day"] == row["day"] and each["state"] == "done"}
        held, known = wanted[row["subject"], row["day"]]
        assert f"; {held} residents, {known} by name, {len(done & named)} of them done" in row["why"]
        days = [each for _, each in wanted]
        word = slow.reported("U", row["day"], days, facts, local(now))
        swabbed, present = word or (0, None)
        complete = slow.complete(row["day"], held, word, facts, local(now))
        by_day = slow.state(row["day"], days, double=False, person="U", facts=facts, rules=RULES, now=local(now))
        assert row["state"] == ("done" if complete else by_day)
        assert (f"; {swabbed} of {present} present swabbed" in row["why"]) == (present is not None)
