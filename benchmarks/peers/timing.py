"""How long work takes: for the benchmark and for its peers, which have a Python of their own."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T], repeats: int, warm: int = 1) -> tuple[T, list[float]]:
    """The answer, and how long each run took, after so many that do not count."""
    runs = []
    for _ in range(warm + max(repeats, 1)):
        begun = time.perf_counter()
        answer = work()
        runs.append(time.perf_counter() - begun)
    return answer, runs[warm:]
