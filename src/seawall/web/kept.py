"""What was worked out for a page, kept for the next who asks; and what it may be kept by."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from seawall.desk.opening import Desk
from seawall.desk.planning import Read
from seawall.store import checkins, reading

T = TypeVar("T")


class Kept(Generic[T]):
    """What was last asked for, up to so many of a kind; anybody may ask at once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[object, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object, made: Callable[[], T]) -> T:
        """What is held under a key, else what is made now. Two who ask at once may both make it."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        found = made()
        with self._lock:
            self._held[key] = found
            while len(self._held) > self.most:
                self._held.popitem(last=False)
        return found


def read(desk: Desk) -> Read:
    """How far the home's facts and check-ins go now: whatever follows from them is the same until they go further."""
    return Read(reading.read(desk.server, ()).batch, checkins.highest(desk.server))
