"""Published figures that are known to have been wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from seawall.plan.inform.counted import Counted
from seawall.plan.inform.published import Published

COUNTED = {
    "cumulative": "cases",
    "cured": "cured",
    "deaths": "deaths",
    "asym_cumulative": "asym_ever",
}
"""Figures that only grow while nothing was wrong, by the group of cases they count."""
GROWING = ("close", "secondary")


@dataclass(frozen=True)
class Correction:
    """A figure of an earlier bulletin: what was said, what it should have been, and when it was published."""

    figure: str
    was: int
    is_: int
    published: datetime


def corrections(now: Counted, figures: dict[str, int], before: Sequence[Published]) -> tuple[Correction, ...]:
    """What the last bulletin said and is wrong by what is known now.

    A case it counted that is no longer one, a cure or death taken back, or a sum of contacts that has fallen. What has
    come since is new and corrects nothing.
    """
    if not before:
        return ()
    last = before[-1]
    found = [
        Correction(figure, last.figures[figure], len(last.counted[group] & now[group]), last.at)
        for figure, group in COUNTED.items()
        if last.counted[group] - now[group]
    ]
    fallen = [
        Correction(figure, last.figures[figure], figures[figure], last.at)
        for figure in GROWING
        if figures[figure] < last.figures.get(figure, 0)
    ]
    return (*found, *fallen)
