"""`confirm` against its slow obvious version on random facts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from seawall.plan.confirm import ConfirmRules, episodes
from seawall.plan.confirm.clear import in_a_row
from seawall.tables.outbreak import CLASSES, OUTCOMES
from tests.given import given, local
from tests.slow import confirm as slow

CASES = [f"C{i}" for i in range(3)]
RULES = ConfirmRules(trace_classes=("suspect", "confirmed"), history=True)
START = datetime(2022, 1, 1, tzinfo=UTC)
ROW = st.sampled_from(CASES)
DAY = st.integers(1, 12).map(lambda day: f"2022-01-{day:02}")


@st.composite
def classified(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for i in range(draw(st.integers(0, 6))):
        row = {"row": f"k{i}", "case": draw(ROW), "at": draw(DAY), "class": draw(st.sampled_from(CLASSES))}
        row["recorded"] = f"2022-01-{draw(st.integers(13, 20))}T{i:02}:00"
        earlier = [each["row"] for each in rows if each["case"] == row["case"]]
        rows.append({**row, "follows": draw(st.sampled_from([None, *earlier]))})
    return rows


@st.composite
def ended(draw: st.DrawFn) -> list[dict[str, Any]]:
    drawn = draw(st.lists(st.tuples(ROW, DAY, st.sampled_from(OUTCOMES)), max_size=5, unique_by=lambda row: row[:2]))
    return [
        {"case": case, "at": day, "outcome": outcome, "recorded": f"2022-01-20T{i:02}:00"}
        for i, (case, day, outcome) in enumerate(drawn)
    ]


@st.composite
def swabbed(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    specimens = [
        {
            "specimen": f"S{i}",
            "subject_kind": "person",
            "subject": f"P{draw(st.integers(0, 2))}",
            "taken": draw(DAY),
            "pool": draw(st.sampled_from([None, None, "T"])),
        }
        for i in range(draw(st.integers(0, 5)))
    ]
    said = st.sampled_from(["positive", "negative", "indeterminate"])
    return specimens, [{"specimen": each["specimen"], "result": draw(said), "at": each["taken"]} for each in specimens]


@settings(max_examples=60, deadline=None)
@for_all(classified(), ended(), swabbed(), st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["none", "fever"]))))
def test_episodes_agree_with_the_slow_version(
    classifications: list[dict[str, Any]],
    outcomes: list[dict[str, Any]],
    swabs: tuple[list[dict[str, Any]], list[dict[str, Any]]],
    symptoms: list[tuple[int, str]],
) -> None:
    facts = given(
        cases=[{"case": case, "person": f"P{case[1:]}", "incident": "I"} for case in CASES],
        classifications=classifications,
        outcomes=outcomes,
        specimens=swabs[0],
        results=swabs[1],
        symptoms=[{"person": f"P{i}", "kind": kind, "onset": "2022-01-05"} for i, kind in symptoms],
    )
    fast = {row["case"]: row for row in episodes(facts, RULES, local("2022-02-01T00:00")).to_dicts()}
    for case in facts["cases"].to_dicts():
        wanted = slow.episode(case, facts, set(RULES.trace_classes))
        assert {name: fast[case["case"]][name] for name in wanted} == wanted


TEST = st.tuples(st.integers(0, 60), st.integers(0, 8), st.booleans())


@settings(max_examples=80, deadline=None)
@for_all(st.lists(TEST, max_size=6), st.integers(1, 3))
def test_counting_clear_tests_agrees_with_trying_every_choice(swabs: list[tuple[int, int, bool]], wanted: int) -> None:
    hour, gap = timedelta(hours=1), timedelta(hours=10)
    tests = [(START + start * hour, START + (start + width) * hour, clear) for start, width, clear in swabs]
    taken = pl.Datetime("us", "UTC")
    results = pl.DataFrame(
        [
            ("C1", f"S{i}", "negative" if clear else "positive", "N", "PCR", start, until)
            for i, (start, until, clear) in enumerate(tests)
        ],
        schema={
            **dict.fromkeys(("case", "specimen", "result", "target", "assay"), pl.String),
            **dict.fromkeys(("taken_from", "taken_until"), taken),
        },
        orient="row",
    )
    counted = in_a_row(results, wanted, gap)["clear"].to_list()
    assert (counted or [0])[0] == min(slow.clear_in_a_row(tests, gap), wanted)
