"""Live stays made again from what is sealed and from the record: as they were known up to a batch."""

from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from seawall.kernels import NOBODY, Segment, Stays, one_after_the_other, some
from seawall.presence.instants import day_begins
from seawall.presence.live.numbering import Dwell, Numbering
from seawall.presence.live.recall import Recall, Recorded, over
from seawall.presence.live.sound import Sound
from seawall.presence.live.stated import Said, joined
from seawall.presence.live.tail import Tail

_DAY = timedelta(days=1)


class Recovered(NamedTuple):
    """The names, what asks the record, the days that stay sealed, and the tail of all others."""

    numbering: Numbering
    recall: Recall
    sealed: dict[date, Segment]
    tail: Tail


def recovered(sound: Sound, record: Recorded, zone: ZoneInfo, dwell: Dwell, upto: int) -> Recovered:
    """What was known up to a batch: the days that were sealed by then, and what the record says of the others.

    What came later to a day that is sealed opens it, as it did when it came. Raises what the record raises.
    """
    numbering = Numbering(*sound.names, dwell)
    recall, tail = Recall(record, numbering, zone), Tail(zone, numbering.dwell, numbering.size)
    sealed = {day: stays for day, stays in sound.days.items() if sound.upto[day] <= upto}
    own = [day for day in record.days() if day not in sealed]
    edge = [day for day in sealed if not {day - _DAY, day + _DAY} <= set(sealed)]
    stood = one_after_the_other([over(sealed[day], day, zone) for day in edge])
    late = [recall.of([day], upto, since=sound.upto[day]) for day in sealed]
    said = joined(recall.of(own, upto), *late)
    tail.absorb(
        said, sealed, lambda day: reopened(sealed[day], day, recall, upto), recall.about(stood, upto), stood,
        _dropped(stood, record, zone),
    )  # fmt: skip
    return Recovered(numbering, recall, sealed, tail)


def _dropped(stood: Stays, record: Recorded, zone: ZoneInfo) -> Stays:
    """Those who came before all that the record holds: the day they came on was dropped."""
    there = [*record.days(), *record.lost()]
    return some(stood, stood.start < day_begins(min(there), zone)) if there else NOBODY


def reopened(stays: Segment, day: date, recall: Recall, upto: int) -> tuple[Segment, Said]:
    """A sealed day that is to change: its segment, writeable, and what was said of all who came on it."""
    return Segment(*(column.copy() for column in stays)), recall.of([day], upto)
