"""The screen: from contacts, zones and rooms to tests with a day, a state and a reason, and what results change."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from seawall.plan.screen import standing
from seawall.plan.screen.anchors import anchors
from seawall.plan.screen.contacts import of_contacts
from seawall.plan.screen.done import judged
from seawall.plan.screen.found import found
from seawall.plan.screen.merged import merged
from seawall.plan.screen.rounds import counted, of_units
from seawall.plan.screen.rules import ScreenRules
from seawall.plan.screen.zones import of_places, of_residents
from seawall.tables.facts import Facts
from seawall.tables.verdict import specimens


@dataclass(frozen=True)
class Screened:
    """The tests of people and places, one row a (subject, local day, kind); and the results that change something."""

    tests: pl.DataFrame
    found: pl.DataFrame


def screen(
    episodes: pl.DataFrame,
    contacts: pl.DataFrame,
    zones: pl.DataFrame,
    rooms: pl.DataFrame,
    facts: Facts,
    rules: ScreenRules,
    now: datetime,
) -> Screened:
    """Who and what is tested on which local day, and what was done of it.

    1. What each rule asks: of contacts from the day their isolation began, of residents from the day the zone did, of
    places. 2. One row a subject, day and kind. 3. What was taken for it. 4. What the results change at once.
    """
    cases = standing.cases(episodes, facts)
    anchored = anchors(contacts, cases, facts, rules, now)
    of_zones = pl.concat(
        [
            of_residents(zones, rooms, cases, facts, rules, now),
            of_units(zones, cases, facts, rules, now),
            of_places(zones, cases, facts, rules, now),
        ]
    )
    subjects = pl.Enum(pl.concat([anchored["person"], of_zones["subject"]]).unique().sort())
    of_people = of_contacts(anchored.with_columns(pl.col("person").cast(subjects)), rules)
    asked = merged(pl.concat([of_people, of_zones.with_columns(pl.col("subject").cast(subjects))]))
    taken = specimens(facts, rules.swabs)
    lost = standing.lost(facts, rules.unseen_days, now)
    tests = counted(judged(asked, taken, lost, facts, rules, now), zones, facts, now)
    return Screened(tests, found(contacts, taken, cases, rules))
