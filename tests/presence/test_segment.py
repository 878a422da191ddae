"""A day's stays as they are sealed in a file, opened, and held against their checksums."""

import multiprocessing
import os
import re
import resource
import struct
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from seawall.kernels import Segment
from seawall.kernels.bits import packed
from seawall.presence import keys
from seawall.presence.durable import HALF, replacing
from seawall.presence.errors import DayKeyError, SegmentDamagedError, SegmentError, SegmentKeyError
from seawall.presence.segments import segment
from seawall.presence.segments.blocks import BLOCK
from seawall.presence.segments.header import FORMAT, SIZE
from seawall.presence.segments.segment import Day

DAY = Day(date(2022, 1, 21), 1000, 87400)
KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
SUMS, TAG = 220, 16
FORK = multiprocessing.get_context("fork")

either = pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])


def made(*columns: list[int]) -> Segment:
    return Segment(*(np.array(column, np.int32) for column in columns))


SMALL = made([0, 1, 4, 4], [5, 40, 0], [0, 1, 0, 1], [50, -10, 20, 30], [55, 15, 60, 40], [0, 2, 4], [0, 2, 1, 3], [6])
EMPTY = made([0, 0, 0], [0, 0], [], [], [], [0], [], [])
NOTHING = made([0], [], [], [], [], [0], [], [])


def large(rows: int = BLOCK) -> Segment:
    """One place and one person with so many rows: four blocks an array, and every third leaving assumed."""
    each = np.arange(rows, dtype=np.int32)
    heads = np.array([0, rows], np.int32)
    return Segment(heads, heads[1:], np.zeros(rows, np.int32), each, each + 1, heads, each, packed(each % 3 == 0))


def assert_same(one: Segment, other: Segment) -> None:
    for left, right in zip(one, other, strict=True):
        assert_array_equal(left, right)


def alter(file: Path, changed: Callable[[bytearray], None], *, checksums: bool = False) -> None:
    """Change a file; with `checksums`, as somebody would who knows them."""
    spans = segment.about(file).stored
    raw = bytearray(file.read_bytes())
    changed(raw)
    if checksums:
        sums = [zlib.crc32(raw[span.offset : span.end]) for span in spans]
        raw[SUMS : SIZE - 4] = struct.pack("=8I", *sums)
        raw[SIZE - 4 : SIZE] = struct.pack("=I", zlib.crc32(raw[: SIZE - 4]))
    file.write_bytes(raw)


def written(folder: Path, stays: Segment = SMALL, key: bytes | None = None, day: Day = DAY) -> Path:
    file = folder / f"{day.date}.seg"
    segment.write(file, stays, day, key)
    return file


@either
@pytest.mark.parametrize("stays", [SMALL, EMPTY, NOTHING, large(), large(BLOCK + 1)], ids=[*"senl", "border"])
def test_what_is_sealed_is_opened_again(tmp_path: Path, stays: Segment, key: bytes | None) -> None:
    file = written(tmp_path, stays, key)
    assert_same(segment.opened(file, key), stays)
    assert segment.fault(file, key) is None
    assert segment.fault(file) is None


@either
def test_opened_arrays_are_aligned_and_cannot_be_written(tmp_path: Path, key: bytes | None) -> None:
    for array in segment.opened(written(tmp_path, large(1000), key), key):
        assert (array.dtype.name, array.ctypes.data % 64) == ("int32", 0)
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0


@either
def test_the_header_tells_day_and_numbers_without_a_key(tmp_path: Path, key: bytes | None) -> None:
    said = segment.about(written(tmp_path, SMALL, key))
    assert (said.day, said.rows, said.places, said.people, bool(said.salt)) == (DAY, 4, 3, 2, key is not None)


@either
def test_a_stay_takes_sixteen_bytes_and_a_bit(tmp_path: Path, key: bytes | None) -> None:
    assert written(tmp_path, large(100_000), key).stat().st_size / 100_000 == pytest.approx(16.125, rel=0.005)


