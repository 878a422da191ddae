"""The stays of a home as they were known up to a batch: for who asks beside the program that takes check-ins."""

from pathlib import Path
from zoneinfo import ZoneInfo

from seawall.presence.city import City
from seawall.presence.live.numbering import Dwell
from seawall.presence.live.recall import Recorded
from seawall.presence.live.recovering import recovered
from seawall.presence.live.sound import seen
from seawall.presence.live.standing import standing


def known(folder: Path, keys: Path, record: Recorded, zone: ZoneInfo, dwell: Dwell, upto: int) -> City:
    """The city as of a batch. Nothing in the folder changes, and nobody waits.

    Of a day that was not sealed then, or has been sealed anew since, the record is read: some seconds for a million
    check-ins. Days that were dropped since are known no more. Raises what the record raises.
    """
    there = recovered(seen(folder, keys), record, zone, dwell, upto)
    layers = {day: [segment] for day, segment in there.sealed.items()} | there.tail.layers
    return standing(layers, there.numbering, zone)
