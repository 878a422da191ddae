"""Who may act at the desk: those whom the roster names at that time (docs/decisions/115)."""

from datetime import datetime

import polars as pl

from seawall.desk.opening import Desk
from seawall.store import reading
from seawall.tables.errors import SeawallError
from seawall.tables.facts import known
from seawall.tables.roster import roster
from seawall.tell.terminal.language import say


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
        who = _both(officer, role, organisation)
        if there.is_empty():
            raise NotOnDutyError(
                "{who} is not on duty at that time; on duty: nobody: import duties.csv (officer, role, "
                "organisation, rank, since, until)",
                who=who,
            )
        raise NotOnDutyError("{who} is not on duty at that time; on duty: {there}", who=who, there=named(there))


def _both(officer: str, role: str | None, organisation: str | None) -> dict[str, str]:
    """Who acted, in both languages: as a command was told it, and as a Chinese page says it."""
    chinese = "，".join(each for each in (say(role, "zh") if role else None, organisation) if each)
    english = " ".join(each for each in (officer, role, organisation) if each)
    return {"en": english, "zh": f"{officer}（{chinese}）" if chinese else officer}


def named(there: pl.DataFrame) -> dict[str, str]:
    """Those on duty in one line, in both languages."""
    rows = [(officer, role, house) for _, officer, role, house in there.iter_rows()]
    return {
        "en": "; ".join(f"{officer} ({role}, {house})" for officer, role, house in rows),
        "zh": "；".join(f"{officer}（{say(role, 'zh')}，{house}）" for officer, role, house in rows),
    }
