"""Meetings and neighbours in time by looking at every two rows: slow, and plain to read."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from tests.slow.presence import Stay, united


class CheckIn(NamedTuple):
    person: int
    place: int
    at: int


class Meeting(NamedTuple):
    people: tuple[int, int]
    place: int
    start: int
    end: int


def near(events: Sequence[CheckIn], within: int) -> set[tuple[int, int]]:
    """Numbers of two check-ins of different people at one place, the earlier first, at most `within` apart."""
    found = set()
    for one, other in combinations(range(len(events)), 2):
        left, right = sorted((one, other), key=lambda row: (events[row].at, row))
        apart = events[right].at - events[left].at
        same_place = events[left].place == events[right].place
        if same_place and events[left].person != events[right].person and apart <= within:
            found.add((left, right))
    return found


def meetings(stays: Sequence[Stay], begins: int, ends: int, least: int) -> Counter[Meeting]:
    """Two people's united stays at one place, as far as they overlap in [begins, ends), if for at least `least`."""
    found: Counter[Meeting] = Counter()
    for one, other in combinations(united(stays), 2):
        start, end = max(one.start, other.start, begins), min(one.end, other.end, ends)
        if one.place == other.place and one.person != other.person and end - start >= least:
            found[Meeting((one.person, other.person), one.place, start, end)] += 1
    return found


def counts(stays: Sequence[Stay], begins: int, ends: int, least: int, people: int) -> list[int]:
    """How many of the meetings each person is in."""
    found = meetings(stays, begins, ends, least)
    return [sum(many for meeting, many in found.items() if who in meeting.people) for who in range(people)]
