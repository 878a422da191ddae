"""What a home's record says of check-ins: read by anybody who has the day keys, beside the program that adds."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from seawall.presence import keys as keeping
from seawall.presence.cipher import DayCipher
from seawall.presence.errors import CheckInsDamagedError, DayKeyError
from seawall.presence.live.checkins import CHECKINS
from seawall.presence.live.folding import folded
from seawall.presence.live.packing import unpacked
from seawall.store import checkins
from seawall.store.checkins import Sealed
from seawall.store.server import Server

DAY_KEYS = "day-keys"
"""The folder of a home that holds its day keys. It belongs in no backup that is kept longer than a day."""

HELD: dict[str, pl.DataType | type[pl.DataType]] = {
    "batch": pl.Int64, "entered": CHECKINS["came"], **CHECKINS,
}  # fmt: skip
"""A row says: this was said of a check-in in this batch, which came in then."""

_ABOUT = {"batch": HELD["batch"], "entered": HELD["entered"], "rows": pl.Int64}


@dataclass
class Reader:
    """The check-ins in a home's database, under the day keys that lie in `keys`; `faults` is what of them could not be
    read so far."""

    server: Server
    zone: ZoneInfo
    keys: Path
    faults: set[str] = field(default_factory=set, init=False)

    def batches(
        self, since: int = 0, upto: int | None = None, at: datetime | None = None, days: Sequence[date] | None = None
    ) -> Iterator[pl.DataFrame]:
        """What came in after the batch `since`, up to `upto` (else: to the highest there is now), in order, as HELD.

        In pieces of many batches. With `at`, only what had come in then; with `days`, only who came on these. Days
        that are lost() are left out, and so is a batch that is not as it was written: `faults` says which. Raises
        ServerError.
        """
        last = checkins.highest(self.server) if upto is None else upto
        ciphers = {day: DayCipher(key, day) for day, key in self._keys().items() if days is None or day in days}
        for rows in checkins.read(self.server, list(ciphers), since, last, at):
            yield self._unsealed(ciphers, rows)

    def highest(self, at: datetime | None = None) -> int:
        """The highest batch so far, or that had come in at a time; 0: there is none."""
        return checkins.highest(self.server, at)

    def days(self) -> list[date]:
        """The days on which somebody came, in order; without those that are lost()."""
        return list(self._keys())

    def known(self, at: datetime | None = None, upto: int | None = None) -> pl.DataFrame:
        """Every check-in once, as HELD: what was known of it at a time, or up to a batch."""
        return folded(pl.concat([pl.DataFrame(schema=HELD), *self.batches(upto=upto, at=at)]))

    def lost(self) -> list[date]:
        """Days of which the database holds check-ins that no key opens, as after a backup was put back: drop them.

        Until then check-ins of them are rejected, for a new key would hide that.
        """
        keyless = sorted(set(checkins.days(self.server)) - set(self._keys()))
        return [day for day in keyless if next(checkins.read(self.server, [day]), None)]

    def _keys(self) -> dict[date, bytes]:
        """The days that can be read, in order, and the key of each: asked at once, for another program may drop one."""
        found = {}
        for day in sorted(set(keeping.days(self.keys)) & set(checkins.days(self.server))):
            with suppress(DayKeyError):
                found[day] = keeping.kept(self.keys, day)
        return found

    def _unsealed(self, ciphers: Mapping[date, DayCipher], rows: Sequence[Sealed]) -> pl.DataFrame:
        """Rows of the table as HELD."""
        texts: list[bytes] = []
        sound: list[Sealed] = []
        for row in rows:
            try:
                texts.append(ciphers[row.day].opened(row.batch, row.sealed))
                sound.append(row)
            except CheckInsDamagedError as error:
                self.faults.add(str(error))
        about = pl.DataFrame([(row.batch, row.entered, row.rows) for row in sound], _ABOUT, orient="row")
        each = about.select(pl.col("batch", "entered").repeat_by("rows").explode())
        return pl.concat([each, unpacked(texts)], how="horizontal")
