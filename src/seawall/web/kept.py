"""What was worked out for a page, kept for the next who asks; and what it may be kept by."""

from collections import Counter, OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

from seawall.desk.opening import Desk
from seawall.desk.planning import Read
from seawall.store import checkins, facts, sight
from seawall.store.database import transaction

T = TypeVar("T")
HEAVIEST = 128 * 1024**2
"""Bytes that may be held of one kind but for the LEAST, as Polars reckons them; the process takes three or four times
as many."""
LEAST = 3
"""What stands, what is made to stand after it, and what waits for a second signature."""


class Kept(Generic[T]):
    """What was last asked for, up to so many of a kind, and where they have a `weight` up to HEAVIEST of it in all.

    The last LEAST are held however many and heavy they are: of all, or of each of what a key is `of`. Anybody may ask
    at once: what is being made is waited for, and not made twice.
    """

    def __init__(
        self, most: int, weight: Callable[[T], int] = lambda _: 0, of: Callable[[Any], object] = lambda _: None
    ) -> None:
        self.most, self._weight, self._of = most, weight, of
        self._held: OrderedDict[object, T] = OrderedDict()
        self._weighs: dict[object, int] = {}
        self._making: dict[object, Lock] = {}
        self._lock = Lock()

    def get(self, key: object, made: Callable[[], T]) -> T:
        """What is held under a key, else what is made now. An error is raised to who met it; the next tries again."""
        with self._lock:
            if key in self._held:
                return self._used(key)
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._held:
                    return self._used(key)
            try:
                with sight.whole():  # it is kept for everybody: what of it somebody sees is up to the page
                    found = made()
                weighs = self._weight(found)
                with self._lock:
                    self._hold(key, found, weighs)
            finally:  # once it is held, else who asks in between makes it again
                with self._lock:
                    self._making.pop(key, None)
        return found

    def __contains__(self, key: object) -> bool:
        with self._lock:
            return key in self._held

    def _used(self, key: object) -> T:
        self._held.move_to_end(key)
        return self._held[key]

    def _hold(self, key: object, found: T, weighs: int) -> None:
        self._held[key], self._weighs[key] = found, weighs
        for spare in self._spare():
            if len(self._held) <= self.most and sum(self._weighs.values()) <= HEAVIEST:
                return
            del self._held[spare], self._weighs[spare]

    def _spare(self) -> list[object]:
        """What need not be held, and of that first what was not asked for the longest."""
        later, spare = Counter[object](), list[object]()
        for key in reversed(self._held):
            of = self._of(key)
            later[of] += 1
            if later[of] > LEAST:
                spare.append(key)
        return spare[::-1]


@sight.whole()
def read(desk: Desk) -> Read:
    """How far the home's facts and check-ins go now: whatever follows from them is the same until they go further."""
    with transaction(desk.server, "desk") as connection:
        return Read(facts.highest(connection)[0], checkins.last(connection))
