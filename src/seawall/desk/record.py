"""The record of live check-ins: durable before it is acknowledged, sealed by the day, dropped when its term is over."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from seawall.desk.opening import Desk
from seawall.policy import Policy
from seawall.presence import keys as keeping
from seawall.presence.cipher import DayCipher
from seawall.presence.errors import CheckInsDamagedError, DayKeyError, DayNotOverError
from seawall.presence.live.checkins import CHECKINS, Span, by_day, shaped, sorted_out
from seawall.presence.live.folding import folded
from seawall.presence.live.packing import lines, unpacked
from seawall.store import checkins, journal
from seawall.store.checkins import DayDroppedError, Sealed, Writer
from seawall.store.database import transaction
from seawall.store.server import Server
from seawall.tables.localtime import begins

DAY_KEYS = "day-keys"
"""The folder of a home that holds its day keys. It belongs in no backup that is kept longer than a day."""

HELD: dict[str, pl.DataType | type[pl.DataType]] = {
    "batch": pl.Int64, "entered": CHECKINS["came"], **CHECKINS,
}  # fmt: skip
"""A row says: this was said of a check-in in this batch, which came in then."""

_ABOUT = {"batch": HELD["batch"], "entered": HELD["entered"], "rows": pl.Int64}
_SLICE = 10_000  # check-ins sealed as one; a larger frame is several batches
_EVER = datetime(1, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


class Kept(NamedTuple):
    """What became of a frame: the good rows, durable under the batches after `since` up to `batch`, entered then; and
    the rejects.

    Without a good row there is no new batch: both are the highest so far. `rejected` has `row`, the place in the
    frame from 0, and `reason`.
    """

    since: int
    batch: int
    entered: datetime
    good: pl.DataFrame
    rejected: pl.DataFrame


@dataclass
class Record:
    """A home's check-ins in its database, under the day keys that lie in `keys`.

    `term` is how long they are kept: the policy's `stays.term.at_most`; `faults` is what of them could not be read so
    far. Appending from several threads is safe, and one
    after the other; Intake makes one commit of what they hand in. The first append makes this the one program that
    adds; close() ends that.
    """

    server: Server
    zone: ZoneInfo
    keys: Path
    term: timedelta
    faults: set[str] = field(default_factory=set, init=False)
    _writer: Writer | None = field(default=None, init=False)
    _ciphers: dict[date, DayCipher] = field(default_factory=dict, init=False)
    _since: datetime = field(default=_EVER, init=False)
    _closed: list[Span] = field(default_factory=list, init=False)
    _alone: RLock = field(default_factory=RLock, init=False)

    def append(self, given: pl.DataFrame, now: datetime) -> Kept:
        """Keep check-ins (person, place, came, left): the good ones are durable when this returns, all or none.

        `entered` is `now`, or the time of the batch before where the clock was set back. Raises CheckInsError for a
        frame that is none; ServerError when the server goes away or has no room: then they may be durable or not, and
        appending them again is right; DayKeyError.
        """
        frame = shaped(given)
        with self._alone:
            try:
                with suppress(DayDroppedError):
                    return self._append(frame, now)
                self.close()  # another program dropped a day since this one asked
                return self._append(frame, now)
            except BaseException:
                self.close()
                raise

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

    def destroy(self, by: str, now: datetime) -> list[date]:
        """Drops the days whose term is over, whether they can be read or not; which those were. Raises as drop()."""
        ends = {day: begins(day + _DAY, self.zone) for day in checkins.days(self.server)}
        over = [day for day, end in ends.items() if end + self.term <= now]
        for day in over:
            self.drop(day, by, now)
        return over

    def drop(self, day: date, by: str, now: datetime) -> None:
        """Destroy a day whose term is over, and say so in the journal: its rows, and its key, with all it opens.

        The caller knows that the term is over. Rows and journal first, in one go; then the key. Where that is cut
        short the next append, or dropping again, does the rest. From then on no check-in of the day, or of one before
        it, is taken. Raises DayNotOverError, ServerError, DayKeyError.
        """
        if now < (ends := begins(day + _DAY, self.zone)):
            raise DayNotOverError(f"{day} lasts until {ends:%Y-%m-%dT%H:%MZ}: drop it when its term is over")
        with self._alone:
            if day not in checkins.dropped(self.server):
                with transaction(self.server, "owner") as connection:
                    batches, rows = checkins.drop(connection, day)
                    body = {"what": "check-ins", "rows": batches, "check-ins": rows}
                    journal.append(connection, "term", by, "the term of the day is over", day.isoformat(), body, now)
            self._ciphers.pop(day, None)
            keeping.drop(self.keys, day)

    def close(self) -> None:
        """Let others add."""
        with self._alone:
            if self._writer is not None:
                self._writer.close()
            self._writer = None
            self._ciphers.clear()

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

    def _append(self, given: pl.DataFrame, now: datetime) -> Kept:
        writer = self._writing()
        entered = max(now, writer.entered)
        good, rejected = sorted_out(given, entered, max(self._since, now - self.term), self._closed)
        since, rows = writer.batch, list(self._sealed(writer, good, entered))
        if rows:
            writer.append(rows)
        return Kept(since, writer.batch, writer.entered, good, rejected)

    def _sealed(self, writer: Writer, good: pl.DataFrame, entered: datetime) -> Iterator[Sealed]:
        for batch, part in enumerate(good.iter_slices(_SLICE), writer.batch + 1):
            for day, rows in by_day(part, self.zone):
                cipher = self._ciphers.get(day) or self._opened_day(writer, day)
                yield Sealed(batch, day, entered, len(rows), cipher.sealed(batch, lines(rows)))

    def _writing(self) -> Writer:
        """The connection that adds; when it is made, what a drop that was cut short left to do is done."""
        if self._writer is None:
            self._writer = Writer(self.server)
            gone = checkins.dropped(self.server)
            for day in set(gone) & set(keeping.days(self.keys)):
                keeping.drop(self.keys, day)
            self._since = begins(gone[-1] + _DAY, self.zone) if gone else _EVER
            self._closed = [(begins(day, self.zone), begins(day + _DAY, self.zone)) for day in self.lost()]
        return self._writer

    def _opened_day(self, writer: Writer, day: date) -> DayCipher:
        """Opens a day for check-ins: the partition first, which says whether it was dropped, then the key."""
        writer.open_day(day)
        self._ciphers[day] = DayCipher(keeping.make(self.keys, day), day)
        return self._ciphers[day]


def record_of(desk: Desk, rules: Policy) -> Record:
    """A home's record, kept as long as a policy says. Raises RuleMissing."""
    return Record(desk.server, desk.zone, desk.home.path / DAY_KEYS, rules.need("stays.term.at_most").timedelta())
