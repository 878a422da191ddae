"""A city's fourteen days of stays, sealed as files a day at a time, and traced warm and cold.

    python -m benchmarks.city [--people 6000000] [--days 14] [--daily 10] [--sets 200]

Everybody has one home and one place of work, and each day a chance of its own. A set of cases is ten people drawn anew,
and in two degrees a case a core, or one on all cores where it is read from the top; each case is one task of a pool of
threads. One degree looks back over all days, two over the last four; meetings of at least 15 minutes. Warm: the files
were read through against their checksums, as an index does. Cold: before each set they are opened again, and no page of
them is in memory. Everybody written out over two degrees comes last, with as many sets as half an hour leaves. The
files (17 bytes a stay) lie in a temporary folder, TMPDIR, which is removed in the end.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from benchmarks.city import memory
from benchmarks.city.asking import Answer, Work, answers
from benchmarks.city.building import SEED, built
from seawall.presence.segments import segment

CASES = 10
CORES = len(os.sched_getaffinity(0))

WORKS = (
    Work(two=False, cold=False, cases=CASES, threads=1),
    Work(two=False, cold=False, cases=CASES, threads=CORES),
    Work(two=True, cold=False, cases=1, threads=1, top=True),
    Work(two=False, cold=True, cases=CASES, threads=1),
    Work(two=False, cold=True, cases=CASES, threads=CASES),  # most of them wait for the disk
    Work(two=True, cold=True, cases=1, threads=1, top=True),
    Work(two=True, cold=False, cases=CORES, threads=CORES),
    Work(two=True, cold=True, cases=CORES, threads=CORES),
)
LATEST = timedelta(minutes=27)
"""After this each work asks one set at most: what was begun is to end within half an hour."""


def main() -> None:
    """Build the city, and ask it."""
    asked, until = _arguments(), time.monotonic() + LATEST.total_seconds()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that the folder is removed then too
    with tempfile.TemporaryDirectory(prefix="seawall-city-") as folder:
        _refuse_narrow(Path(folder), asked)
        files = built(Path(folder), asked)
        begun = time.perf_counter()
        for file in files:
            segment.verify(file)
        print(f"read through against the checksums in {time.perf_counter() - begun:.1f} s")
        for nth, work in enumerate(WORKS):
            _print(work, list(answers(work, files, asked, np.random.default_rng([SEED, asked.days, nth]), until)))
    print(f"memory that is no file's, after the last search: {memory.anonymous() / 1e9:.1f} GB")


def _arguments() -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("people", 6_000_000), ("days", 14), ("daily", 10), ("sets", 200)):
        given.add_argument(f"--{name}", type=int, default=default)
    return given.parse_args()


def _refuse_narrow(folder: Path, asked: argparse.Namespace) -> None:
    needs, free = 20 * asked.people * asked.days * asked.daily, shutil.disk_usage(folder).free
    if free < needs:
        sys.exit(f"{folder.parent} has {free / 1e9:.0f} GB free and the city needs {needs / 1e9:.0f}: set TMPDIR")


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
