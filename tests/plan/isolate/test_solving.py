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
    assert made.gap.row(0) == (0, 0, 0, "constructive", "no plan can cost less")


def test_who_came_last_and_needs_most_rooms_chooses_first_where_the_family_would_be_parted() -> None:
    people = [{"person": f"P{n}"} for n in range(1, 8)]
    living = [*family("a", "P1", "P2"), *family("b", "P3", "P4"), *family("c", "P5", "P6", "P7")]
    known = [{"person": f"P{n}", "recorded": f"2022-01-1{n}T00:00"} for n in range(1, 8)]
    made = plan(people, sites=[site()], rooms=rooms("Q", "101", "102", "103", "201", "202", "203", "204"),
                residences=living, places=household("a", "b", "c"), persons=known)  # fmt: skip
    assert [where(made)[person] for person in ("P5", "P6", "P7")] == ["Q 101", "Q 102", "Q 103"]
    assert made.gap.row(0) == (0, 0, 0, "constructive", "no plan can cost less")


def test_large_families_do_not_choose_first_where_that_would_part_more() -> None:
    people = [f"P{n}" for n in range(1, 11)]
    homes = {"a": people[:1], "b": people[1:4], "c": people[4:7], "d": people[7:]}
    living = [row for home, those in homes.items() for row in family(home, *those)]
    known = [{"person": person, "recorded": f"2022-01-{n}T00:00"} for n, person in enumerate(people, 10)]
    floors = ("101", "102", "103", "104", "201", "202", "203", "204", "205", "301")
    made = plan([{"person": person} for person in people], sites=[site()], rooms=rooms("Q", *floors),
                residences=living, places=household(*homes), persons=known,
                rules=replace(RULES, solving=replace(SOLVING, size=0)))  # fmt: skip
    assert made.gap.select("objective", "how").row(0) == (3, "constructive")


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


PAIR: dict[str, Any] = {
    "sites": [site()], "rooms": rooms("Q", "101", "201"), "residences": family("h", "P1", "P2"),
    "places": household("h"),
}  # fmt: skip
BOTH: list[dict[str, Any]] = [{"person": "P1"}, {"person": "P2"}]


def ordered(**whose: str) -> pl.DataFrame:
    return pl.DataFrame([(who, "Q", room) for who, room in whose.items()], ["person", "site", "room"], orient="row")


def test_a_family_parted_by_a_room_that_was_ordered_is_counted() -> None:
    made = plan(BOTH, held=ordered(P1="101"), **PAIR)
    assert where(made) == {"P1": "Q 101", "P2": "Q 201"}
    assert made.gap.select("objective", "bound", "gap").row(0) == (3, 3, 0)


UNMOVED = "nobody is moved for families that have a room already"
ONE_BY_ONE = [{"person": person, "recorded": f"2022-01-1{n}T00:00"} for n, person in enumerate(("P1", "P3", "P2"))]


def test_nobody_is_moved_for_a_family_that_has_a_room_already_and_the_gap_tells_it() -> None:
    near = {**PAIR, "rooms": rooms("Q", "101", "102", "201"), "persons": ONE_BY_ONE}
    three, given = [*BOTH, {"person": "P3"}], ordered(P1="101")
    before, after = plan([three[0], three[2]], held=given, **near), plan(three, held=given, **near)
    assert where(before) == {"P1": "Q 101", "P3": "Q 102"}
    assert where(after) == {**where(before), "P2": "Q 201"}
    assert after.gap.row(0) == (3, 0, 3, "constructive", UNMOVED)


def test_nor_where_the_solver_is_asked_for_somebody_else_and_finds_nothing_for_them() -> None:
    near = {**PAIR, "rooms": rooms("Q", "101", "102", "201", "202"), "persons": ONE_BY_ONE,
            "traits": [{"person": "P4", "trait": "disabled"}]}  # fmt: skip
    made = plan([*BOTH, {"person": "P3"}, {"person": "P4"}], held=ordered(P1="101"), **near)
    assert where(made) == {"P1": "Q 101", "P2": "Q 201", "P3": "Q 102", "P4": None}
    assert made.gap.row(0) == (103, 100, 3, "constructive", UNMOVED)


def test_for_a_family_that_has_rooms_already_the_solver_is_not_asked() -> None:
    three = {**PAIR, "rooms": rooms("Q", "101", "201", "301"), "residences": family("h", "P1", "P2", "P3")}
    made = plan([*BOTH, {"person": "P3"}], held=ordered(P1="101", P2="201"), **three)
    assert made.gap.row(0) == (6, 3, 3, "constructive", UNMOVED)


def test_a_family_that_orders_part_costs_every_plan_alike() -> None:
    made = plan(BOTH, held=ordered(P1="101", P2="201"), **PAIR)
    assert made.gap.row(0) == (3, 3, 0, "constructive", "no plan can cost less")


def test_a_family_parted_from_those_of_it_who_are_inside_is_counted() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "22T12:00"}]
    assert plan(BOTH, admissions=inside, **PAIR).gap.select("objective", "gap").row(0) == (3, 0)
    near = {**PAIR, "rooms": rooms("Q", "101", "102", "201")}
    made = plan(BOTH, admissions=inside, **near)
    assert (where(made)["P2"], made.gap["objective"].item()) == ("Q 102", 0)


def test_a_family_on_two_floors_already_may_go_to_either() -> None:
    three = {**PAIR, "rooms": rooms("Q", "101", "102", "201"), "residences": family("h", "P1", "P2", "P3")}
    made = plan([*BOTH, {"person": "P3"}], held=ordered(P1="101", P2="201"), **three)
    assert where(made)["P3"] == "Q 102"
    assert made.gap.select("objective", "bound", "gap").row(0) == (3, 3, 0)


def test_whoever_follows_their_family_costs_nothing_also_where_the_solver_is_asked_for_others() -> None:
    """P7 comes to P6; P9, whom only 601 lets in, to neither P8 nor P10, whom orders have parted."""
    homes: dict[str, Any] = {
        "residences": [*family("a", "P6", "P7"), *family("b", "P8", "P9", "P10")], "places": household("a", "b"),
        "traits": [{"person": person, "trait": "disabled"} for person in ("P7", "P9")],
    }  # fmt: skip
    found = [*MIXED["rooms"], *rooms("Q", "301", "401", "501"), *rooms("Q", "302", "601", accessible=True)]
    made = plan([*FIVE, *({"person": f"P{n}"} for n in (6, 7, 8, 9, 10))],
                held=ordered(P6="301", P8="401", P10="501"), **{**MIXED, **homes, "rooms": found})  # fmt: skip
    assert (where(made)["P7"], where(made)["P9"]) == ("Q 302", "Q 601")
    assert made.gap.select("objective", "bound", "how").row(0) == (6, 6, "CP-SAT")
