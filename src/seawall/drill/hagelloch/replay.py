"""The village, day by day: what the plan of each noon says, and nothing that was learned later."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from seawall import flow
from seawall.drill.hagelloch.village import INCIDENT
from seawall.plan import confirm
from seawall.plan.trace import FrameMeetings, Traced, trace
from seawall.policy import Policy, load
from seawall.policy.confirm import confirm_rules
from seawall.policy.trace import trace_rules
from seawall.tables.facts import Facts, known

Find = Callable[[Facts, Policy, datetime], Traced]
RULES = Path(__file__).parent / "rules"


@dataclass(frozen=True)
class Noon:
    """Whom the plan of one day follows: each person's relations to the cases known, also of those who are cases."""

    day: date
    followed: Mapping[str, frozenset[str]]
    restricted: frozenset[str]
    vaccine: Mapping[str, int]


def policy(*wrong: str) -> Policy:
    """The measles rules for a village of 1861, with rules made wrong on purpose laid over them."""
    return load("measles-cdc", overlays=[RULES / f"{name}.toml" for name in ("hagelloch-1861", *wrong)])


def replay(
    tables: Mapping[str, pl.DataFrame], rules: Policy, days: Sequence[date], zone: ZoneInfo, find: Find
) -> Iterator[Noon]:
    """What `find` makes of each day's noon, from the facts recorded until then."""
    for day in days:
        now = datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC)
        yield _noon(day, now, find(known(tables, now, zone), rules, now))


def planned(facts: Facts, rules: Policy, now: datetime) -> Traced:
    """The contacts of the whole plan, as an officer would get it."""
    meetings = FrameMeetings(facts["stays"], facts["places"])
    return flow.plan(facts, rules, INCIDENT, now, meetings, history=True).traced


def traced(facts: Facts, rules: Policy, now: datetime) -> Traced:
    """The same without the verbs that follow the trace: enough to show that a wrong rule is seen."""
    episodes = confirm.episodes(facts, confirm_rules(rules, history=True), now)
    meetings = FrameMeetings(facts["stays"], facts["places"])
    return trace(episodes, facts, trace_rules(rules, history=True), now, meetings)


def _noon(day: date, now: datetime, found: Traced) -> Noon:
    at = pl.lit(now)
    reasons = found.reasons.filter(pl.col("followed_until") > at)
    followed = dict(reasons.group_by("person").agg(pl.col("relation").unique()).iter_rows())
    bound = found.contacts.filter(pl.col("restricted"), pl.col("followed_until") > at)
    vaccine = found.prophylaxis.filter(pl.col("measure") == "vaccine").group_by("state").len()
    return Noon(
        day,
        {person: frozenset(relations) for person, relations in followed.items()},
        frozenset(bound["person"]),
        dict(vaccine.iter_rows()),
    )
