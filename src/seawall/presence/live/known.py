"""The stays of a home as they were known at a time: worked out from what had come in by then, and kept by nobody."""

from datetime import date, datetime
from typing import NoReturn
from zoneinfo import ZoneInfo

from seawall.presence.city import City
from seawall.presence.live.numbering import Dwell, Numbering
from seawall.presence.live.recall import Recorded
from seawall.presence.live.standing import standing
from seawall.presence.live.stated import joined
from seawall.presence.live.tail import Tail


def known(record: Recorded, zone: ZoneInfo, dwell: Dwell, at: datetime) -> City:
    """The city as it was known `at`: every check-in that had come in by then, as it had been stated.

    It reads the whole record, some seconds for a million check-ins. Days that were dropped since are known no more.
    """
    numbering = Numbering([], [], dwell)
    tail = Tail(zone, numbering.dwell, numbering.size)
    tail.absorb(joined(*(numbering.said(frame) for frame in record.batches(at=at))), {}, _never)
    return standing(tail.layers, numbering, zone)


def _never(day: date) -> NoReturn:
    raise AssertionError(f"nothing is sealed here, and {day} is not")
