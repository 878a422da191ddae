"""A city asked: set after set of people drawn anew, warm, or with no page of its files in memory."""

import argparse
import os
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import LifoQueue
from typing import NamedTuple

import numpy as np

from benchmarks.city import memory
from benchmarks.town import DAY
from seawall.kernels import Days, Scratch, Searches, days, searched
from seawall.presence.segments import segment

LEAST = 15 * 60
RECENT = 4
PATIENCE = 300
"""Seconds, after which a work begins no other set."""


class Work(NamedTuple):
    """What is asked, of how many cases a set, and by how many threads at once."""

    two: bool
    cold: bool
    cases: int
    threads: int

    def __str__(self) -> str:
        degrees, pages = "two degrees" if self.two else "one degree", "cold" if self.cold else "warm"
        return f"{degrees}, {pages}, {self.threads} thread{'s' * (self.threads > 1)}"


class Answer(NamedTuple):
    """One set: seconds in all and of each case, how many each met and met beyond, and pages read from the disk."""

    took: float
    each: list[float]
    first: list[int]
    second: list[int]
    pages: int


def answers(
    work: Work, files: Sequence[Path], asked: argparse.Namespace, spare: LifoQueue[Scratch], chance: np.random.Generator
) -> Iterator[Answer]:
    """One set after another, each of people drawn anew."""
    ends, begun = asked.days * DAY, time.monotonic()
    since = max(ends - RECENT * DAY, 0) if work.two else 0
    city = _opened(files)
    with ThreadPoolExecutor(work.threads) as pool:
        for _ in range(asked.sets):
            if time.monotonic() - begun > PATIENCE:
                return
            if work.cold:
                del city  # pages that are mapped stay
                city = _opened(files)
                _forget(files)
            cases = chance.choice(asked.people, work.cases, replace=False)
            pages, now = memory.pages(), time.perf_counter()
            each = list(pool.map(partial(_case, city, since, ends, work.two, spare), cases.tolist()))
            took = time.perf_counter() - now
            cased, first, second = (list(column) for column in zip(*each, strict=True))
            yield Answer(took, cased, first, second, memory.pages() - pages)


def _case(city: Days, since: int, until: int, two: bool, spare: LifoQueue[Scratch], who: int) -> tuple[float, int, int]:
    """How long one case took, how many it met, and how many those met beyond."""
    columns = (np.array(each, np.int32) for each in ([who], [0, 1], [since], [until]))
    on = spare.get()
    begun = time.perf_counter()
    found = searched(city, Searches(*columns), two=two, linger=0, least=LEAST, on=on)
    took = time.perf_counter() - begun
    spare.put(on)
    first = bisect_left(found.via, True, key=lambda via: via >= 0)  # the first ring stands before the second
    return took, first, len(found.via) - first


def _opened(files: Sequence[Path]) -> Days:
    return days([[segment.opened(file)] for file in files], np.arange(0, (len(files) + 1) * DAY, DAY, dtype=np.int32))


def _forget(files: Sequence[Path]) -> None:
    """No page of the files is in memory any more, as long as nobody has looked at one."""
    for file in files:
        with file.open("rb") as source:
            os.posix_fadvise(source.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
