"""The slow obvious version of `confirm`: one case at a time, one row at a time."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

from seawall.tables.facts import Facts

Row = Mapping[str, Any]
FINAL = {"confirmed", "clinical", "asymptomatic", "carrier", "excluded"}


def episode(case: Row, facts: Facts, classes: set[str]) -> dict[str, Any]:
    """What a person would write down of a case whose person has no other case, in a history."""
    held = _class(case["case"], facts)
    outcomes = [row for row in facts["outcomes"].to_dicts() if row["case"] == case["case"]]
    outcomes.sort(key=lambda row: (_latest(row), row["recorded_at"]))
    closing = [row["outcome"] for row in outcomes if row["outcome"] != "lost"]
    closed = bool(closing) and closing[-1] in {"discharged", "released", "died_of", "died_with"}
    positive = _positive(case["person"], facts)
    symptoms = [row for row in facts["symptoms"].to_dicts() if row["person"] == case["person"]]
    return {
        "class": held,
        "open": held != "excluded" and not closed,
        "excluded": held == "excluded",
        "provisional": held not in FINAL,
        "opens_stays": held in classes,
        "asymptomatic": all(row["kind"] == "none" for row in symptoms) if symptoms else None,
        "sample_until": min((row["taken_until"] for row in positive), default=None),
        "sample_from": min((row["taken_from"] for row in positive), default=None),
    }


def clear_in_a_row(tests: Iterable[tuple[datetime, datetime, bool]], gap: timedelta) -> int:
    """The most clear tests since the last spoilt one that lie `gap` apart for certain, by trying every choice."""
    listed = list(tests)
    spoilt = [until for _, until, clear in listed if not clear]
    left = sorted((start, until) for start, until, clear in listed if clear and all(start >= s for s in spoilt))
    for size in range(len(left), 0, -1):
        if any(_apart(chosen, gap) for chosen in combinations(left, size)):
            return size
    return 0


def _apart(chosen: tuple[tuple[datetime, datetime], ...], gap: timedelta) -> bool:
    ordered = sorted(chosen, key=lambda each: each[1])
    return all(later[0] - earlier[1] >= gap for earlier, later in pairwise(ordered))


def _class(case: str, facts: Facts) -> Any:
    rows = [row for row in facts["classifications"].to_dicts() if row["case"] == case]
    passed = {row["follows"] for row in rows}
    standing = [row for row in rows if row["row"] not in passed]
    return max(standing, key=lambda row: (_latest(row), row["at_from"], row["recorded_at"]))["class"] if rows else None


def _latest(row: Row) -> datetime:
    at: datetime = min(row["at_until"], row["recorded_at"])
    return at


def _positive(person: str, facts: Facts) -> list[Row]:
    positive = {row["specimen"] for row in facts["results"].to_dicts() if row["result"] == "positive"}
    return [
        row
        for row in facts["specimens"].to_dicts()
        if row["subject"] == person and row["pool"] is None and row["specimen"] in positive
    ]
