"""The invented people of the drill: who met the index, who lives with them, whom they met next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

Story = Mapping[str, Any]


@dataclass(frozen=True)
class Somebody:
    """An invented person: `ring` is met (the index), others (a home) or circle; `told` when a team recorded them."""

    person: str
    told: str
    team: int
    home: str
    ring: str
    meeting: str
    elsewhere: bool = False
    rooms: bool = True


@dataclass(frozen=True)
class Cast:
    """Everybody, in the order they are numbered."""

    everybody: tuple[Somebody, ...]

    def met(self, meeting: str) -> list[Somebody]:
        """Those who met the index there, in the story's order."""
        return [each for each in self.everybody if each.meeting == meeting and each.ring == "met"]

    def circle(self, key: str) -> list[Somebody]:
        """Those whom a close contact met there."""
        return [each for each in self.everybody if each.meeting == key and each.ring == "circle"]

    def pairs(self) -> Iterator[tuple[Somebody, Somebody]]:
        """Every two people who live together; the one told later comes second."""
        homes: dict[str, list[Somebody]] = {}
        for each in self.everybody:
            homes.setdefault(each.home, []).append(each)
        for together in homes.values():
            yield from combinations(sorted(together, key=lambda each: each.told), 2)


def cast(story: Story) -> Cast:
    """The people of the story; the index is the first number and not among them."""
    everybody: list[Somebody] = []
    for meeting in story["meeting"]:
        for nth, home in enumerate(meeting["homes"]):
            everybody += _home(meeting, nth, home, len(everybody))
    for circle in story["circle"]:
        everybody += _circle(circle, len(everybody))
    return Cast(tuple(everybody))


def _home(meeting: Mapping[str, Any], nth: int, home: Sequence[int], before: int) -> list[Somebody]:
    others_told = meeting.get("others_told", meeting["told"])
    others_told = others_told if isinstance(others_told, str) else others_told[nth]
    named = [("met", meeting["told"])] * home[0] + [("others", others_told)] * home[1]
    named += [("others", meeting.get("later_told", ""))] * (home[2] if len(home) > 2 else 0)
    return [
        Somebody(
            person=_number(before + i),
            told=told,
            team=meeting["team"],
            home=meeting.get("lives", f"home-{meeting['key']}-{nth + 1}"),
            ring=ring,
            meeting=meeting["key"],
            elsewhere=meeting.get("elsewhere", False),
            rooms=meeting.get("rooms", True),
        )
        for i, (ring, told) in enumerate(named)
    ]


def _circle(circle: Mapping[str, Any], before: int) -> list[Somebody]:
    key, told, team = circle["key"], circle["told"], circle["team"]
    people = range(circle["people"])
    return [Somebody(_number(before + i), told, team, f"home-{key}-{i + 1}", "circle", key) for i in people]


def _number(nth: int) -> str:
    return f"p{nth + 2:03}"
