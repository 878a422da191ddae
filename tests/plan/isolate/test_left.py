"""How many who depend on others are in households that somebody leaves, and with how many nobody grown stays."""

from typing import Any

from tests.plan.isolate.drawn import born, family, household, plan, rooms, site

YEARS = {"P1": 1980, "P2": 2015, "P3": 1982, "P4": 2016, "P5": 1984}


def left(
    homes: dict[str, str], *going: str, inside: tuple[str, ...] = (), ill: tuple[str, ...] = ("P0",),
    free: tuple[str, ...] = ("101", "102"), **years: int,
) -> list[Any]:  # fmt: skip
    """(all of them, with somebody, alone); nothing where none is alone. `going` are contacts who get a free room."""
    made = plan(
        [{"person": person} for person in going],
        [{"case": f"C{person}", "person": person} for person in ill],
        residences=[row for person, home in homes.items() for row in family(home, person)],
        places=household("g", "h"), sites=[site()], rooms=rooms("Q", *free),
        admissions=[{"person": person, "site": "Q", "at": "22T08:00"} for person in inside],
        persons=born(**{**YEARS, **years}),
    )  # fmt: skip
    told = made.shortage.filter(kind="children with no carer at home")
    return told.select("needed", "there", "missing").rows()


PAIR = {"P1": "h", "P2": "h"}


def test_a_child_is_alone_when_its_mother_goes_has_gone_or_is_a_case() -> None:
    assert left(PAIR, "P1") == left(PAIR, inside=("P1",)) == left(PAIR, ill=("P1",)) == [(1, 0, 1)]


def test_a_mother_for_whom_there_is_no_room_stays_with_her_child() -> None:
    assert left(PAIR, "P1", free=()) == []


def test_a_household_that_nobody_leaves_is_not_counted() -> None:
    assert left({"P2": "h"}) == []
    assert left({**PAIR, "P3": "g", "P4": "g"}, "P1") == left({**PAIR, "P4": "g"}, "P1") == [(1, 0, 1)]


def test_who_is_grown_in_one_household_minds_nobody_of_another_and_is_not_counted() -> None:
    homes = {**PAIR, "P3": "g", "P4": "g", "P5": "g"}
    assert left(homes, "P1", "P3") == [(2, 1, 1)]


def test_a_grandmother_too_old_to_accompany_is_grown_and_minds_the_child() -> None:
    assert left({**PAIR, "P3": "h"}, "P1", P3=1940) == []


def test_people_without_a_known_household_are_no_family() -> None:
    assert left({"P1": "dormitory", "P2": "dormitory"}, "P1") == []
