"""What is sealed, read beside a program that goes on sealing: what belongs together, or nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from seawall.kernels import Segment
from seawall.presence.live import sound
from seawall.presence.live.known import known
from seawall.presence.live.live import Live
from seawall.presence.live.sound import seen
from seawall.presence.named import Named
from tests.presence.live.test_live import SHANGHAI, Written, come, dwell, expected, started
from tests.presence.live.test_merging import stays

DAY = date(2022, 1, 20)


def sealed(folder: Path, record: Written) -> Live:
    live = started(folder, record)
    come(live, record, ("ann", "shop", 10, 12), ("ben", "shop", 30, 31), ("cid", "park", 60, 61))
    live.seal(DAY)
    return live


def meanwhile(patch: pytest.MonkeyPatch, *work: Callable[[], object]) -> None:
    """Does one thing more each time a segment is read."""
    read, todo = sound._segment, list(work)

    def reading(folder: Path, keys: Path, day: date, names: Named) -> Segment:
        if todo:
            todo.pop(0)()
        return read(folder, keys, day, names)

    patch.setattr(sound, "_segment", reading)


def test_what_was_sealed_while_the_files_were_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = sealed(tmp_path, Written())
    meanwhile(monkeypatch, lambda: live.seal(date(2022, 1, 21)))
    there = seen(tmp_path / "sealed", tmp_path / "keys")
    assert (list(there.days), there.faults) == ([DAY, date(2022, 1, 21)], ())


def test_where_sealing_goes_on_and_on_all_of_it_is_read_from_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Written()
    live = sealed(tmp_path, record)
    then = expected(record)

    def again(hour: int) -> None:
        come(live, record, ("dan", "shop", hour, hour + 1))
        live.seal(DAY)

    meanwhile(monkeypatch, *(lambda hour=hour: again(hour) for hour in range(3)))
    city = known(tmp_path / "sealed", tmp_path / "keys", record, SHANGHAI, dwell, record.highest())
    assert {day: rows for day, rows in enumerate(stays(city)) if rows} == then
    assert seen(tmp_path / "sealed", tmp_path / "keys").faults == ()


def test_as_of_a_batch_nothing_counts_that_came_or_was_sealed_since(tmp_path: Path) -> None:
    record = Written()
    live = sealed(tmp_path, record)
    upto, then = record.highest(), expected(record)
    come(live, record, ("ann", "shop", 10, 20), ("dan", "park", 31, 33))
    live.seal(date(2022, 1, 22))
    city = known(tmp_path / "sealed", tmp_path / "keys", record, SHANGHAI, dwell, upto)
    assert {day: rows for day, rows in enumerate(stays(city)) if rows} == then
