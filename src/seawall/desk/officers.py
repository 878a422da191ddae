"""Who may act at the desk: those whom the roster names at that time (docs/decisions/115)."""

from datetime import datetime

import polars as pl

from seawall.desk.opening import Desk
from seawall.store import reading
from seawall.tables.errors import SeawallError
from seawall.tables.facts import known
from seawall.tables.roster import roster


class NotOnDutyError(SeawallError):
    """Somebody who is not on duty acted at the desk; the message names who is."""


def refuse_unlisted(
    desk: Desk, officer: str, now: datetime, role: str | None = None, organisation: str | None = None
) -> None:
    """Raises NotOnDutyError for an officer whom the roster does not name at `now`, so or with another role or house.

    A home without any roster has not said who may act: there nobody is refused.
    """
    facts = known(reading.read(desk.server, ("duties",), known_at=now).frames, now, desk.zone)
    if facts["duties"].is_empty():
        return
    there = roster(facts, now)
    asked = [("officer", officer), ("role", role), ("organisation", organisation)]
    if there.filter(*[pl.col(name) == pl.lit(value) for name, value in asked if value is not None]).is_empty():
        who = " ".join(value for _, value in asked if value is not None)
        if there.is_empty():
            raise NotOnDutyError(
                "{who} is not on duty at that time; on duty: nobody: import duties.csv (officer, role, "
                "organisation, rank, since, until)",
                who=who,
            )
        raise NotOnDutyError("{who} is not on duty at that time; on duty: {there}", who=who, there=named(there))


def named(there: pl.DataFrame) -> str:
    """Those on duty in one line."""
    rows = [f"{officer} ({role}, {house})" for _, officer, role, house in there.iter_rows()]
    return "; ".join(rows)
