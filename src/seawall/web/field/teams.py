"""Which teams somebody is in, and which sites are theirs: by the organisations of their roles and by the facts."""

import polars as pl

from seawall.tables.facts import Facts
from seawall.tables.roster import roster
from seawall.web.access import Subject, decide


def teams_of(subject: Subject, facts: Facts) -> list[str]:
    """The teams that an account's roles are for, that it leads, or that the duty roster puts it in; by name."""
    houses = {role.organisation for role in subject.roles}
    on_duty = facts["duties"].filter(pl.col("officer") == subject.officer)["organisation"].drop_nulls()
    teams = facts["teams"]
    mine = teams.filter(pl.col("team").is_in([*houses, *on_duty]) | (pl.col("lead") == subject.officer))
    return sorted(mine["team"].unique())


def on_duty(subject: Subject, facts: Facts) -> bool:
    """Whether somebody does what no team was given: whom the roster names now; everybody where none is kept."""
    return facts["duties"].is_empty() or subject.officer in set(roster(facts, facts.known_at)["officer"])


def sites_of(subject: Subject, facts: Facts) -> list[str]:
    """The sites that a site manager's roles are for, by their number or by who runs them."""
    houses = [role.organisation for role in subject.roles if role.role == "site_manager"]
    sites = facts["sites"].filter(pl.col("site").is_in(houses) | pl.col("organisation").is_in(houses))
    return sorted(sites["site"].unique())


def houses_of(subject: Subject, facts: Facts) -> list[str]:
    """Whom what somebody is to do was asked of: their teams, and their sites."""
    return [*teams_of(subject, facts), *sites_of(subject, facts)]


def interviews(subject: Subject) -> bool:
    """Whether somebody may ask people where they were and whom they met."""
    return decide(subject, "interview", "tasks")
