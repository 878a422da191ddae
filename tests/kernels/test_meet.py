"""Whom somebody met, found by the kernels."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seawall.kernels import (
    Days,
    Searches,
    Segment,
    Stays,
    arranged,
    days,
    scratch,
    searched,
    some,
    split,
    stated,
    united,
)
from seawall.kernels.tally import UNMET
from tests.slow import presence as slow

PEOPLE, PLACES = 5, 3
BEGINS = np.array([0, 100, 200, 300], np.int32)
Windows = tuple[tuple[int, int], ...]
Rows = tuple[tuple[int, int, int, int], ...]


def city(*rows: tuple[int, int, int, int], lost: int | None = None) -> Days:
    """Rows of person, place, start, end, as three days of a hundred seconds, one of which may be lost."""
    whole = united(stated(*np.array(rows, np.int32).reshape(-1, 4).T.copy()), PEOPLE)
    made = [arranged(part, int(BEGINS[day]), PLACES, PEOPLE) for day, part in enumerate(split(whole, BEGINS))]
    return days([None if day == lost else [each] for day, each in enumerate(made)], BEGINS)


def layered(whole: Stays, layers: list[int]) -> Days:
    """United stays, each in the layer of its number; a layer counts no more people and places than it needs."""
    of = np.array(layers, np.int64)
    there: list[list[Segment]] = [[], [], []]
    for layer in sorted(set(layers)):
        own = some(whole, of == layer)
        most = max(own.place) + 1, max(own.person) + 1
        for day, part in enumerate(split(own, BEGINS)):
            there[day].append(arranged(part, int(BEGINS[day]), *most))
    return days(there, BEGINS)


def contacts(
    stays: Days, who: int, windows: Windows = ((0, 300),), least: int = 1, linger: int = 0, two: bool = True
) -> dict[tuple[int, int], tuple[int, slow.Link]]:
    """By degree and person, as the slow version tells it."""
    since, until = (np.array(side, np.int32) for side in zip(*windows, strict=True))
    asked = Searches(np.array([who], np.int32), np.array([0, len(windows)], np.int32), since, until)
    on = scratch(PEOPLE)
    found = searched(stays, asked, two=two, linger=linger, least=least, on=on)
    assert not any((each.slot != UNMET).any() or each.many[0] for each in (on.first, on.via, on.best))
    assert not on.best.seconds.any()
    rows = zip(found.person, found.via, found.seconds, found.first, found.last, found.meetings, strict=True)
    return {
        (1 if via < 0 else 2, int(person)): (int(via), slow.Link(*(int(each) for each in link)))
        for person, via, *link in rows
    }


def test_those_at_one_place_at_one_time_met() -> None:
    found = contacts(city((0, 0, 10, 50), (1, 0, 40, 90), (2, 1, 10, 50)), who=0)
    assert found == {(1, 1): (-1, slow.Link(seconds=10, first=40, last=50, meetings=1))}


def test_arriving_as_the_other_leaves_is_no_meeting() -> None:
    assert contacts(city((0, 0, 10, 50), (1, 0, 50, 90)), who=0) == {}


def test_a_meeting_as_long_as_asked_counts_and_a_shorter_one_does_not() -> None:
    stays = city((0, 0, 10, 50), (1, 0, 20, 35), (2, 0, 20, 34))
    assert list(contacts(stays, who=0, least=15)) == [(1, 1)]


def test_short_meetings_do_not_add_up_to_a_long_one() -> None:
    stays = city((0, 0, 10, 20), (0, 0, 30, 40), (1, 0, 5, 50))
    assert contacts(stays, who=0, least=15) == {}


def test_a_meeting_over_midnight_is_one() -> None:
    found = contacts(city((0, 0, 90, 110), (1, 0, 85, 120)), who=0, least=15)
    assert found == {(1, 1): (-1, slow.Link(seconds=20, first=90, last=110, meetings=1))}


def test_a_stay_of_all_days_meets_each_visitor_once() -> None:
    found = contacts(city((0, 0, 0, 300), (1, 0, 50, 250), (2, 0, 250, 260)), who=0)
    assert found[1, 1] == (-1, slow.Link(seconds=200, first=50, last=250, meetings=1))
    assert found[1, 2] == (-1, slow.Link(seconds=10, first=250, last=260, meetings=1))


def test_meetings_are_clipped_to_the_window_of_the_case() -> None:
    found = contacts(city((0, 0, 10, 90), (1, 0, 0, 100)), who=0, windows=((20, 30),))
    assert found == {(1, 1): (-1, slow.Link(seconds=10, first=20, last=30, meetings=1))}


def test_the_air_a_case_left_counts_while_it_lingers_also_past_midnight() -> None:
    stays = city((0, 0, 50, 90), (1, 0, 95, 130), (2, 0, 105, 130), (3, 0, 110, 120))
    found = contacts(stays, who=0, linger=20, two=False)
    assert found == {
        (1, 1): (-1, slow.Link(seconds=15, first=95, last=110, meetings=1)),
        (1, 2): (-1, slow.Link(seconds=5, first=105, last=110, meetings=1)),
    }


def test_those_met_later_are_of_the_second_degree_and_those_met_before_are_not() -> None:
    stays = city((0, 0, 50, 60), (1, 0, 50, 60), (1, 1, 10, 40), (2, 1, 10, 40), (1, 2, 70, 90), (3, 2, 80, 95))
    assert contacts(stays, who=0)[2, 3] == (1, slow.Link(seconds=10, first=80, last=90, meetings=1))
    assert (2, 2) not in contacts(stays, who=0)


def test_of_two_ways_to_somebody_the_longer_counts_then_the_earlier() -> None:
    both = (0, 0, 0, 10), (1, 0, 0, 10), (2, 0, 0, 10)
    longer = city(*both, (1, 1, 20, 30), (2, 2, 20, 40), (3, 1, 0, 100), (3, 2, 0, 100))
    earlier = city(*both, (1, 1, 25, 35), (2, 2, 20, 30), (3, 1, 0, 100), (3, 2, 0, 100))
    assert contacts(longer, who=0)[2, 3][0] == 2
    assert contacts(earlier, who=0)[2, 3][0] == 2


def test_the_windows_of_one_case_count_together() -> None:
    stays = city((0, 0, 0, 300), (1, 0, 0, 300))
    found = contacts(stays, who=0, windows=((10, 20), (150, 170)))
    assert found == {(1, 1): (-1, slow.Link(seconds=30, first=10, last=170, meetings=2))}


def test_air_that_lingers_from_one_window_into_the_next_counts_once() -> None:
    stays = city((0, 0, 0, 100), (1, 0, 0, 100))
    found = contacts(stays, who=0, windows=((10, 20), (30, 40)), linger=200)
    assert found == {(1, 1): (-1, slow.Link(seconds=90, first=10, last=100, meetings=2))}


def test_air_that_would_linger_past_all_time_is_as_long_as_time_is() -> None:
    found = contacts(city((0, 0, 10, 20), (1, 0, 15, 90)), who=0, linger=2**31 - 1)
    assert found == {(1, 1): (-1, slow.Link(seconds=75, first=15, last=90, meetings=1))}


def test_each_of_several_searches_has_its_own_answer() -> None:
    stays = city((0, 0, 10, 20), (1, 0, 15, 30), (2, 1, 10, 20), (3, 1, 12, 14), (4, 1, 20, 30))
    window = np.array([0, 0, 0], np.int32), np.array([300, 300, 300], np.int32)
    asked = Searches(np.array([3, 1, 4], np.int32), np.array([0, 1, 2, 3], np.int32), *window)
    on = scratch(PEOPLE)
    found = searched(stays, asked, two=True, linger=0, least=1, on=on)
    assert list(zip(found.search, found.person, found.seconds, strict=True)) == [(0, 2, 2), (1, 0, 5)]


def test_of_a_meeting_the_place_of_the_longest_and_the_time_without_lingering_are_told() -> None:
    stays = city((0, 0, 0, 10), (1, 0, 5, 30), (0, 2, 50, 80), (1, 2, 60, 90))
    asked = Searches(*(np.array(each, np.int32) for each in ([0], [0, 1], [0], [300])))
    on = scratch(PEOPLE)
    found = searched(stays, asked, two=False, linger=4, least=1, on=on)
    assert (list(found.seconds), list(found.together)) == ([33], [25])
    assert (list(found.place), list(found.longest)) == ([2], [24])


def test_stays_that_reach_out_of_a_lost_day_are_found_in_the_days_that_hold_them() -> None:
    rows = (0, 0, 150, 250), (1, 0, 210, 260), (2, 0, 20, 220), (3, 0, 110, 190)
    assert contacts(city(*rows, lost=1), who=0, two=False) == {
        (1, 1): (-1, slow.Link(seconds=40, first=210, last=250, meetings=1)),
        (1, 2): (-1, slow.Link(seconds=70, first=150, last=220, meetings=1)),
    }
    before = (0, 0, 50, 250), (1, 0, 120, 260), (2, 0, 20, 220)
    assert contacts(city(*before, lost=1), who=0, two=False) == contacts(city(*before), who=0, two=False)


time = st.integers(-30, 330)
stay = st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PLACES - 1), time, time)
borders = st.lists(st.integers(0, 300), min_size=2, max_size=4, unique=True).filter(lambda found: len(found) % 2 == 0)


@settings(max_examples=400, deadline=None)
@given(
    rows=st.lists(stay, max_size=25).map(tuple),
    ends=borders.map(sorted),
    least=st.integers(0, 30),
    linger=st.sampled_from([0, 7, 40, 150]),
)
def test_on_random_stays_as_the_slow_version(rows: Rows, ends: list[int], least: int, linger: int) -> None:
    windows = tuple(zip(ends[::2], ends[1::2], strict=True))
    inside = tuple(row for row in rows if row[2] < 300 and row[3] > 0)
    expected = slow.contacts([slow.Stay(*row) for row in inside], 0, windows, least, linger)
    assert contacts(city(*inside), 0, windows, least, linger) == expected


@settings(max_examples=400, deadline=None)
@given(
    rows=st.lists(stay, max_size=25).map(tuple),
    ends=borders.map(sorted),
    least=st.integers(0, 30),
    lost=st.integers(0, 2),
)
def test_with_a_day_lost_as_the_slow_version_that_knows_nothing_of_it(
    rows: Rows, ends: list[int], least: int, lost: int
) -> None:
    windows = tuple(zip(ends[::2], ends[1::2], strict=True))
    inside = tuple(row for row in rows if row[2] < 300 and row[3] > 0)
    day = int(BEGINS[lost]), int(BEGINS[lost + 1])
    expected = slow.contacts([slow.Stay(*row) for row in inside], 0, windows, least, 0, day)
    assert contacts(city(*inside, lost=lost), 0, windows, least) == expected


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(stay, min_size=1, max_size=25),
    layer=st.lists(st.integers(0, 3), min_size=25, max_size=25),
    who=st.integers(0, PEOPLE - 1),
    least=st.integers(0, 40),
    linger=st.integers(0, 60),
)
def test_it_does_not_matter_in_which_layers_of_its_day_a_stay_is(
    rows: list[tuple[int, int, int, int]], layer: list[int], who: int, least: int, linger: int
) -> None:
    whole = united(stated(*np.array(rows, np.int32).T.copy()), PEOPLE)
    apart = layered(whole, layer[: len(whole.person)]) if len(whole.person) else city()
    together = contacts(city(*rows), who=who, least=least, linger=linger)
    assert contacts(apart, who=who, least=least, linger=linger) == together


def test_a_day_without_a_layer_is_not_lost() -> None:
    rows = (0, 0, 210, 250), (1, 0, 190, 260)
    whole = united(stated(*np.array(rows, np.int32).T.copy()), PEOPLE)
    parts = enumerate(split(whole, BEGINS))
    made = [arranged(part, int(BEGINS[day]), PLACES, PEOPLE) for day, part in parts]
    assert made[0].rows.size == 0
    assert contacts(days([[], *([each] for each in made[1:])], BEGINS), who=0) == contacts(city(*rows), who=0)
    assert contacts(days([[], [], []], BEGINS), who=0) == {}
