"""How many meetings each person had in a day, and all of them one by one."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seawall.kernels import Segment, arranged, counts, pairs, split, stated, united
from tests.slow import kernels as slow
from tests.slow.presence import Stay

PEOPLE, PLACES = 4, 3
BEGINS, ENDS = 100, 200
Rows = list[tuple[int, int, int, int]]


def day(*rows: tuple[int, int, int, int]) -> Segment:
    """Rows of person, place, start, end, as the segment of the day [100, 200)."""
    stays = united(stated(*np.array(rows, np.int32).reshape(-1, 4).T.copy()), PEOPLE)
    (one,) = split(stays, np.array([BEGINS, ENDS], np.int32))
    return arranged(one, BEGINS, PLACES, PEOPLE)


def counted(*rows: tuple[int, int, int, int], least: int = 1) -> list[int]:
    return [int(many) for many in counts(day(*rows), BEGINS, ENDS, least, PEOPLE)]


def met(segment: Segment, least: int = 1) -> list[tuple[int, int, int]]:
    """Rows of left, right, seconds."""
    return [(int(a), int(b), int(s)) for a, b, s in zip(*pairs(segment, BEGINS, ENDS, least), strict=True)]


def test_each_meeting_counts_for_both_and_nobody_meets_themselves() -> None:
    assert counted((0, 0, 110, 150), (1, 0, 140, 190), (2, 0, 160, 170), (3, 1, 110, 190)) == [1, 2, 1, 0]


def test_the_same_two_who_meet_twice_have_two_meetings() -> None:
    assert counted((0, 0, 110, 120), (0, 0, 130, 140), (1, 0, 105, 150)) == [2, 2, 0, 0]


def test_arriving_as_the_other_leaves_is_no_meeting_even_if_none_is_asked_for() -> None:
    assert counted((0, 0, 110, 120), (1, 0, 120, 130), least=0) == [0, 0, 0, 0]


def test_a_meeting_as_long_as_asked_counts_and_a_shorter_one_does_not() -> None:
    assert counted((0, 0, 110, 150), (1, 0, 120, 135), (2, 0, 120, 134), least=15) == [1, 1, 0, 0]


def test_only_the_part_inside_the_day_counts() -> None:
    rows = (0, 0, 50, 110), (1, 0, 60, 110), (2, 1, 185, 300), (3, 1, 186, 300)
    assert counted(*rows, least=10) == [1, 1, 1, 1]
    assert counted(*rows, least=11) == [0, 0, 1, 1]
    assert counted(*rows, least=15) == [0, 0, 0, 0]


def test_a_part_of_the_segments_day_can_be_asked_for() -> None:
    segment = day((0, 0, 110, 150), (1, 0, 110, 150), (2, 0, 145, 190))
    assert list(counts(segment, 145, 160, 5, PEOPLE)) == [2, 2, 2, 0]
    assert list(counts(segment, 146, 160, 5, PEOPLE)) == [0, 0, 0, 0]


def test_people_the_segment_does_not_have_met_nobody() -> None:
    segment = day((0, 0, 110, 150), (1, 0, 110, 150))
    assert list(counts(segment, BEGINS, ENDS, 1, PEOPLE + 2)) == [1, 1, 0, 0, 0, 0]


def test_fewer_people_than_the_segment_has_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        counts(day((0, 0, 110, 150)), BEGINS, ENDS, 1, PEOPLE - 1)


def test_a_meeting_is_a_row_with_the_seconds_it_lasts_inside_the_day() -> None:
    segment = day((0, 0, 50, 130), (1, 0, 60, 120), (2, 0, 125, 140), (3, 1, 110, 130))
    assert [int(who) for who in segment.person] == [0, 1, 2, 3]
    assert met(segment) == [(0, 1, 20), (0, 2, 5)]
    assert met(segment, least=6) == [(0, 1, 20)]


def test_a_stay_too_short_to_meet_anybody_leaves_no_gap() -> None:
    segment = day((0, 0, 110, 150), (1, 0, 111, 113), (2, 0, 112, 150))
    assert met(segment, least=5) == [(0, 2, 38)]


def test_an_empty_day_has_no_meetings() -> None:
    assert counted() == [0, 0, 0, 0]
    assert met(day()) == []


def test_many_who_come_and_leave_together_all_meet() -> None:
    rows = np.arange(2000, dtype=np.int32)
    crowd = stated(rows, rows * 0, rows * 0 + 110, rows * 0 + 190)
    segment = arranged(crowd, BEGINS, PLACES, 2000)
    assert set(counts(segment, BEGINS, ENDS, 80, 2000)) == {1999}
    found = pairs(segment, BEGINS, ENDS, 80)
    assert len(found.left) == 2000 * 1999 // 2
    assert bool((found.left < found.right).all())
    assert set(found.seconds) == {80}


@given(
    st.lists(
        st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PLACES - 1), st.integers(80, 215), st.integers(0, 60)).map(
            lambda row: (row[0], row[1], row[2], row[2] + row[3])
        ),
        max_size=20,
    ),
    st.integers(1, 30),
)
@example([(0, 0, 80, 220), (0, 0, 90, 230), (1, 0, 100, 200), (2, 0, 199, 201), (3, 0, 150, 150)], 1)
@settings(deadline=None)
def test_counts_and_pairs_are_those_of_looking_at_every_two(rows: Rows, least: int) -> None:
    segment, stays = day(*rows), [Stay(*row) for row in rows]
    assert counted(*rows, least=least) == slow.counts(stays, BEGINS, ENDS, least, PEOPLE)
    assert told(segment, least) == slow.meetings(stays, BEGINS, ENDS, least)


def told(segment: Segment, least: int) -> Counter[slow.Meeting]:
    """The meetings as the slow version tells them."""
    found: Counter[slow.Meeting] = Counter()
    for left, right, seconds in met(segment, least):
        one, other = sorted((int(segment.person[left]), int(segment.person[right])))
        place = int(np.searchsorted(segment.places, left, side="right")) - 1
        start = max(int(segment.start[left]), int(segment.start[right]), BEGINS)
        found[slow.Meeting((one, other), place, start, start + seconds)] += 1
    return found
