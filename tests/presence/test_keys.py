"""The keys of days, and what is left of one that was dropped."""

from datetime import date
from pathlib import Path

import pytest

from seawall.presence.errors import DayKeyError
from seawall.presence.keys import days, drop, kept, make

DAY, NEXT = date(2022, 1, 21), date(2022, 1, 22)


def test_a_day_has_one_key_and_another_day_another(tmp_path: Path) -> None:
    key = make(tmp_path / "keys", DAY)
    assert len(key) == 32
    assert make(tmp_path / "keys", DAY) == kept(tmp_path / "keys", DAY) == key
    assert make(tmp_path / "keys", NEXT) != key
    assert days(tmp_path / "keys") == [DAY, NEXT]


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "keys"
    make(folder, DAY)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]


def test_a_dropped_key_is_overwritten_before_it_is_gone(tmp_path: Path) -> None:
    key = make(tmp_path, DAY)
    held = tmp_path / "backup"  # a second name shows what became of the bytes
    held.hardlink_to(tmp_path / "2022-01-21.key")
    drop(tmp_path, DAY)
    assert held.read_bytes() == bytes(len(key))
    assert days(tmp_path) == []


def test_dropping_again_is_well(tmp_path: Path) -> None:
    make(tmp_path, DAY)
    make(tmp_path, NEXT)
    for _ in range(2):
        drop(tmp_path, DAY)
    drop(tmp_path / "none", DAY)
    assert days(tmp_path) == [NEXT]


@pytest.mark.parametrize("made", [False, True])
def test_a_key_that_is_not_there_is_said_so(tmp_path: Path, made: bool) -> None:
    if made:
        make(tmp_path, DAY)
        drop(tmp_path, DAY)
    with pytest.raises(DayKeyError, match="2022-01-21 was dropped at the end of its term, or never made"):
        kept(tmp_path, DAY)


def test_a_key_whose_dropping_was_interrupted_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "2022-01-21.key").write_bytes(bytes(32))
    with pytest.raises(DayKeyError, match="was dropped"):
        make(tmp_path, DAY)
    drop(tmp_path, DAY)
    assert days(tmp_path) == []


def test_a_key_cut_short_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "2022-01-21.key").write_bytes(b"short")
    with pytest.raises(DayKeyError, match=r"is damaged: 5 bytes, a key has 32; drop it and seal that day again"):
        kept(tmp_path, DAY)


def test_a_folder_that_is_a_file_keeps_no_keys(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("")
    for do in (make, kept, drop):
        with pytest.raises(DayKeyError, match="cannot be"):
            do(tmp_path / "keys", DAY)
