"""How long work takes: for the benchmark and for its peers, which have a Python of their own."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
SHORT, MOST = 0.5, 100
"""Seconds that all runs take at least, up to so many runs: a median of a few milliseconds alone is chance."""


def timed(work: Callable[[], T], repeats: int, warm: int = 1) -> tuple[T, list[float]]:
    """The answer, and how long each run took, after so many that do not count: `repeats`, and more of what is short."""
    runs: list[float] = []
    while len(runs) < warm + max(repeats, 1) or (sum(runs[warm:]) < SHORT and len(runs) < MOST):
        begun = time.perf_counter()
        answer = work()
        runs.append(time.perf_counter() - begun)
    return answer, runs[warm:]