@either
def test_a_segment_is_readable_by_its_owner_only_and_alone_in_its_folder(tmp_path: Path, key: bytes | None) -> None:
    file = written(tmp_path, SMALL, key)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_an_encrypted_segment_holds_nothing_in_the_clear(tmp_path: Path) -> None:
    stays = large(1000)
    raw = written(tmp_path, stays, KEY).read_bytes()
    assert [name for name, array in stays._asdict().items() if array.tobytes() in raw[SIZE:]] == []


def test_a_day_sealed_twice_with_one_key_shares_no_block(tmp_path: Path) -> None:
    first, second = (written(tmp_path, large(), KEY).read_bytes()[SIZE:] for _ in range(2))
    parts = [{raw[at : at + 16] for at in range(0, len(raw), 16)} - {bytes(16)} for raw in (first, second)]
    assert parts[0] & parts[1] == set()


def test_who_has_a_segment_open_keeps_it_when_it_is_sealed_again(tmp_path: Path) -> None:
    before = segment.opened(written(tmp_path, SMALL))
    after = segment.opened(written(tmp_path, EMPTY))
    assert (len(before.rows), len(after.rows)) == (len(SMALL.rows), 0)
    assert_same(before, SMALL)
    assert_same(after, EMPTY)


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux says how memory is mapped")
def test_a_plain_segment_is_mapped_for_random_reading(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL)
    stays = segment.opened(file)
    maps = Path("/proc/self/smaps").read_text()
    found = re.search(rf"{re.escape(str(file))}\n.*?VmFlags:([^\n]*)", maps, re.DOTALL)
    assert found is not None
    assert "rr" in found[1].split()
    assert_same(stays, SMALL)


def test_arrays_that_are_no_segment_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"person int64\[4\]"):
        written(tmp_path, SMALL._replace(person=SMALL.person.astype(np.int64)))
    with pytest.raises(ValueError, match=r"rows int32\[4\]"):
        written(tmp_path, SMALL._replace(start=SMALL.start[1:]))
    assert list(tmp_path.iterdir()) == []


@either
@pytest.mark.parametrize("bit", [1, 0x80])
def test_every_altered_byte_is_found_where_it_is(tmp_path: Path, key: bytes | None, bit: int) -> None:
    file = written(tmp_path, SMALL, key)
    whole, spans = file.read_bytes(), segment.about(file).stored
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        name = next((name for name, span in zip(SMALL._fields, spans, strict=True) if span.offset <= at < span.end), "")
        said = segment.fault(file, key)
        assert said is not None
        assert f"is damaged in {name};" in said if name else re.search("header|is no segment|has format", said)


@either
def test_all_damaged_arrays_are_named_at_once(tmp_path: Path, key: bytes | None) -> None:
    file = written(tmp_path, SMALL, key)
    start, rows = segment.about(file).stored[3], segment.about(file).stored[6]
    ones = b"\xff" * (rows.offset + 1 - start.offset)
    alter(file, lambda raw: raw.__setitem__(slice(start.offset, rows.offset + 1), ones))
    said = segment.fault(file)
    assert said == f"{file} is damaged in start, end, people, rows; make it again from what it was built of"


@either
def test_a_file_cut_anywhere_is_named_truncated(tmp_path: Path, key: bytes | None) -> None:
    file = written(tmp_path, SMALL, key)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert f"is truncated: {length:,} " in (segment.fault(file, key) or "")


def test_a_cut_file_names_the_arrays_it_lost(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL)
    os.truncate(file, segment.about(file).stored[4].end)
    with pytest.raises(SegmentDamagedError, match="cuts people, rows, assumed; make it again"):
        segment.opened(file)


def test_a_file_that_grew_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL)
    file.write_bytes(file.read_bytes() + bytes(64))
    with pytest.raises(SegmentDamagedError, match="more than the 768"):
        segment.opened(file)


