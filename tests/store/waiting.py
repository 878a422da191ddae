"""Waiting for what the server does in its own time: it may take a moment to let go of a connection that was closed."""

import time
from collections.abc import Callable


def soon(found: Callable[[], bool], within: float = 60.0) -> bool:
    """Whether something becomes true within so many seconds."""
    deadline = time.monotonic() + within
    while not found():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True
