"""How often something may be tried: counted for each key, in windows, in the memory of this process."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

HELD = 10_000
"""Keys that are counted at once: the oldest is forgotten, so that nobody fills the memory with names."""


class _Window(NamedTuple):
    ends: datetime
    tries: int


class Limit:
    """So many tries in a window, which begins with the first of them and does not move."""

    def __init__(self, most: int, within: timedelta) -> None:
        self.most, self.within = most, within
        self._windows: OrderedDict[str, _Window] = OrderedDict()
        self._lock = Lock()

    def count(self, key: str, at: datetime) -> int:
        """Counts a try; how many there are of that key in its window, this one included."""
        with self._lock:
            window = self._windows.get(key)
            if window is None or window.ends <= at:
                self._windows.pop(key, None)
                window = _Window(at + self.within, 0)
            self._windows[key] = window._replace(tries=window.tries + 1)
            while len(self._windows) > HELD:
                self._windows.popitem(last=False)
            return window.tries + 1

    def forget(self, key: str) -> None:
        """Ends the window of a key, whose last try was right."""
        with self._lock:
            self._windows.pop(key, None)
