"""One row for each check-in, whatever was delivered twice, late, or put right."""

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from seawall.presence.live.checkins import CHECKINS
from seawall.presence.live.folding import folded

NINE = datetime(2022, 1, 21, 9, tzinfo=UTC)

Said = tuple[str, str, datetime, datetime | None]


def at(hour: float) -> datetime:
    return NINE + timedelta(hours=hour - 9)


def fold(*rows: Said) -> list[Said]:
    return folded(pl.DataFrame(list(rows), schema=dict(CHECKINS), orient="row")).rows()


def test_the_same_check_in_delivered_twice_is_one() -> None:
    assert fold(("p1", "m1", at(9), None), ("p1", "m1", at(9), None)) == [("p1", "m1", at(9), None)]


def test_a_check_out_and_a_correction_replace_what_was_said_before() -> None:
    said: list[Said] = [("p1", "m1", at(9), None), ("p1", "m1", at(9), at(12)), ("p1", "m1", at(9), at(11))]
    assert fold(*said[:2]) == [said[1]]
    assert fold(*said) == [said[2]]


def test_a_check_in_that_is_delivered_again_after_its_check_out_does_not_undo_it() -> None:
    assert fold(("p1", "m1", at(9), at(12)), ("p1", "m1", at(9), None)) == [("p1", "m1", at(9), at(12))]


def test_a_check_in_that_is_taken_back_stays_as_an_empty_stay() -> None:
    assert fold(("p1", "m1", at(9), at(12)), ("p1", "m1", at(9), at(9))) == [("p1", "m1", at(9), at(9))]


def test_another_person_place_or_coming_is_another_check_in() -> None:
    rows: list[Said] = [
        ("p1", "m1", at(9), at(12)), ("p2", "m1", at(9), at(10)), ("p1", "m2", at(9), None), ("p1", "m1", at(10), None),
    ]  # fmt: skip
    assert fold(*rows) == rows


def test_rows_keep_their_other_columns_and_none_is_well() -> None:
    rows = pl.DataFrame(
        [(1, "p1", "m1", at(9), None), (2, "p1", "m1", at(9), at(12)), (3, "p1", "m1", at(9), None)],
        schema={"batch": pl.Int64, **CHECKINS},
        orient="row",
    )
    assert folded(rows)["batch"].to_list() == [2]
    assert folded(rows.clear()).is_empty()


SAID = st.tuples(
    st.sampled_from(["p1", "p2"]),
    st.sampled_from(["m1", "m2"]),
    st.sampled_from([at(9), at(10)]),
    st.sampled_from([None, at(9), at(11), at(12)]),
)


@given(st.lists(SAID, max_size=30))
def test_it_is_what_a_dictionary_makes_of_it(rows: list[Said]) -> None:
    held: dict[tuple[str, str, datetime], datetime | None] = {}
    for person, place, came, left in rows:
        key = (person, place, came)
        held[key] = held.get(key) if left is None else left
    assert sorted(fold(*rows), key=str) == sorted(((*key, left) for key, left in held.items()), key=str)
