"""The sealed days of a home: a segment a day under its own key, the names, and which days are sealed.

Names lie under the key of the latest sealed day: when the keys of a term are gone, so are its names.
"""

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from seawall.kernels import Segment
from seawall.lock import try_lock
from seawall.presence import keys as keeping
from seawall.presence import named
from seawall.presence.durable import HALF
from seawall.presence.errors import LiveElsewhereError, SegmentError
from seawall.presence.instants import boundaries
from seawall.presence.live import upto as standing
from seawall.presence.live.sound import HEAD, NAMES, Sound, sound
from seawall.presence.named import Named
from seawall.presence.segments import segment


class SealedDays:
    """The folder they are in, held by one program at a time. Whatever is wrong there can be made again from the record.

    At every moment the days that are said to be sealed are as they were when that was said, and the names hold all
    that they count: who is killed loses the sealing that was under way.
    """

    def __init__(self, folder: Path, keys: Path, zone: ZoneInfo) -> None:
        """Raises LiveElsewhereError while another program holds the folder, SegmentError where it cannot be used."""
        self._folder, self._keys, self._zone = folder, keys, zone
        self._upto: dict[date, int] = {}
        self._said: Mapping[date, int] | None = None  # in HEAD; None: nobody knows what it says
        self._held = _held(folder)

    def close(self) -> None:
        """Lets another program have the folder; closed before is well too."""
        if self._held is not None:
            os.close(self._held)
        self._held = None

    def read(self) -> Sound:
        """What is there. A day that cannot be read is left out; without their names all are."""
        for left in self._folder.glob(f"*{HALF}"):  # by who was killed while they wrote
            with suppress(OSError):
                left.unlink()
        there = sound(self._folder, self._keys)
        self._upto = dict(there.upto)
        self._said = None if there.faults else there.upto
        return there

    def write(self, day: date, stays: Segment, names: Named, upto: int, still: Collection[date]) -> None:
        """Seals a day that knows the batches up to `upto`; `still` are the days whose sealing holds.

        First it is said that no other holds, then come the names, the segment, and last that the day is sealed. Raises
        SegmentError, DayKeyError; then it is not.
        """
        self._refuse_let_go()
        begins, ends = (int(each) for each in boundaries([day], self._zone))
        self._say(still)
        key = keeping.make(self._keys, day)
        self._name(names, [*still, day])
        segment.write(segment.segment_file(self._folder, day), stays, segment.Day(day, begins, ends), key)
        self._upto[day] = upto
        self._say([*still, day])

    def keep(self, names: Named, still: Collection[date]) -> None:
        """Only these days are sealed, and only these names known: the others were dropped."""
        self._refuse_let_go()
        self._say(still)
        self._name(names, still)

    def _refuse_let_go(self) -> None:
        if self._held is None:
            raise LiveElsewhereError(f"{self._folder} was closed, and another program may hold it: open it again")

    def _say(self, days: Collection[date]) -> None:
        upto = {day: self._upto[day] for day in days}
        if upto == self._said:
            return
        self._said = None
        standing.write(self._folder / HEAD, upto)
        self._said = upto
        for file in self._folder.glob("*.seg"):
            if date.fromisoformat(file.stem) not in upto:
                with suppress(OSError):
                    file.unlink()

    def _name(self, names: Named, days: Collection[date]) -> None:
        """Keeps the names under the key of the latest day that has one; none of whose key is gone gets another."""
        there = set(keeping.days(self._keys)).intersection(days)
        if there:
            named.write(self._folder / NAMES, self._keys, max(there), names)
        else:
            (self._folder / NAMES).unlink(missing_ok=True)


def _held(folder: Path) -> int | None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = try_lock(folder)
    except OSError as error:
        raise SegmentError(f"{folder} cannot be used ({error.strerror}): use the account of the home") from error
    if held is None:
        raise LiveElsewhereError(
            f"another program holds {folder}: one at a time searches and seals the live stays of a home; ask that one, "
            "or end it"
        )
    return held
