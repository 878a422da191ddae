"""Why this area: what a smaller one would miss, what a larger one would cost, and where the plan has it."""

import re
from datetime import timedelta
from typing import Any, NamedTuple

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.web.names import Names, names

LARGER = re.compile(r"(?P<unit>.+): (?P<people>\d+) more people, (?P<days>\d+) person-days in \d+ days")
MISSED = re.compile(r"(?P<unit>.+) alone would miss (?P<missed>\d+) of the (?P<of>\d+) close contacts who live inside")


class Unit(NamedTuple):
    """One rung: which unit, its people, the person-days to the area's end; what it would miss, what it adds.

    `missed` is (how many, of how many); `said` is what the plan says where no figure is there.
    """

    name: str
    people: int | None
    days: float | None
    chosen: bool
    missed: tuple[int, int] | None
    more: tuple[int, int] | None
    said: str


def units(made: Made, subject: str, lang: Language) -> list[Unit]:
    """The rungs below, at and above an area, the smallest first; none for an area that is no more."""
    found = made.plan.zoned.zones.filter(subject=subject).sort("axis")
    if found.is_empty():
        return []
    area, called = found.row(0, named=True), names(made.facts, lang)
    ladder = [_smaller(area, called, made), _chosen(area, called, made), _larger(area, called)]
    return [each for each in ladder if each is not None]


def _chosen(area: dict[str, Any], called: Names, made: Made) -> Unit:
    days = None if area["people"] is None else area["people"] * _days(area, made)
    return Unit(called.get(area["subject"], area["subject"]), area["people"], days, True, (0, 0), None, "")


def _smaller(area: dict[str, Any], called: Names, made: Made) -> Unit | None:
    found = MISSED.match(area["smaller"] or "")
    if found is None:
        return Unit("", None, None, False, None, None, area["smaller"]) if area["smaller"] else None
    people = area["narrower_people"]
    days = None if people is None else people * _days(area, made)
    return Unit(
        called.get(found["unit"], found["unit"]),
        people,
        days,
        False,
        (int(found["missed"]), int(found["of"])),
        None,
        "",
    )


def _larger(area: dict[str, Any], called: Names) -> Unit | None:
    found = LARGER.match(area["larger"] or "")
    if found is None:
        return None
    more = int(found["people"]), int(found["days"])
    people = None if area["people"] is None else area["people"] + more[0]
    return Unit(called.get(found["unit"], found["unit"]), people, None, False, (0, 0), more, "")


def _days(area: dict[str, Any], made: Made) -> float:
    """The days still before the people of an area; at least none."""
    if area["until"] is None:
        return 0.0
    left: timedelta = area["until"] - max(area["from"], made.plan.now)
    return max(0.0, left.total_seconds() / 86_400)
