"""Gaotang's plans from its tables, without a store: every verb, and stays in one frame."""

from collections.abc import Mapping
from functools import lru_cache

import polars as pl

from seawall import flow, policy
from seawall.drill.gaotang_2022.making import story
from seawall.drill.gaotang_2022.rounds import rounds
from seawall.plan.trace import FrameMeetings
from seawall.tables.facts import known
from tests.drill import csvs
from tests.drill.recount import at

INCIDENT = "gaotang-2022"


@lru_cache(maxsize=1)
def frames() -> Mapping[str, pl.DataFrame]:
    tested = {name: csvs.frame_of(name, rows) for name, rows in rounds(story()).items()}
    return {
        name: pl.concat([frame, *([tested[name]] if name in tested else [])]) for name, frame in csvs.frames().items()
    }


@lru_cache(maxsize=32)
def planned(time: str, under: str | None = None) -> flow.Plan:
    """The plan at a time of January 2022, under the policy in force then or another."""
    return plan_of(frames(), time, under)


def plan_of(found: Mapping[str, pl.DataFrame], time: str, under: str | None = None) -> flow.Plan:
    """The plan of these frames."""
    now = at(time)
    facts = known(found, now, csvs.SHANGHAI)
    rows = facts["incidents"].sort("recorded_at").to_dicts()
    rules = policy.load(under or policy.in_force(rows, now), at=now.date())
    return flow.plan(facts, rules, INCIDENT, now, FrameMeetings(facts["stays"], facts["places"]), history=True)
