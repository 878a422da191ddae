"""What families cost of whom some have a room already: in the bound, and as a reason to move others."""

from datetime import UTC, datetime

import pytest

from seawall.plan.isolate.bound import bound
from seawall.plan.isolate.cells import Cell
from seawall.plan.isolate.coming import least
from seawall.plan.isolate.free import Floor, Room
from seawall.plan.isolate.given import Given
from tests.plan.isolate.drawn import RULES

SOLVING = RULES.solving
"""100 for somebody close without a room, 3 for a family parted."""
DAY = datetime(2022, 2, 5, tzinfo=UTC)
FIRST, SECOND, THIRD = ("Q", 1), ("Q", 2), ("Q", 3)


def cells(people: str, *, weight: int = 100, needy: str = "") -> list[Cell]:
    """One close contact a letter, in the family of that letter; whom `needy` names only an accessible room will do."""
    return [
        Cell((f"{family}{number}",), family, "close", DAY, (None, ""), weight, family in needy)
        for number, family in enumerate(people)
    ]


def floors(*rooms: int) -> list[Floor]:
    """Floors with so many rooms of one bed, from the first up."""
    return [
        Floor("Q", number, "quarantine", False, [Room(False, 1, False, room, str(room)) for room in range(many)])
        for number, many in enumerate(rooms, start=1)
    ]


@pytest.mark.parametrize(
    ("people", "first", "apart"),
    [
        ("ab", 2, 0), ("ab", 1, 1), ("ab", 0, 2),
        ("aab", 2, 1), ("aabb", 2, 1), ("aabbc", 3, 1), ("aabbc", 2, 2), ("aaa", 2, 1), ("aabc", 2, 1),
    ],
)  # fmt: skip
def test_as_many_families_come_as_rooms_of_their_floor_go_around(people: str, first: int, apart: int) -> None:
    there = {family: [FIRST, FIRST] for family in people}
    assert least(cells(people), floors(first, 9), there, SOLVING) == 3 * apart


def test_each_floor_has_families_of_its_own() -> None:
    there = {"a": [FIRST], "b": [SECOND], "c": [SECOND]}
    assert least(cells("abc"), floors(1, 1, 9), there, SOLVING) == 3


def test_a_family_whose_floor_has_no_room_that_will_do_cannot_come_and_leaves_it_to_another() -> None:
    there = {"a": [FIRST], "b": [FIRST]}
    assert least(cells("ab", needy="a"), floors(1, 9), there, SOLVING) == 3
    assert least(cells("ab", needy="a"), floors(2, 9), there, SOLVING) == 3
    assert least(cells("ab"), floors(2, 9), {**there, "a": [("Q", None)]}, SOLVING) == 3


def test_families_on_several_floors_and_families_nowhere_yet_are_left_out() -> None:
    assert least(cells("abb"), floors(0, 9), {"a": [FIRST, SECOND]}, SOLVING) == 0


def test_who_has_no_room_is_not_counted_as_parted_too() -> None:
    assert least(cells("ab"), floors(0, 1), {"a": [FIRST], "b": [FIRST]}, SOLVING) == 103
    assert least(cells("ab"), floors(0, 0), {"a": [FIRST], "b": [FIRST]}, SOLVING) == 200


def test_where_a_room_is_worth_less_than_a_floor_the_less_is_counted() -> None:
    assert least(cells("ab", weight=2), floors(0, 9), {"a": [FIRST], "b": [FIRST]}, SOLVING) == 4


def test_the_bound_of_beds_stands_where_it_says_more() -> None:
    many = [*cells("a"), *cells("bcde")]
    told = least(many, floors(1), {"a": [FIRST]}, SOLVING)
    assert told == bound(many, floors(1), SOLVING) == 400


HOMES = cells("faa")


@pytest.mark.parametrize(
    ("now", "then", "moved"),
    [
        ((FIRST, SECOND, THIRD), (FIRST, SECOND, SECOND), True),
        ((SECOND, SECOND, THIRD), (FIRST, SECOND, THIRD), False),
        ((FIRST, SECOND, THIRD), (SECOND, SECOND, SECOND), False),
        ((FIRST, SECOND, SECOND), (FIRST, SECOND, SECOND), False),
    ],
    ids=["a family without a room comes together", "only one that has a room does", "one comes, the other is parted",
         "nothing changes"],
)  # fmt: skip
def test_people_are_moved_only_for_a_plan_that_costs_less_and_not_for_families_that_have_a_room_alone(
    now: tuple[tuple[str, int], ...], then: tuple[tuple[str, int], ...], moved: bool
) -> None:
    """Family f has a room on the first floor already, family a has none."""
    before, after = (
        Given([], {"f": [FIRST]}, rooms={HOMES[n]: (site, "", floor) for n, (site, floor) in enumerate(on)})
        for on in (now, then)
    )
    assert after.beats(before, HOMES, SOLVING) is moved
