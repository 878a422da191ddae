"""A city on the disk: made, united and cut a day at a time, each day put in order and sealed in its file."""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.city.memory import peak
from benchmarks.town import DAY, Folk, lived, settled
from seawall.kernels import NOBODY, Stays, arranged, one_after_the_other, some, split, united
from seawall.presence.segments import segment

SEED = 1


def built(folder: Path, asked: argparse.Namespace) -> list[Path]:
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
    print(f"build     {build:6.1f} s, {rows / build:13,.0f} rows/s; memory at most {peak() / 1e9:.1f} GB")
    return files


def _days(folk: Folk, asked: argparse.Namespace, took: dict[str, float]) -> Iterator[Stays]:
    """Day after day all stays that touch it, whole: a day is given when it is known how its last stays went on."""
    ended, going = NOBODY, NOBODY
    for day in range(asked.days + 1):
        begins, after = day * DAY, (day + 1) * DAY
        with _clock(took, "making"):
            made = lived(folk, day, asked.daily, np.random.default_rng([SEED, day])) if day < asked.days else NOBODY
            made = made._replace(end=np.minimum(made.end, asked.days * DAY))
        with _clock(took, "uniting"):
            stays = united(one_after_the_other([going, made]), asked.people)
            del made
        with _clock(took, "splitting"):
            before, today = split(stays, np.array([begins - DAY, begins, after], np.int32))
            assert (before.end < after).all()  # nobody stays for a whole day
            yesterday, going = one_after_the_other([ended, before]), some(stays, stays.end >= after)
            ended = some(today, today.end < after)
            del stays, before, today
        if day:
            yield yesterday


@contextmanager
def _clock(took: dict[str, float], name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    took[name] += time.perf_counter() - begun
