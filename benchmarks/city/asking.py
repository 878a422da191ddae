"""A city asked: set after set of people drawn anew, warm, or with no page of its files in memory."""

import argparse
import os
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.city import memory
from benchmarks.town import DAY
from seawall.kernels import Days, Searches, days
from seawall.presence.searching import search
from seawall.presence.segments import segment
from seawall.presence.topmost import topmost

LEAST = 15 * 60
RECENT = 4
TOP = 100


class Work(NamedTuple):
    """What is asked, of how many cases a set, and by how many threads at once."""

    two: bool
    cold: bool
    cases: int
    threads: int
    top: bool = False

    def __str__(self) -> str:
        degrees, pages = "two degrees" if self.two else "one degree", "cold" if self.cold else "warm"
        asked = f" from the top (the first ring and {TOP} of the second, the rest counted)" if self.top else ""
        return f"{degrees}{asked}, {pages}, {self.threads} thread{'s' * (self.threads > 1)}"


class Answer(NamedTuple):
    """One set: seconds in all and of each case, how many each met and met beyond, and pages read from the disk."""

    took: float
    each: list[float]
    first: list[int]
    second: list[int]
    pages: int


def answers(
    work: Work, files: Sequence[Path], asked: argparse.Namespace, chance: np.random.Generator, until: float
) -> Iterator[Answer]:
    """One set after another, each of people drawn anew; but for one none that begins after `until`, of the clock that
    never goes back."""
    ends = asked.days * DAY
    since = max(ends - RECENT * DAY, 0) if work.two else 0
    city = _opened(files)
    with ThreadPoolExecutor(work.threads) as pool:
        for nth in range(asked.sets):
            if nth and time.monotonic() > until:
                return
            cases = [_windows(who, since, ends) for who in chance.choice(asked.people, work.cases, replace=False)]
            many = [_first(city, asked.people, each) + TOP if work.top else 0 for each in cases]
            if work.cold:
                del city  # pages that are mapped stay
                city = _opened(files)
                _forget(files)
            pages, now = memory.pages(), time.perf_counter()
            each = list(pool.map(partial(_case, city, asked.people, work), cases, many))
            took = time.perf_counter() - now
            cased, first, second = (list(column) for column in zip(*each, strict=True))
            yield Answer(took, cased, first, second, memory.pages() - pages)


def _windows(who: int, since: int, until: int) -> Searches:
    return Searches(*(np.array(each, np.int32) for each in ([who], [0, 1], [since], [until])))


def _first(city: Days, people: int, asked: Searches) -> int:
    """How many are in the first ring."""
    return len(search(city, people, asked, two=False, linger=0, least=LEAST).person)


def _case(city: Days, people: int, work: Work, asked: Searches, many: int) -> tuple[float, int, int]:
    """How long one case took, how many it met, and how many those met beyond."""
    begun = time.perf_counter()
    if work.top:
        found, second = topmost(city, people, asked, linger=0, least=LEAST, many=many)
        first = many - TOP
    else:
        found = search(city, people, asked, two=work.two, linger=0, least=LEAST)
        first = bisect_left(found.via, True, key=lambda via: via >= 0)  # the first ring stands before the second
        second = len(found.via) - first
    return time.perf_counter() - begun, first, second


def _opened(files: Sequence[Path]) -> Days:
    return days([[segment.opened(file)] for file in files], np.arange(0, (len(files) + 1) * DAY, DAY, dtype=np.int32))


def _forget(files: Sequence[Path]) -> None:
    """No page of the files is in memory any more, as long as nobody has looked at one."""
    for file in files:
        with file.open("rb") as source:
            os.posix_fadvise(source.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
