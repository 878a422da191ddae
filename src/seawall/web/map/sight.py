"""What somebody's map shows: which units, and whether figures of few people stand on it."""

from typing import NamedTuple

import polars as pl

from seawall.desk.opening import Desk
from seawall.desk.planning import Made
from seawall.web import area
from seawall.web.access import Subject, decide
from seawall.web.few import least


class Sight(NamedTuple):
    """`units`: those that may be looked at, None: all. `least`: a figure of fewer people is not shown; 0: each is."""

    units: pl.Series | None
    least: int

    @property
    def exact(self) -> bool:
        """Whether every figure is shown as it is: to who may look at the people themselves."""
        return self.least == 0


def sight(desk: Desk, subject: Subject | None, made: Made) -> Sight:
    """Who may look at people sees their figures; everybody else those that tell of nobody.

    Who may look at people of some areas alone sees these areas alone, be they the smallest.
    """
    if decide(subject, "look", "people"):
        return Sight(area.units_of(subject, made.facts), 0)
    return Sight(area.units_of(subject, made.facts, "map"), least(desk, made.plan.policy, made.plan.now))
