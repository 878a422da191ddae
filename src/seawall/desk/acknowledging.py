"""An officer on duty says that they have seen what waits for a signature."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from seawall.desk.incidents import incident_of
from seawall.desk.officers import refuse_unlisted
from seawall.desk.opening import TimeError, instant, opened
from seawall.desk.planning import facts_at, make
from seawall.flow import Plan
from seawall.store import facts
from seawall.tables.schema import UTC_MOMENT


def acknowledge(path: Path | None, incident: str | None, officer: str, at: str | None = None) -> Plan:
    """Records that the officer has seen what waits, now, or in a history at `at`; the plan as it stands then.

    Raises NotOnDutyError for somebody whom the roster does not name at that time.
    """
    desk = opened(path)
    if at is not None and not desk.home.history:
        raise TimeError("--at: only a home made as a history (seawall init --history) accepts it; here the clock says")
    when = instant(at, desk.zone)
    known, _ = facts_at(desk, when)
    chosen = incident_of(known, incident)
    refuse_unlisted(desk, officer, when)
    said = pl.DataFrame(
        {"officer": [officer], "incident": [chosen], "at_from": [when], "at_until": [when]},
        schema_overrides=dict.fromkeys(("at_from", "at_until"), UTC_MOMENT),
    ).with_columns(pl.lit(when if desk.home.history else None, UTC_MOMENT).alias("recorded_at"))
    facts.append(desk.server, desk.home, "acknowledgements", said, officer, "acknowledged at the desk")
    return make(desk, when if desk.home.history else datetime.now(UTC), chosen).plan
