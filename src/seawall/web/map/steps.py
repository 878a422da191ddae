"""A quantity in five steps: what a fill shows, and its legend."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Step = Literal["hidden", "unknown", "0", "1", "2", "3", "4", "5"]
PEOPLE = (1, 5, 20, 50, 100)
"""From how many people each step begins."""
DAYS = (0, 1, 3, 7, 14)
"""From how many clean days; the fewer, the darker."""


class Shade(NamedTuple):
    """One line of a legend: the step, and what it covers: from, up to (None: and more)."""

    step: Step
    least: int
    most: int | None


def of_people(count: int | None) -> Step:
    """The step of so many people; None: nobody knows."""
    return "unknown" if count is None else _at(sum(count >= least for least in PEOPLE))


def of_days(days: int | None) -> Step:
    """The step of so many clean days; None: nobody counts them here."""
    return "unknown" if days is None else _at(6 - sum(days >= least for least in DAYS))


def of_level(place: int | None, of: int) -> Step:
    """The step of a level, by its place among an axis's own levels, the hardest first; None: it has none."""
    return "unknown" if place is None else _at(5 - round(place * 4 / max(1, of - 1)))


def shades(borders: Sequence[int], *, turned: bool = False) -> list[Shade]:
    """The legend of a quantity, the darkest first."""
    ends = [*(each - 1 for each in borders[1:]), None]
    rows = [Shade(_at(nth + 1), least, most) for nth, (least, most) in enumerate(zip(borders, ends, strict=True))]
    if turned:
        return [Shade(_at(5 - nth), row.least, row.most) for nth, row in enumerate(rows)]
    return rows[::-1]


def _at(number: int) -> Step:
    found: Sequence[Step] = ("0", "1", "2", "3", "4", "5")
    return found[number]