@pytest.mark.parametrize(
    ("at", "value", "said"),
    [
        (0, b"PAR1", "is no segment"),
        (8, struct.pack("=I", 0x04030201), "other byte order"),
        (12, struct.pack("=I", FORMAT + 1), f"has format {FORMAT + 1}, and this Seawall reads {FORMAT}"),
        (16, struct.pack("=I", 6), "header contradicts itself"),  # a flag nobody knows
        (20, struct.pack("=i", -1), "header contradicts itself"),  # a day before the calendar
        (32, struct.pack("=I", 2**32 - 1), "header contradicts itself"),  # more rows than the arrays have
        (76, struct.pack("=q", 2**62), "header contradicts itself"),  # an array outside of the file
    ],
)  # fmt: skip
def test_a_header_of_something_else_is_refused(tmp_path: Path, at: int, value: bytes, said: str) -> None:
    file = written(tmp_path, SMALL)
    alter(file, lambda raw: raw.__setitem__(slice(at, at + len(value)), value), checksums=True)
    with pytest.raises(SegmentError, match=said):
        segment.opened(file)


def test_a_segment_that_is_not_there_or_no_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SegmentError, match="is not there; make it again"):
        segment.opened(tmp_path / "2022-01-21.seg")
    with pytest.raises(SegmentError, match="cannot be read"):
        segment.opened(tmp_path)


@either
def test_the_segment_of_another_day_is_refused(tmp_path: Path, key: bytes | None) -> None:
    file = written(tmp_path, SMALL, key)
    assert_same(segment.opened(file, key, DAY.date), SMALL)
    with pytest.raises(SegmentDamagedError, match="holds 2022-01-21, not 2022-01-22"):
        segment.opened(file, key, date(2022, 1, 22))


@pytest.mark.parametrize(
    ("name", "value"),
    [("places", [0, 3, 1, 4]), ("people", [0, 2, 9]), ("person", [0, 1, 2, 1]), ("rows", [0, -1, 1, 3])],
)
def test_numbers_that_lead_outside_are_found_though_their_checksum_holds(
    tmp_path: Path, name: str, value: list[int]
) -> None:
    file = written(tmp_path, SMALL._replace(**{name: np.array(value, np.int32)}))
    assert segment.fault(file) == f"{file} points outside of itself in {name}; make it again from what it was built of"


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL, KEY)
    with pytest.raises(SegmentKeyError, match="does not open with this key"):
        segment.opened(file, OTHER)
    with pytest.raises(SegmentKeyError, match="is encrypted: it opens with the day key of 2022-01-21 only"):
        segment.opened(file)
    with pytest.raises(SegmentKeyError, match="a day key of 5 bytes; it has 32"):
        segment.opened(file, b"short")


def test_damage_is_told_from_another_key(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL, KEY)
    people = segment.about(file).stored[5]
    alter(file, lambda raw: raw.__setitem__(people.offset, raw[people.offset] ^ 1))
    with pytest.raises(SegmentDamagedError, match="is damaged in people;"):
        segment.opened(file, KEY)


def test_a_plain_file_cannot_take_the_place_of_an_encrypted_one(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL)
    for read in (segment.opened, segment.verify):
        with pytest.raises(SegmentKeyError, match="is not encrypted"):
            read(file, KEY)


def test_swapped_blocks_do_not_open(tmp_path: Path) -> None:
    file = written(tmp_path, large(), KEY)
    start, end = segment.about(file).stored[3:5]
    one = slice(start.offset, start.offset + BLOCK + TAG)
    for at in (start.offset + BLOCK + TAG, end.offset):
        whole = file.read_bytes()

        def swap(raw: bytearray, two: slice = slice(at, at + BLOCK + TAG)) -> None:
            raw[one], raw[two] = raw[two], raw[one]

        alter(file, swap, checksums=True)
        assert segment.fault(file) is None
        with pytest.raises(SegmentKeyError, match="does not open with this key"):
            segment.opened(file, KEY)
        file.write_bytes(whole)


