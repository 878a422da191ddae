"""Layers of stays by day, and the names in them, as a city that can be searched."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from seawall.kernels import Segment, days
from seawall.presence.city import City
from seawall.presence.instants import boundaries
from seawall.presence.live.numbering import Numbering

_SOME_DAY = date(2000, 1, 1)


def standing(layers: Mapping[date, Sequence[Segment]], numbering: Numbering, zone: ZoneInfo) -> City:
    """From the first day to the last; where there are none, some day on which nobody was anywhere."""
    first, last = min(layers, default=_SOME_DAY), max(layers, default=_SOME_DAY)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    stays = days([layers.get(day, []) for day in every], boundaries(every, zone))
    return City(stays, *numbering.names(), numbering.people.found, zone)
