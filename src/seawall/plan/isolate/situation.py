"""The situation rooms are sought in: who is ill, who is inside, where people live, where positives were found."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from seawall.plan.isolate.homes import homes
from seawall.plan.isolate.people import cases_at
from seawall.plan.isolate.resets import positives
from seawall.tables.facts import Facts
from seawall.tables.inside import inside


@dataclass(frozen=True)
class Situation:
    """How things stand, whatever is planned.

    `cases`: the open ones (people.cases_at). `there`: who is inside which site (inside.inside). `lived`: the household
    and unit people live in (homes.homes). `found`: who was found positive inside (resets.positives).
    """

    cases: pl.DataFrame
    there: pl.DataFrame
    lived: pl.DataFrame
    found: pl.DataFrame

    @property
    def ill(self) -> pl.Series:
        """The people who are open cases."""
        return self.cases["person"]

    @property
    def well(self) -> pl.DataFrame:
        """Those inside who are no open case."""
        return self.there.join(self.cases, on="person", how="anti")


def situation(episodes: pl.DataFrame, facts: Facts, now: datetime) -> Situation:
    """The situation at `now`."""
    return Situation(cases_at(episodes), inside(facts, now), homes(facts, now), positives(episodes, facts, now))
