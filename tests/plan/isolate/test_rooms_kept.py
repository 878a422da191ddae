"""Who is inside stays there, and a room that an order gave is kept."""

import polars as pl

from tests.given import local
from tests.plan.isolate.drawn import plan, rooms, said, site, where
from tests.plan.isolate.pair import CLOSE, INSIDE


def test_people_inside_stay_where_they_are() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "201", "at": "22T08:00"}]
    made = plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), admissions=inside)
    assert where(made) == {"P1": "Q 201"}
    assert made.rooms.filter(person="P1").select("placed", "from").row(0) == (True, local("22T08:00"))
    assert made.transfers.is_empty()


def test_who_has_left_is_placed_anew_and_the_later_room_counts() -> None:
    left = [{"person": "P1", "site": "Q", "room": "201", "at": "22T08:00", "until": "22T20:00"}]
    assert where(plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), admissions=left)) == {"P1": "Q 101"}
    moved = [{"person": "P1", "site": "Q", "room": "101", "at": "22T08:00"},
             {"person": "P1", "site": "Q", "room": "201", "at": "22T20:00"}]  # fmt: skip
    assert where(plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), admissions=moved)) == {"P1": "Q 201"}


def test_an_admission_that_lies_ahead_is_none_yet() -> None:
    ahead = [{"person": "P1", "site": "Q", "room": "201", "at": "24T08:00"}]
    assert where(plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), admissions=ahead)) == {"P1": "Q 101"}


def test_somebody_of_another_place_who_is_in_our_room_stays_there() -> None:
    asked = [{"request": "r", "direction": "out", "unit": "V", "person": "P1"}]
    made = plan([CLOSE], requests=asked, admissions=INSIDE, sites=[site()], rooms=rooms("Q", "101"))
    assert "stays there" in said(made, "P1")


def held(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["person", "site", "room"], orient="row")


def test_a_room_that_an_order_gave_is_kept() -> None:
    assert where(plan([CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), held=held(("P1", "Q", "201")))) == {
        "P1": "Q 201"
    }


def test_a_room_that_an_order_gave_and_somebody_else_is_in_is_not() -> None:
    inside = [{"person": "X", "site": "Q", "room": "201", "at": "22T08:00"}]
    made = plan(
        [CLOSE], sites=[site()], rooms=rooms("Q", "101", "201"), admissions=inside, held=held(("P1", "Q", "201"))
    )
    assert where(made) == {"P1": "Q 101"}


def test_a_room_that_an_order_gave_is_given_to_nobody_else() -> None:
    people = [CLOSE, {"person": "P2"}]
    assert where(plan(people, sites=[site()], rooms=rooms("Q", "101"), held=held(("P2", "Q", "101")))) == {
        "P1": None, "P2": "Q 101",
    }  # fmt: skip


def test_a_room_that_an_order_gave_and_that_will_not_do_any_more_is_not_kept() -> None:
    found = rooms("Q", "101") + rooms("Q", "102", accessible=True)
    made = plan([CLOSE], sites=[site()], rooms=found, held=held(("P1", "Q", "101")),
                traits=[{"person": "P1", "trait": "disabled"}])  # fmt: skip
    assert where(made) == {"P1": "Q 102"}
