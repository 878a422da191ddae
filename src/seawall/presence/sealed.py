"""The sealed days of a home: a segment a day under its own key, the names, and up to which batch each day knows.

Names lie under the key of the latest sealed day: when the keys of a term are gone, so are its names.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from seawall.kernels import Segment
from seawall.presence import keys as keeping
from seawall.presence import segment
from seawall.presence.durable import replacing
from seawall.presence.errors import CheckInsDamagedError, DayKeyError, SegmentError
from seawall.presence.index import boundaries
from seawall.presence.packing import DayCipher

HEAD, NAMES = "sealed.json", "names"
_SEGMENT = ".seg"
Names = tuple[pl.Series, pl.Series]
"""Of people and of places, by number."""
NAMELESS: Names = (pl.Series("name", [], dtype=pl.String), pl.Series("name", [], dtype=pl.String))


@dataclass(frozen=True)
class Found:
    """What is sealed and sound: names, segments, up to which batch each knows; and what is wrong with the rest."""

    names: Names
    days: Mapping[date, Segment]
    upto: Mapping[date, int]
    faults: tuple[str, ...]


class SealedDays:
    """The folder they are in. Whatever is wrong there can be made again from the record."""

    def __init__(self, folder: Path, keys: Path, zone: ZoneInfo) -> None:
        self._folder, self._keys, self._zone = folder, keys, zone
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def read(self) -> Found:
        """What is there. Where any of it cannot be read nothing is sealed, for what is left may not fit the rest."""
        upto = self._upto()
        try:
            names = self._names() if upto else NAMELESS
            days = {day: segment.opened(self._file(day), keeping.kept(self._keys, day), day) for day in upto}
            for day in upto:
                segment.verify(self._file(day), keeping.kept(self._keys, day))
        except (SegmentError, DayKeyError, CheckInsDamagedError, OSError, ValueError) as error:
            return Found(NAMELESS, {}, {}, (str(error),))
        return Found(names, days, upto, ())

    def write(self, day: date, stays: Segment, names: Names, upto: int) -> None:
        """Seals a day: names first, then its segment, and last that it is sealed."""
        begins, ends = (int(each) for each in boundaries([day], self._zone))
        self._name(names, max([day, *self._upto()]))
        segment.write(self._file(day), stays, segment.Day(day, begins, ends), keeping.make(self._keys, day))
        self._say(self._upto() | {day: upto})

    def name(self, names: Names) -> None:
        """Keeps these names instead: some were forgotten."""
        if upto := self._upto():
            self._name(names, max(upto))

    def open_again(self, day: date) -> None:
        """A day that does not hold any more is not sealed."""
        self._say({each: upto for each, upto in self._upto().items() if each != day})

    def _upto(self) -> dict[date, int]:
        try:
            said = json.loads((self._folder / HEAD).read_text())
            return {date.fromisoformat(day): int(upto) for day, upto in said.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def _say(self, upto: Mapping[date, int]) -> None:
        text = json.dumps({day.isoformat(): upto[day] for day in sorted(upto)}).encode()
        with replacing(self._folder / HEAD, len(text)) as out:
            out.write(text)
        for file in self._folder.glob(f"*{_SEGMENT}"):
            if date.fromisoformat(file.stem) not in upto:
                with suppress(OSError):
                    file.unlink()

    def _name(self, names: Names, day: date) -> None:
        """Keeps the names under the key of a day. They only become more, so that each segment finds its own."""
        text = json.dumps([each.to_list() for each in names]).encode()
        sealed = DayCipher(keeping.make(self._keys, day), day).sealed(len(names[0]), text)
        about = day.toordinal().to_bytes(4, "big") + len(names[0]).to_bytes(8, "big")
        with replacing(self._folder / NAMES, len(sealed)) as out:
            out.write(about + sealed)

    def _names(self) -> Names:
        raw = (self._folder / NAMES).read_bytes()
        day = date.fromordinal(int.from_bytes(raw[:4], "big"))
        cipher = DayCipher(keeping.kept(self._keys, day), day)
        text = cipher.opened(int.from_bytes(raw[4:12], "big"), raw[12:]).decode()
        people, places = (pl.Series("name", each, dtype=pl.String) for each in json.loads(text))
        return people, places

    def _file(self, day: date) -> Path:
        return self._folder / f"{day.isoformat()}{_SEGMENT}"
