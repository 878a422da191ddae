"""What is sealed and sound in the folder of a home's live stays."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from seawall.kernels import Segment
from seawall.presence import keys as keeping
from seawall.presence import named
from seawall.presence.errors import DayKeyError, SegmentDamagedError, SegmentError
from seawall.presence.live import upto
from seawall.presence.named import NAMELESS, Named
from seawall.presence.segments import segment

HEAD, NAMES = "sealed.json", "names"
_LOOKS = 3


@dataclass(frozen=True)
class Sound:
    """Names, segments, up to which batch each of these knows; and what is wrong with the rest."""

    names: Named = NAMELESS
    days: Mapping[date, Segment] = field(default_factory=dict)
    upto: Mapping[date, int] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def sound(folder: Path, keys: Path) -> Sound:
    """What is there while nobody seals. A day that cannot be read is left out; without their names all are."""
    try:
        said = upto.read(folder / HEAD)
        names = named.read(folder / NAMES, keys) if said else NAMELESS
    except (SegmentError, DayKeyError) as error:
        return Sound(faults=(f"all days are read from the record, and sealed again from it: {error}",))
    days, faults = {}, []
    for day in said:
        try:
            days[day] = _segment(folder, keys, day, names)
        except SegmentError as error:
            faults.append(f"{day} is read from the record, and sealed again from it: {error}")
        except DayKeyError as error:
            faults.append(f"{day} cannot be read, nor can its check-ins: {error}")
    return Sound(names, days, {day: said[day] for day in days}, tuple(faults))


def seen(folder: Path, keys: Path) -> Sound:
    """What is there while another program may seal.

    Whoever seals says first what holds no more. Where something was said while the files were read they are read again,
    and where that goes on none is taken: all of it stands in the record too.
    """
    for _ in range(_LOOKS):
        before, there = _said(folder), sound(folder, keys)
        if _said(folder) == before:
            return there
    return Sound(faults=(f"{folder} is being sealed; all days are read in the record",))


def _said(folder: Path) -> tuple[int, int] | None:
    """Which file says what is sealed, for it is never changed but replaced; None: there is none."""
    with suppress(FileNotFoundError):
        there = (folder / HEAD).stat()
        return there.st_ino, there.st_mtime_ns
    return None


def _segment(folder: Path, keys: Path, day: date, names: Named) -> Segment:
    file, key = segment.segment_file(folder, day), keeping.kept(keys, day)
    segment.verify(file)
    there = segment.opened(file, key, day)
    if len(there.people) > len(names.people) + 1 or len(there.places) > len(names.places) + 1:
        raise SegmentDamagedError(f"{file} counts people or places that have no name")
    return there
