"""The stays of people, and at places, found by the kernels."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seawall.kernels import Stays, at_places, crowd, of_people, some, stated, united
from tests.kernels.test_meet import city, layered

Row = tuple[int, int, int, int]
ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(-50, 290), st.integers(1, 180)).map(
        lambda row: (*row[:3], row[2] + row[3])
    ),
    min_size=1,
    max_size=12,
)
SPAN = st.tuples(st.integers(-60, 320), st.integers(-60, 320))


def rows(found: Stays) -> list[Row]:
    return sorted(zip(*(column.tolist() for column in found[:4]), strict=True))


def asked(number: int, since: int, until: int) -> list[np.ndarray]:
    return [np.array([each], np.int32) for each in (number, since, until)]


def whole(made: list[Row]) -> Stays:
    return united(stated(*np.array(made, np.int32).reshape(-1, 4).T.copy()), 5)


@settings(max_examples=300, deadline=None)
@given(ROWS, SPAN, st.data())
def test_all_that_lies_in_a_span_is_found_once_and_whole_in_whatever_layers_it_is(
    made: list[Row], span: tuple[int, int], data: st.DataObject
) -> None:
    there = whole(made)
    there = some(there, there.end > 0)  # the days begin at 0
    layers = data.draw(st.lists(st.integers(0, 2), min_size=len(there.person), max_size=len(there.person)))
    if not layers:
        return
    days, (since, until) = layered(there, layers), span
    inside = [row for row in rows(there) if since < until and row[2] < until and row[3] > since]
    for who in range(5):
        assert rows(of_people(days, *asked(who, since, until))) == [row for row in inside if row[0] == who]
    for place in range(3):
        own = [row for row in inside if row[1] == place]
        assert rows(at_places(days, *asked(place, since, until))) == own
        if since < until:
            assert crowd(days, *asked(place, since, until)).tolist() == [len(own)]


def test_of_a_lost_day_nothing_is_found_and_the_rest_whole() -> None:
    days = city((0, 0, 10, 250), (1, 0, 110, 150), (2, 0, 120, 260), lost=1)
    assert rows(at_places(days, *asked(0, 0, 300))) == [(0, 0, 10, 250), (2, 0, 120, 260)]


def test_a_stay_that_lies_in_two_spans_comes_twice() -> None:
    days = city((0, 0, 10, 90))
    both = (np.array(each, np.int32) for each in ([0, 0], [0, 40], [20, 60]))
    assert rows(of_people(days, *both)) == [(0, 0, 10, 90)] * 2