def test_blocks_of_another_file_of_the_day_do_not_open(tmp_path: Path) -> None:
    old = written(tmp_path, SMALL, KEY).read_bytes()
    file = written(tmp_path, SMALL, KEY)
    alter(file, lambda raw: raw.__setitem__(slice(SIZE, None), old[SIZE:]), checksums=True)
    with pytest.raises(SegmentKeyError):
        segment.opened(file, KEY)


@pytest.mark.parametrize(("at", "value"), [(20, DAY.date.toordinal() + 1), (24, 999), (28, 90000)])
def test_an_encrypted_segment_cannot_be_moved_to_another_day(tmp_path: Path, at: int, value: int) -> None:
    file = written(tmp_path, SMALL, KEY)
    alter(file, lambda raw: raw.__setitem__(slice(at, at + 4), struct.pack("=i", value)), checksums=True)
    assert segment.about(file).day != DAY
    with pytest.raises(SegmentKeyError):
        segment.opened(file, KEY)


def test_when_its_key_is_dropped_a_day_opens_for_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    file = written(tmp_path, SMALL, keys.make(folder, DAY.date))
    assert_same(segment.opened(file, keys.kept(folder, DAY.date)), SMALL)
    keys.drop(folder, DAY.date)
    with pytest.raises(DayKeyError, match="nobody can open what was sealed with it"):
        keys.kept(folder, DAY.date)
    with pytest.raises(SegmentKeyError, match="does not open with this key"):
        segment.opened(file, keys.make(folder, DAY.date))


@either
@pytest.mark.parametrize("before", [None, SMALL], ids=["new", "again"])
def test_where_a_file_finds_no_room_the_old_one_stays(
    tmp_path: Path, before: Segment | None, key: bytes | None
) -> None:
    file = tmp_path / "2022-01-21.seg"
    if before is not None:
        written(tmp_path, before)
    said = _refusal_without_room(tmp_path, key)
    left = "the old file stays as it was" if before else "nothing of it is left"
    assert re.fullmatch(
        rf"{file} cannot be written \(File too large\), {left}: it needs 1,61\d,\d+ bytes in a folder you may write; "
        "make room and seal the day again",
        said,
    )
    assert list(tmp_path.iterdir()) == ([file] if before else [])
    assert before is None or segment.fault(file) is None


def _refusal_without_room(folder: Path, key: bytes | None) -> str:
    """What a writer says whose files may have 100,000 bytes; a process of its own, for the limit stays."""
    here, there = FORK.Pipe(duplex=False)
    writer = FORK.Process(target=_write_without_room, args=(folder, key, there))
    writer.start()
    writer.join()
    return str(here.recv())


def _write_without_room(folder: Path, key: bytes | None, told: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        written(folder, large(100_000), key)
    except SegmentError as error:
        told.send(str(error))


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SegmentError, match=r"cannot be written \(No such file or directory\), nothing of it is left"):
        written(tmp_path / "none")


def test_a_write_that_is_interrupted_leaves_the_old_file_alone(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL)
    with suppress(KeyboardInterrupt), replacing(file, 4) as out:
        out.write(b"half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == [file]
    assert_same(segment.opened(file), SMALL)


def test_a_writer_that_is_killed_leaves_one_of_its_segments_whole(tmp_path: Path) -> None:
    file = written(tmp_path, large(60_000))
    for nth in range(12):
        writer = FORK.Process(target=_write_for_ever, args=(tmp_path,))
        writer.start()
        time.sleep(0.005 * (nth % 5 + 1))
        writer.kill()
        writer.join()
        assert segment.fault(file) is None
        assert segment.about(file).rows in (60_000, 70_000)
        assert {each.suffix for each in tmp_path.iterdir()} <= {file.suffix, HALF}


def _write_for_ever(folder: Path) -> None:
    while True:
        for rows in (70_000, 60_000):
            written(folder, large(rows))
