"""Keeping the check-ins that were taken: days destroyed when their term is over, sealed when they have settled."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from seawall.desk import presence
from seawall.desk.opening import Desk, service
from seawall.desk.planning import DESK, rules_at
from seawall.desk.presence import Presence
from seawall.desk.record import record_of
from seawall.store import checkins, reading
from seawall.store.account import who
from seawall.tables.facts import known


class KeptDays(NamedTuple):
    """The days that were destroyed, those that were sealed, and what was wrong with sealed days and made again."""

    dropped: list[date]
    sealed: list[date]
    faults: tuple[str, ...]


class Held(NamedTuple):
    """The days of which a home holds check-ins, those of them whose key is lost, and how many batches came in."""

    days: list[date]
    lost: list[date]
    batches: int


def keep(path: Path | None) -> KeptDays:
    """Destroys the days whose term is over, which the journal says, and seals those that have settled.

    The record drops first, whatever of it can be read. Raises HistoryError for a home that is a history,
    LiveElsewhereError while another program does this, SegmentError where the disk is full, ServerError.
    """
    desk, now = service(path), datetime.now(UTC)
    gone = record_of(desk, rules_at(desk, DESK, now)).destroy(who(), now)
    live = _presence(desk, now)
    try:
        dropped, sealed = live.forget(gone, now), live.seal(now)
        return KeptDays(dropped, sealed, (*live.live.faults, *sorted(live.record.faults)))
    finally:
        live.close()


def held(path: Path | None) -> Held:
    """What a home holds of check-ins, without opening any. Raises HistoryError for one that is a history."""
    desk = service(path)
    record = record_of(desk, rules_at(desk, DESK, datetime.now(UTC)))
    return Held(record.days(), record.lost(), checkins.highest(desk.server))


def _presence(desk: Desk, now: datetime) -> Presence:
    places = known(reading.read(desk.server, ("places",)).frames, now, desk.zone)["places"]
    return presence.opened(desk, rules_at(desk, DESK, now), places)
