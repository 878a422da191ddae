"""Whom, and what, somebody's acts may be about: people of their area or site, orders that were signed, their tasks."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from seawall.desk.planning import Made
from seawall.tables.facts import Facts, merges
from seawall.tables.inside import inside
from seawall.tables.signed import signed
from seawall.web import area
from seawall.web.access import Subject
from seawall.web.field.act import Told
from seawall.web.field.said import Fault
from seawall.web.field.tasks import sealed
from seawall.web.field.teams import houses_of, sites_of, teams_of

STRANGER = "somebody of your tasks, your area or your site"
"""What is said of whom nobody knows, and of whom somebody may not look at: no difference is told."""


@dataclass(frozen=True)
class Whom:
    """What somebody may do something about, by what was known when they sent it."""

    subject: Subject
    made: Made

    @property
    def facts(self) -> Facts:
        """What was known."""
        return self.made.facts

    @cached_property
    def people(self) -> set[str]:
        """The numbers of those whom they may take something down about."""
        units = area.units_of(self.subject, self.facts)
        own = self.facts["persons"].filter(pl.col("recorded_by") == self.subject.officer)["person"]
        if units is None:
            return known(self.facts)
        there = inside(self.facts, self.made.plan.now)
        sites = sites_of(self.subject, self.facts)
        housed = there.filter(pl.col("site").is_in(sites))["person"]
        return {*area.people_of(units, self.facts), *own, *housed}

    def faults(self, told: Told) -> list[Fault]:
        """What of an act is about somebody or something that it may not be about."""
        merged = merges(self.facts["same_person"])
        strange = sorted(each for each in told.about if merged.get(each, each) not in self.people)
        return [*(Fault("of.person", each, STRANGER) for each in strange), *self._orders(told), *self._tasks(told)]

    def _orders(self, told: Told) -> list[Fault]:
        wanted = {row["order"] for row in told.rows.get("tasks", [])}
        orders = signed(self.facts).filter(pl.col("verb").cast(pl.String) == "zone", pl.col("scope") == "seal")
        ours = sealed(self.facts, orders, teams_of(self.subject, self.facts))["order"]
        return [Fault("of.order", f"{each}", "a signed seal of your teams' area") for each in wanted - set(ours)]

    def _tasks(self, told: Told) -> list[Fault]:
        asked = {row["task"] for row in told.rows.get("done", [])} - {row["task"] for row in told.rows.get("tasks", [])}
        mine = self.facts["tasks"].filter(pl.col("team").is_in(houses_of(self.subject, self.facts)))["task"]
        return [
            Fault("of.task", f"{each}", "a task that your team or site was asked to do") for each in asked - set(mine)
        ]


def known(facts: Facts) -> set[str]:
    """Everybody about whom there is a row."""
    found: set[str] = set()
    for table in ("persons", "residences", "cases", "followups", "attended"):
        found |= set(facts[table]["person"].drop_nulls())
    relations = facts["relations"]
    return found | set(relations["person"]) | set(relations["other"])
