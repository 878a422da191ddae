"""Places and people that are as bad as they get, held against a look at every pair of stays."""

import numpy as np
import pytest

from seawall.kernels import (
    Searches,
    Stays,
    arranged,
    counts,
    days,
    one_after_the_other,
    scratch,
    searched,
    split,
    stated,
    united,
)

DAY = 86_400
BEGINS = np.arange(0, 15 * DAY, DAY, dtype=np.int32)
LEAST = 900
CHANCE = np.random.default_rng(4)
Rows = dict[int, tuple[int, int, int, int]]


def crowded(stays: int = 100_000, people: int = 5_000) -> Stays:
    """One place where everybody comes and goes, on the day one after the other."""
    start = CHANCE.integers(0, 14 * DAY, stays, dtype=np.int32)
    length = CHANCE.integers(0, 5 * 3_600, stays, dtype=np.int32)
    return stated(CHANCE.integers(0, people, stays, dtype=np.int32), np.zeros(stays, np.int32), start, start + length)


def long(people: int = 400) -> Stays:
    """People who stay for the fourteen days, for none of them, and all of an age: from midnight to midnight."""
    who = np.arange(people, dtype=np.int32)
    start = (who % 14).astype(np.int32) * DAY
    end = np.where(who % 3 == 0, 14 * DAY, np.where(who % 3 == 1, start, start + DAY)).astype(np.int32)
    return stated(who, (who % 2).astype(np.int32), np.where(who % 3 == 0, 0, start).astype(np.int32), end)


def doubled(people: int = 50) -> Stays:
    """The same people again and again at once, at equal times, each stay a second into another."""
    who = np.repeat(np.arange(people, dtype=np.int32), 40)
    start = (np.tile(np.arange(40, dtype=np.int32), people) // 4) * 3_600
    return stated(who, np.zeros(len(who), np.int32), start, start + 3_601)


def met(stays: Stays, who: int) -> Rows:
    """By person: seconds, first, last and meetings of those who met one over all days; every stay held against each."""
    found: Rows = {}
    mine = stays.person == who
    for place, start, end in zip(*(column[mine].tolist() for column in stays[1:4]), strict=True):
        since, until = np.maximum(stays.start, start), np.minimum(stays.end, min(end, 14 * DAY))
        there = ~mine & (stays.place == place) & (until - since >= LEAST)
        for other, first, last in zip(
            stays.person[there].tolist(), since[there].tolist(), until[there].tolist(), strict=True
        ):
            before = found.get(other, (0, first, last, 0))
            found[other] = (before[0] + last - first, min(before[1], first), max(before[2], last), before[3] + 1)
    return found


@pytest.mark.parametrize("stays", [crowded(), long(), doubled()], ids=["crowded", "long", "doubled"])
def test_the_hardest_places_give_what_a_look_at_every_pair_gives(stays: Stays) -> None:
    people = int(stays.person.max()) + 1
    whole = united(stays, people)
    segments = [arranged(part, int(BEGINS[day]), 2, people) for day, part in enumerate(split(whole, BEGINS))]
    cases = np.array([0, people // 2, people - 1], np.int32)
    windows = np.zeros(3, np.int32), np.full(3, 14 * DAY, np.int32)
    asked = Searches(cases, np.arange(4, dtype=np.int32), *windows)
    city = days([[each] for each in segments], BEGINS)
    found = searched(city, asked, two=False, linger=0, least=LEAST, on=scratch(people))
    for search, case in enumerate(cases):
        mine = found.search == search
        rows = zip(
            *(
                column[mine].tolist()
                for column in (found.person, found.seconds, found.first, found.last, found.meetings)
            ),
            strict=True,
        )
        assert {person: tuple(numbers) for person, *numbers in rows} == met(whole, int(case))


def test_meetings_of_the_fullest_place_are_counted_as_every_pair_says() -> None:
    whole = united(crowded(20_000, 3_000), 3_000)
    part = split(whole, BEGINS)[3]
    found = counts(arranged(part, 3 * DAY, 1, 3_000), 3 * DAY, 4 * DAY, LEAST, 3_000)
    start, end = np.maximum(part.start, 3 * DAY), np.minimum(part.end, 4 * DAY)
    for who in (0, 7, 2_999):
        mine = np.flatnonzero(part.person == who)
        pairs = [np.minimum(end, end[row]) - np.maximum(start, start[row]) >= LEAST for row in mine]
        assert found[who] == sum(int(pair.sum()) - int(pair[mine].sum()) for pair in pairs)


def test_who_is_together_at_too_many_places_at_once_is_together_for_as_long_as_can_be_counted() -> None:
    place = np.arange(2_000, dtype=np.int32)
    both = [stated(np.full(2_000, who, np.int32), place, place * 0, place * 0 + 14 * DAY) for who in (0, 1)]
    stays = one_after_the_other(both)
    segments = [arranged(part, int(BEGINS[day]), 2_000, 2) for day, part in enumerate(split(stays, BEGINS))]
    asked = Searches(*(np.array(each, np.int32) for each in ([0], [0, 1], [0], [14 * DAY])))
    city = days([[each] for each in segments], BEGINS)
    found = searched(city, asked, two=False, linger=0, least=LEAST, on=scratch(2))
    assert (found.seconds.tolist(), found.together.tolist()) == ([2**31 - 1], [2**31 - 1])
