"""Many hand in check-ins at once, and one commit makes all that waits durable: the disk is asked once for them."""

from collections.abc import Callable
from concurrent.futures import Future
from copy import copy
from datetime import UTC, datetime
from threading import Condition, Lock, Thread
from types import TracebackType
from typing import NamedTuple, Protocol, Self

import polars as pl

from seawall.desk.record import Kept
from seawall.presence.live.checkins import shaped
from seawall.tables.errors import SeawallError

MOST = 200_000
"""Check-ins that may wait; who hands in more waits until there is room."""

_MOMENT = 0.001  # seconds, less than a commit takes


class ClosedError(SeawallError):
    """Check-ins are not taken any more: the program is ending."""


class Keeps(Protocol):
    """Whatever makes check-ins durable."""

    def append(self, given: pl.DataFrame, now: datetime) -> Kept:
        """As Record does it."""


class _Waiting(NamedTuple):
    """A frame handed in, and where its answer goes."""

    frame: pl.DataFrame
    answer: "Future[Kept]"

    def heard(self) -> bool:
        """Whether anybody still waits: who gave up has check-ins in the record all the same, and no answer."""
        return self.answer.set_running_or_notify_cancel()


class Intake:
    """Takes check-ins from any number of threads; one of its own appends what waits, all of it at a time.

    A context: leaving it waits for what was handed in.
    """

    def __init__(self, record: Keeps, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._record, self._clock = record, clock
        self._waiting: list[_Waiting] = []
        self._rows = 0
        self._open = True
        self._wanted = 1
        self._lock = Lock()
        self._more, self._room = Condition(self._lock), Condition(self._lock)
        self._thread = Thread(target=self._work, name="intake", daemon=True)
        self._thread.start()

    def put(self, frame: pl.DataFrame) -> "Future[Kept]":
        """Hands in check-ins; the answer has its result when they are durable, with the rejects of this frame.

        Waits while the queue is full. The answer raises what Record.append raises, then nothing was acknowledged.
        Raises CheckInsError for a frame that is none, ClosedError.
        """
        waiting = _Waiting(shaped(frame), Future())
        with self._lock:
            self._room.wait_for(lambda: not self._open or not self._rows or self._rows + len(frame) <= MOST)
            if not self._open:
                raise ClosedError("check-ins are not taken any more: hand them in again when the program runs")
            self._waiting.append(waiting)
            self._rows += len(frame)
            if len(self._waiting) in (1, self._wanted):
                self._more.notify()
        return waiting.answer

    def close(self) -> None:
        """Takes no more, and returns when what was handed in has its answer."""
        with self._lock:
            self._open = False
            self._more.notify()
            self._room.notify_all()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _work(self) -> None:
        while group := self._next():
            try:
                kept = self._record.append(pl.concat([each.frame for each in group]), self._clock())
            except Exception as error:
                for each in group:
                    if each.heard():
                        each.answer.set_exception(_own(error))
            else:
                _answer(group, kept)

    def _next(self) -> list[_Waiting]:
        """All that waits, at least one; nothing when it is closed.

        Who has just been answered often comes again at once: as many as the last time are waited for a moment.
        """
        with self._lock:
            self._more.wait_for(lambda: self._waiting or not self._open)
            self._more.wait_for(lambda: len(self._waiting) >= self._wanted or not self._open, _MOMENT)
            group, self._waiting, self._rows = self._waiting, [], 0
            self._wanted = max(len(group), 1)
            self._room.notify_all()
        return group


def _answer(group: list[_Waiting], kept: Kept) -> None:
    """To each what became of its own rows."""
    before = taken = 0
    for each in group:
        own = _from(kept.rejected, before, len(each.frame))
        good = kept.good.slice(taken, len(each.frame) - len(own))
        before, taken = before + len(each.frame), taken + len(good)
        if each.heard():
            each.answer.set_result(kept._replace(good=good, rejected=own))


def _own(error: Exception) -> Exception:
    """An error for one of many who get it, each in a thread of their own; the same where it cannot be copied."""
    try:
        return copy(error)
    except Exception:  # whatever its __init__ asks for
        return error


def _from(rejected: pl.DataFrame, before: int, rows: int) -> pl.DataFrame:
    """The rejects of a frame that begins after so many rows."""
    if rejected.is_empty():
        return rejected
    own = rejected.filter(pl.col("row").is_between(before, before + rows, closed="left"))
    return own.with_columns(pl.col("row") - before)
