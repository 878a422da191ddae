"""A city's fourteen days of stays, sealed as files a day at a time, and traced warm and cold.

    python -m benchmarks.city [--people 6000000] [--days 14] [--daily 10] [--sets 200]

Everybody has one home and one place of work, and each day a chance of its own. A set of cases is ten people drawn anew,
and in two degrees a case a core; each case is one task of a pool of threads. One degree looks back over all days, two
over the last four; meetings of at least 15 minutes. Warm: the files were read through against their checksums, as an
index does. Cold: before each set they are opened again, and no page of them is in memory. Works that take long stop
before all sets, and say after how many. The files (17 bytes a stay) lie in a temporary folder, TMPDIR, which is removed
in the end.
"""

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from queue import LifoQueue
from typing import NamedTuple

import numpy as np

from benchmarks.town import DAY, Folk, lived, settled
from seawall.kernels import Days, Scratch, Searches, Stays, arranged, days, scratch, searched, split, united
from seawall.presence import segment

LEAST = 15 * 60
CASES = 10
RECENT = 4
PATIENCE = 300
"""Seconds, after which a work begins no other set."""
CORES = len(os.sched_getaffinity(0))
SEED = 1


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


WORKS = (
    Work(two=False, cold=False, cases=CASES, threads=1),
    Work(two=False, cold=False, cases=CASES, threads=CORES),
    Work(two=True, cold=False, cases=CORES, threads=CORES),
    Work(two=False, cold=True, cases=CASES, threads=1),
    Work(two=False, cold=True, cases=CASES, threads=CASES),  # most of them wait for the disk
    Work(two=True, cold=True, cases=CORES, threads=CORES),
)


def main() -> None:
    """Build the city, and ask it."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that the folder is removed then too
    with tempfile.TemporaryDirectory(prefix="seawall-city-") as folder:
        _refuse_narrow(Path(folder), asked)
        files = _built(Path(folder), asked)
        begun = time.perf_counter()
        for file in files:
            segment.verify(file)
        print(f"read through against the checksums in {time.perf_counter() - begun:.1f} s")
        spare: LifoQueue[Scratch] = LifoQueue()
        for _ in range(CASES):
            spare.put(scratch(asked.people))
        for nth, work in enumerate(WORKS):
            _print(work, list(_answers(work, files, asked, spare, np.random.default_rng([SEED, asked.days, nth]))))
    print(f"memory that is no file's, after the last search: {_anonymous() / 1e9:.1f} GB")


def _arguments() -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("people", 6_000_000), ("days", 14), ("daily", 10), ("sets", 200)):
        given.add_argument(f"--{name}", type=int, default=default)
    return given.parse_args()


def _refuse_narrow(folder: Path, asked: argparse.Namespace) -> None:
    needs, free = 20 * asked.people * asked.days * asked.daily, shutil.disk_usage(folder).free
    if free < needs:
        sys.exit(f"{folder.parent} has {free / 1e9:.0f} GB free and the city needs {needs / 1e9:.0f}: set TMPDIR")


def _built(folder: Path, asked: argparse.Namespace) -> list[Path]:
    """A sealed file a day."""
    folk, took, files = settled(asked.people, np.random.default_rng(SEED)), defaultdict[str, float](float), []
    whole, rows = 0, 0
    for day, stays in enumerate(_days(folk, asked, took)):
        with _clock(took, "ordering"):
            ordered = arranged(stays, day * DAY, folk.places, asked.people)
        whole += int(np.count_nonzero(stays.start >= day * DAY))
        rows += len(stays.start)
        files.append(folder / f"{day:02d}.seg")
        with _clock(took, "sealing"):
            segment.write(
                files[-1], ordered, segment.Day(date(2000, 1, 1) + timedelta(day), day * DAY, day * DAY + DAY)
            )
        print(f"day {day + 1} of {asked.days} is sealed", flush=True)
    size = sum(file.stat().st_size for file in files)
    print(f"{asked.people * asked.days * asked.daily:,} stays of {asked.people:,} people at {folk.places:,} places")
    print(f"united they are {whole:,}, in {rows:,} rows (a stay over midnight in both days), {size / 1e9:.2f} GB")
    print(f"{size / rows:.2f} bytes a row, {size / whole:.2f} a stay")
    for name, seconds in took.items():
        print(f"{name:9s} {seconds:6.1f} s, {rows / seconds:13,.0f} rows/s")
    build = sum(seconds for name, seconds in took.items() if name != "making")
    print(f"build     {build:6.1f} s, {rows / build:13,.0f} rows/s; memory at most {_peak() / 1e9:.1f} GB")
    return files


def _days(folk: Folk, asked: argparse.Namespace, took: dict[str, float]) -> Iterator[Stays]:
    """Day after day all stays that touch it, whole: a day is given when it is known how its last stays went on."""
    none = Stays(*(np.empty(0, np.int32),) * 4)
    ended, going = none, none
    for day in range(asked.days + 1):
        begins, after = day * DAY, (day + 1) * DAY
        with _clock(took, "making"):
            made = lived(folk, day, asked.daily, np.random.default_rng([SEED, day])) if day < asked.days else none
            made = made._replace(end=np.minimum(made.end, asked.days * DAY))
        with _clock(took, "uniting"):
            stays = united(_joined(going, made), asked.people)
            del made
        with _clock(took, "splitting"):
            before, today = split(stays, np.array([begins - DAY, begins, after], np.int32))
            assert (before.end < after).all()  # nobody stays for a whole day
            yesterday, going = _joined(ended, before), _some(stays, stays.end >= after)
            ended = _some(today, today.end < after)
            del stays, before, today
        if day:
            yield yesterday


def _joined(*parts: Stays) -> Stays:
    return Stays(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _some(stays: Stays, which: np.ndarray) -> Stays:
    return Stays(*(column[which] for column in stays))


@contextmanager
def _clock(took: dict[str, float], name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    took[name] += time.perf_counter() - begun


def _answers(
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
            pages, now = _pages(), time.perf_counter()
            each = list(pool.map(partial(_case, city, since, ends, work.two, spare), cases.tolist()))
            took = time.perf_counter() - now
            cased, first, second = (list(column) for column in zip(*each, strict=True))
            yield Answer(took, cased, first, second, _pages() - pages)


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


def _pages() -> int:
    """How often this program had to wait for a page of a file."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_majflt


def _peak() -> int:
    """The most memory this program had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _anonymous() -> int:
    """The memory this program has now that is no file's, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))


def _print(work: Work, answers: Sequence[Answer]) -> None:
    sets, cases = [answer.took for answer in answers], [took for answer in answers for took in answer.each]
    print(f"{work}: {len(answers)} sets of {work.cases} cases {_said(sets)}; a case {_said(cases)}")
    rings = {"met": [many for answer in answers for many in answer.first]}
    if work.two:
        rings["beyond"] = [many for answer in answers for many in answer.second]
    for name, many in rings.items():
        print(
            f"    {name}: p50 {np.percentile(many, 50):,.0f}, p95 {np.percentile(many, 95):,.0f}, at most {max(many):,}"
        )
    print(f"    pages a set from the disk: p50 {np.percentile([answer.pages for answer in answers], 50):,.0f}")


def _said(seconds: Sequence[float]) -> str:
    return f"p50 {np.percentile(seconds, 50) * 1e3:,.1f} ms, p95 {np.percentile(seconds, 95) * 1e3:,.1f} ms"


if __name__ == "__main__":
    main()
