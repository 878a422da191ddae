"""What waits for somebody to agree, to answer or to come back: so many, so long, in this process' memory alone."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Ending(Protocol):
    """Whatever is over at a time of its own."""

    @property
    def until(self) -> datetime:
        """From then on it is as if it had never been."""
        ...


T = TypeVar("T", bound=Ending)


class Held(Generic[T]):
    """Things, each under the words that open it, of which the SHA-256 alone is kept. Of more than `most` the oldest is
    forgotten.

    Where they have a matter (`about`), a later one takes the place of all that are about the same.
    """

    def __init__(
        self,
        most: int,
        about: Callable[[T], Hashable] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.clock = clock
        self._most, self._about = most, about
        self._things: OrderedDict[bytes, T] = OrderedDict()
        self._lock = Lock()

    def keep(self, opens: str, thing: T) -> None:
        """Holds one."""
        with self._lock:
            for key in self._rivals(thing):
                del self._things[key]
            self._things[_digest(opens)] = thing
            while len(self._things) > self._most:
                self._things.popitem(last=False)

    def find(self, opens: str) -> T | None:
        """One that is not over."""
        with self._lock:
            return self._now().get(_digest(opens))

    def every(self) -> list[T]:
        """All that are not over, as they came."""
        with self._lock:
            return list(self._now().values())

    def take(self, opens: str) -> T | None:
        """One that is not over, once."""
        with self._lock:
            return self._now().pop(_digest(opens), None)

    @contextmanager
    def taken(self, opens: str) -> Iterator[T | None]:
        """The same; where what is done with it fails it is held again, unless a later one is about its matter."""
        thing = self.take(opens)
        try:
            yield thing
        except BaseException:
            with self._lock:
                if thing is not None and not self._rivals(thing):
                    self._things[_digest(opens)] = thing
            raise

    def change(self, opens: str, old: T, new: T) -> bool:
        """Puts another in the place of one; False: it is over, or is not the one that it was."""
        with self._lock:
            if self._now().get(_digest(opens)) != old:
                return False
            self._things[_digest(opens)] = new
            return True

    def _rivals(self, thing: T) -> list[bytes]:
        """Under what those are held that are about the same matter."""
        about = self._about
        return [] if about is None else [key for key, each in self._things.items() if about(each) == about(thing)]

    def _now(self) -> OrderedDict[bytes, T]:
        """Forgets what is over."""
        now = self.clock()
        for key in [key for key, each in self._things.items() if each.until <= now]:
            del self._things[key]
        return self._things


def _digest(opens: str) -> bytes:
    return hashlib.sha256(opens.encode()).digest()
