"""What a plan costs, what none can be better than, and when the solver is asked."""

from dataclasses import replace
from typing import Any

import polars as pl

from tests.plan.isolate.drawn import RULES, family, household, plan, rooms, site, where

SOLVING = RULES.solving


def parted(**more: Any) -> Any:
    """Five families that came one by one; placed as they came, the last is parted, and need not be."""
    homes = {"a": "12", "b": "3", "c": "45", "d": "678", "e": "9"}
    people = [{"person": f"P{n}"} for home in homes.values() for n in home]
    living = [row for home, those in homes.items() for row in family(home, *(f"P{n}" for n in those))]
    known = [{"person": row["person"], "recorded": f"2022-01-1{n}T00:00"} for n, row in enumerate(people)]
    return plan(people, sites=[site()], rooms=rooms("Q", "101", "102", "103", "201", "202", "203", "301", "302", "303"),
                residences=living, places=household(*homes), persons=known, **more)  # fmt: skip


def test_a_plan_at_its_bound_is_not_improved() -> None:
    made = plan([{"person": "P1"}], sites=[site()], rooms=rooms("Q", "101"))
    assert made.gap.row(0) == (0, 0, 0, "constructive", "no plan can cost less")


def test_families_that_can_stay_together_do() -> None:
    made = parted()
    floors = {person: room[2] for person, room in where(made).items() if room}
    assert floors["P1"] == floors["P2"]
    assert floors["P4"] == floors["P5"]
    assert floors["P6"] == floors["P7"] == floors["P8"]
    assert made.gap["gap"].item() == 0


def test_somebody_without_a_room_costs_what_the_rules_say() -> None:
    made = plan([{"person": "P1"}, {"person": "P2", "ring": "secondary"}])
    assert made.gap.select("objective", "bound", "gap").row(0) == (110, 110, 0)


MIXED: dict[str, Any] = {
    "sites": [site()],
    "rooms": rooms("Q", "101", "102", air="shared") + rooms("Q", "201", "202", "203", air="shared"),
    "persons": [{"person": f"P{n}", "recorded": f"2022-01-1{n}T00:00"} for n in range(1, 6)],
}
FIVE: list[dict[str, Any]] = [{"person": f"P{n}", "ring": "secondary" if n < 3 else "close"} for n in range(1, 6)]
FIVE[0] = {"person": "P1", "ring": "close"}
FIVE[2] = {"person": "P3", "ring": "secondary"}


def test_the_solver_finds_what_the_constructive_plan_misses() -> None:
    made = plan(FIVE, **MIXED)
    assert made.gap.select("objective", "gap", "how").row(0) == (0, 0, "CP-SAT")
    assert None not in where(made).values()


def test_a_question_too_large_is_not_put_and_the_gap_is_told() -> None:
    small = replace(RULES, solving=replace(SOLVING, size=9))
    gap = plan(FIVE, rules=small, **MIXED).gap.row(0, named=True)
    assert (gap["bound"], gap["how"]) == (0, "constructive")
    assert gap["gap"] == gap["objective"] > 0
    assert gap["why"] == "not improved: 10 choices of cell and floor are more than 9"


def test_without_time_the_constructive_plan_stands() -> None:
    hurried = replace(RULES, solving=replace(SOLVING, limit=0.0))
    gap = plan(FIVE, rules=hurried, **MIXED).gap.row(0, named=True)
    assert (gap["how"], gap["why"]) == ("constructive", "CP-SAT found nothing better within its limit")


def test_the_same_facts_give_the_same_plan() -> None:
    once, again = plan(FIVE, **MIXED), plan(FIVE, **MIXED)
    assert all(rows.equals(vars(again)[name]) for name, rows in vars(once).items() if isinstance(rows, pl.DataFrame))
