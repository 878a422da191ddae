"""The incidents that are known: which are handled now, which are over, and which one is meant."""

from datetime import datetime
from typing import NamedTuple

import polars as pl

from seawall import policy
from seawall.desk.opening import Desk
from seawall.plan.confirm import closed_incidents
from seawall.plan.orders import running
from seawall.store import orders, reading
from seawall.tables.errors import SeawallError
from seawall.tables.facts import Facts, known

MOST = 20
"""Names that a refusal lists: those that are handled come first."""


class IncidentError(SeawallError):
    """No incident, or more than one, fits; the message says which there are."""


class Incidents(NamedTuple):
    """By name: those that are `handled`, of which plans are made, and those that are `over`, the last closed first."""

    handled: list[str]
    over: list["Over"]

    @property
    def at_hand(self) -> list[str]:
        """Those that are looked at unless another is named: those that are handled, else the one closed last."""
        return self.handled or [each.incident for each in self.over[:1]]


class Over(NamedTuple):
    """An incident that is closed and binds nobody any more; `closed`: when at the latest."""

    incident: str
    disease: str | None
    closed: datetime


def incidents_at(desk: Desk, now: datetime, batch: int | None = None) -> Incidents:
    """The incidents known at a time. Of orders those of closed incidents alone are read, that may still bind."""
    with reading.together():
        upto = reading.upto(desk.server, batch)
        read = reading.read(desk.server, ["incidents", "appeals"], now, upto).frames
        facts = known(read, now, desk.zone)
        closed = closed_incidents(facts["incidents"], now)
        if not closed.is_empty():
            facts = known({**read, **orders.binding(desk.server, closed, now, upto)}, now, desk.zone)
    return incidents(facts)


def incidents(facts: Facts) -> Incidents:
    """The incidents known at the time of the facts. One that was closed is handled until its last order has ended."""
    last = facts["incidents"].sort("recorded_at", "row").unique("incident", keep="last")
    binding = running(facts, facts.known_at)["incident"].unique()
    closed = closed_incidents(facts["incidents"], facts.known_at)
    over = last.filter(pl.col("incident").is_in(closed.implode()), ~pl.col("incident").is_in(binding.implode()))
    told = over.select("incident", "disease", pl.coalesce("closed_until", "closed_from").alias("closed"))
    ordered = told.sort("closed", "incident", descending=[True, False])
    handled = last.filter(~pl.col("incident").is_in(over["incident"].implode()))["incident"].sort().to_list()
    return Incidents(handled, [Over(*row) for row in ordered.iter_rows()])


def incident_of(facts: Facts, wanted: str | None) -> str:
    """The incident asked for, else the only one at hand. Raises IncidentError."""
    found = incidents(facts)
    there = [*found.handled, *(each.incident for each in found.over)]
    if wanted in there or (wanted is None and len(found.at_hand) == 1):
        return wanted or found.at_hand[0]
    if not there:
        raise IncidentError(
            "at this time there is no incident: import incidents.csv (incident, disease, policy, opened)"
        )
    if wanted is None:
        raise IncidentError("name one with --incident; at this time there are: {there}", there=_some(found.at_hand))
    raise IncidentError(
        "incident {wanted!r} is not known; at this time there are: {there}", wanted=wanted, there=_some(there)
    )


def _some(names: list[str]) -> str:
    return ", ".join(names[:MOST]) + ("" if len(names) <= MOST else f", … ({len(names)})")


def policy_of(facts: Facts, incident: str) -> str:
    """The policy the incident is handled under at the time the facts are known at."""
    rows = facts["incidents"].filter(pl.col("incident") == incident).sort("recorded_at").to_dicts()
    return policy.in_force(rows, facts.known_at)
