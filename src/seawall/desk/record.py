"""The record of live check-ins: durable before it is acknowledged, sealed by the day, dropped when its term is over."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from threading import RLock
from typing import NamedTuple

import polars as pl

from seawall.desk.opening import Desk
from seawall.desk.reader import DAY_KEYS, Reader
from seawall.policy import Policy
from seawall.presence import keys as keeping
from seawall.presence.cipher import DayCipher
from seawall.presence.errors import DayNotOverError
from seawall.presence.live.checkins import Span, by_day, shaped, sorted_out
from seawall.presence.live.packing import lines
from seawall.store import checkins, journal
from seawall.store.checkins import DayDroppedError, Sealed, Writer
from seawall.store.database import transaction
from seawall.tables.localtime import begins

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
class Record(Reader):
    """A home's check-ins, to be added to and dropped.

    `term` is how long they are kept: the policy's `stays.term.at_most`. Appending from several threads is safe, and one
    after the other; Intake makes one commit of what they hand in. The first append makes this the one program that
    adds; close() ends that.
    """

    term: timedelta
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
