"""Pages of day files read ahead: which are asked for, and that nothing else changes."""

import os
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from seawall.kernels import Days, Searches, Segment, arranged, days, split, stated, united
from seawall.presence import ahead
from seawall.presence.searching import search
from seawall.presence.segments import segment
from seawall.presence.topmost import topmost

PEOPLE, PLACES, DAY = 3_000, 40, 86_400
BEGINS = np.arange(0, 4 * DAY, DAY, dtype=np.int32)
KEY = bytes(range(32))


def made() -> list[Segment]:
    """Three days of people at places at random."""
    chance = np.random.default_rng(3)
    person, place, start = (chance.integers(0, most, 60_000, dtype=np.int32) for most in (PEOPLE, PLACES, 3 * DAY))
    whole = united(stated(person, place, start, start + chance.integers(1, 3_000, 60_000, dtype=np.int32)), PEOPLE)
    parts = zip(split(whole, BEGINS), BEGINS[:-1].tolist(), strict=True)
    return [arranged(part, day, PLACES, PEOPLE) for part, day in parts]


def sealed(folder: Path, layers: list[Segment], key: bytes | None = None) -> Days:
    """The same out of files of which, where the disk lets go of them, no page is in memory."""
    files = [folder / f"{nth}.seg" for nth in range(len(layers))]
    for nth, (file, layer) in enumerate(zip(files, layers, strict=True)):
        at = nth * DAY
        segment.write(file, layer, segment.Day(date(2022, 1, 1) + timedelta(nth), at, at + DAY), key)
        with file.open("rb") as source:
            os.posix_fadvise(source.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return days([[segment.opened(file, key)] for file in files], BEGINS)


def asked(person: int) -> Searches:
    return Searches(*(np.array(each, np.int32) for each in ([person], [0, 1], [0], [3 * DAY])))


class System:
    """A system that has some pages in memory, and remembers which others it was asked for."""

    def __init__(self, there: range = range(0)) -> None:
        self.there = there
        self.asked: list[tuple[int, int]] = []

    def mincore(self, at: int, _: int, there: object) -> int:
        there.raw = bytes([at // ahead.PAGE in self.there])  # type: ignore[attr-defined]
        return 0

    def madvise(self, at: int, length: int, advice: int) -> int:
        assert (at % ahead.PAGE, length % ahead.PAGE, advice) == (0, 0, 3)
        self.asked.append((at // ahead.PAGE, length // ahead.PAGE))
        return 0


def pages(*spans: tuple[float, float]) -> np.ndarray:
    return np.array([[int(page * ahead.PAGE) for page in span] for span in spans], np.int64)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(0, 0)], []),
        ([(10.5, 10.6)], [(10, 1)]),
        ([(10.5, 11)], [(10, 1)]),
        ([(10.5, 11.1)], [(10, 2)]),
        ([(20, 21), (10, 11)], [(10, 1), (20, 1)]),
        ([(14, 15), (10, 11)], [(10, 5)]),
        ([(10, 30), (12, 13), (31, 32)], [(10, 22)]),
        ([(10, 80)], [(10, 32), (42, 32), (74, 6)]),
    ],
)
def test_pages_are_asked_for_once_in_order_near_ones_together(
    spans: list[tuple[float, float]], expected: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_SYSTEM", system := System())
    assert ahead.read(lambda _: pages(*spans).reshape(-1, 2), np.zeros(1, np.int32)) == bool(expected)
    assert system.asked == expected


def test_what_is_in_memory_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_SYSTEM", system := System(range(10, 20)))
    each = np.arange(10, 20, dtype=np.int64)
    assert not ahead.read(lambda some: pages(*((page, page + 1) for page in some)), each)
    assert system.asked == []
    assert ahead.read(lambda some: pages(*((page, page + 1) for page in some)), each + 5)
    assert system.asked == [(15, 10)]


def test_parts_are_given_in_order_when_the_next_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stays = sealed(tmp_path, made())
    monkeypatch.setattr(ahead, "_SYSTEM", system := System())
    parts = [np.full(1, 100 * nth, np.int32) for nth in range(1, 4)]
    seen = [
        (int(part[0]), len(system.asked))
        for part in ahead.in_turn(stays, parts, lambda part: pages((part[0], part[0] + 1)))
    ]
    assert seen == [(100, 2), (200, 3), (300, 3)]


def test_only_stays_in_files_that_are_not_encrypted_are_read_ahead(tmp_path: Path) -> None:
    layers = made()
    held = days([[layer] for layer in layers], BEGINS)
    kept = [held, sealed(tmp_path, layers, KEY), sealed(tmp_path, layers)]
    assert [ahead.of_files(stays) for stays in kept] == [False, False, True]


@pytest.mark.parametrize("absent", [True, False])
def test_out_of_files_the_same_is_found_read_ahead_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, absent: bool
) -> None:
    layers = made()
    held, filed = days([[layer] for layer in layers], BEGINS), sealed(tmp_path, layers)
    if absent:  # else as the disk has it
        monkeypatch.setattr(ahead, "_missing", lambda _: True)
    for person in range(0, PEOPLE, 500):
        near = [search(stays, PEOPLE, asked(person), two=False, linger=0, least=60) for stays in (held, filed)]
        far = [topmost(stays, PEOPLE, asked(person), linger=0, least=60, many=50) for stays in (held, filed)]
        assert all(np.array_equal(*both) for both in zip(*near, strict=True))
        assert far[0][1] == far[1][1] > 0
        assert all(np.array_equal(*both) for both in zip(far[0][0], far[1][0], strict=True))
