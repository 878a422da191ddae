"""The graph that somebody may see: of the plan's cases, contacts and links, as known at its time (TRUST.md 32)."""

import polars as pl

from seawall.desk.opening import Desk
from seawall.desk.planning import Made
from seawall.web import area, discreet, listed, plans
from seawall.web.access import Subject
from seawall.web.chains.graph import Graph, Rows, graph
from seawall.web.kept import Kept

_GRAPHS = Kept[Graph](8)


def key(desk: Desk, who: Subject | None, made: Made) -> tuple[object, ...]:
    """What a graph is kept by: the plan that it is of, and the areas of who looks."""
    units = area.units_of(who, made.facts)
    return (*plans.key(desk, made), None if units is None else tuple(units))


def seen(desk: Desk, who: Subject | None, made: Made) -> Graph:
    """The whole graph for somebody, made once for each plan and set of areas."""
    return _GRAPHS.get(key(desk, who, made), lambda: graph(rows(made, area.units_of(who, made.facts))))


def rows(made: Made, units: pl.Series | None) -> Rows:
    """What the graph of these units is made of. Whom nobody has reached is who is still to be called.

    Rows about intimate contact are left out here, before anything is drawn of them.
    """
    facts = made.facts
    return Rows(
        area.within(listed.cases(made), units, facts), area.within(discreet.contacts(made), units, facts),
        facts["links"].filter(discreet.shown("links")), facts["places"], facts["events"],
        facts["residences"], made.plan.calls["person"],
    )  # fmt: skip
