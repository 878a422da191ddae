"""Contacts by looking at everybody for every stay: slow, and plain to read."""

from collections.abc import Sequence
from typing import NamedTuple


class Stay(NamedTuple):
    person: int
    place: int
    start: int
    end: int
    assumed: bool = False


class Meeting(NamedTuple):
    other: int
    start: int
    end: int


class Link(NamedTuple):
    """What two people shared: seconds, first, last, and in how many meetings."""

    seconds: int
    first: int
    last: int
    meetings: int


Window = tuple[int, int]
NEVER = (0, 0)


def united(stays: Sequence[Stay]) -> list[Stay]:
    """A person's overlapping or touching stays at one place as one; the leaving is that of the one that reaches
    furthest, and of those that reach as far, one that was stated."""
    found: list[Stay] = []
    for stay in sorted(each for each in stays if each.start < each.end):
        last = found[-1] if found else None
        if last and (last.person, last.place) == (stay.person, stay.place) and stay.start <= last.end:
            end, stated = max((each.end, not each.assumed) for each in (last, stay))
            found[-1] = last._replace(end=end, assumed=not stated)
        else:
            found.append(stay)
    return found


def links(
    stays: Sequence[Stay], who: int, windows: Sequence[Window], least: int, linger: int, lost: Window = NEVER
) -> dict[int, Link]:
    """What everybody shared with `who` inside the windows; `stays` are united. Nothing inside `lost` is known."""
    own = [
        each._replace(start=max(each.start, since), end=min(each.end, until))
        for since, until in windows
        for each in stays
        if each.person == who and each.start < until and each.end > since
    ]
    met: dict[int, list[Meeting]] = {}
    for mine in own:
        back = [each.start for each in own if each.place == mine.place and each.start > mine.start]
        air = min([mine.end + linger, *back])
        for other in stays:
            start, end = max(mine.start, other.start), min(air, other.end)
            known = start < lost[0] or end > lost[1]
            if other.person != who and other.place == mine.place and end - start >= max(least, 1) and known:
                met.setdefault(other.person, []).append(Meeting(other.person, start, end))
    return {
        person: Link(
            sum(each.end - each.start for each in found),
            min(each.start for each in found),
            max(each.end for each in found),
            len(found),
        )
        for person, found in met.items()
    }


def contacts(
    stays: Sequence[Stay], who: int, windows: Sequence[Window], least: int, linger: int, lost: Window = NEVER
) -> dict[tuple[int, int], tuple[int, Link]]:
    """By degree and person: via whom (-1: nobody), and the link. What happened inside `lost` is not known."""
    plain = [each for each in united(stays) if each.start < lost[0] or each.end > lost[1]]
    first = links(plain, who, windows, least, linger, lost)
    found = {(1, person): (-1, link) for person, link in first.items()}
    until = max(end for _, end in windows)
    beyond: dict[int, list[tuple[int, int, int, Link]]] = {}
    for via, link in first.items():
        for person, onward in links(plain, via, [(link.first, until)], least, 0, lost).items():
            if person != who and person not in first:
                beyond.setdefault(person, []).append((-onward.seconds, onward.first, via, onward))
    for person, ways in beyond.items():
        _, _, via, link = min(ways)
        found[2, person] = (via, link)
    return found
