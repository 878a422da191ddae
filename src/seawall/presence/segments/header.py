"""What a segment's file says of itself, in its first 256 bytes.

bytes 0-219    magic, byte order, format, flags, day, numbers of rows, places and people, salt, where each array is
bytes 220-251  the checksum (CRC-32) of each array as it is stored, with the zeros that follow it
bytes 252-255  the checksum of all that

Numbers are in the machine's byte order, little-endian wherever Seawall has run; a file of the other is refused.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from seawall.kernels.columns import Segment
from seawall.presence.errors import SegmentDamagedError, SegmentError
from seawall.presence.segments.blocks import stored

SIZE = 256
FORMAT = 2
"""The layout this version writes, and the only one it reads."""
REBUILD = "make it again from what it was built of"

_MAGIC = b"SEAWALL\0"
_ORDER, _OTHER_ORDER = 0x01020304, 0x04030201
_START = struct.Struct("=8sII")
_ABOUT = struct.Struct("=8sIIIiiiIII32s16q16x")
_SUMS = struct.Struct("=8I")
_SUM = struct.Struct("=I")
_ALIGNED = 64  # a cache line


class Day(NamedTuple):
    """A calendar day and its borders, half-open, in the kernels' seconds."""

    date: date
    begins: int
    ends: int


class Span(NamedTuple):
    """Where an array lies, in bytes; `end` is where the zeros after it end."""

    offset: int
    length: int
    end: int


@dataclass(frozen=True)
class Header:
    """A segment's day and how much it holds; the salt of one that is encrypted has 32 bytes."""

    day: Day
    rows: int
    places: int
    people: int
    salt: bytes = b""

    @property
    def size(self) -> int:
        """Of the whole file, in bytes."""
        return self.stored[-1].end

    @property
    def stored(self) -> list[Span]:
        """The arrays in the file, in the order of Segment."""
        return self._spans(encrypted=bool(self.salt))

    @property
    def plain(self) -> list[Span]:
        """Where they would be in a file that is not encrypted."""
        return self._spans(encrypted=False)

    def _spans(self, *, encrypted: bool) -> list[Span]:
        marks = -(-self.rows // 32)  # a bit a row
        values = self.places + 1, self.places, self.rows, self.rows, self.rows, self.people + 1, self.rows, marks
        lengths = [stored(4 * each) if encrypted else 4 * each for each in values]
        offsets = [SIZE]
        for length in lengths:
            offsets.append(offsets[-1] + -(-length // _ALIGNED) * _ALIGNED)
        return [Span(at, length, end) for (at, end), length in zip(pairwise(offsets), lengths, strict=True)]

    @property
    def about(self) -> bytes:
        """All but the checksums: what each encrypted block is bound to."""
        day = self.day
        where = [number for span in self.stored for number in (span.offset, span.length)]
        return _ABOUT.pack(
            _MAGIC, _ORDER, FORMAT, bool(self.salt), day.date.toordinal(), day.begins, day.ends,
            self.rows, self.places, self.people, self.salt, *where,
        )  # fmt: skip

    def packed(self, sums: Sequence[int]) -> bytes:
        """The 256 bytes, with the checksum of each array."""
        said = self.about + _SUMS.pack(*sums)
        return said + _SUM.pack(zlib.crc32(said))


def unpacked(file: Path, raw: bytes, size: int) -> tuple[Header, tuple[int, ...]]:
    """The header at the beginning of a file of `size` bytes, and each array's checksum.

    Raises SegmentDamagedError for a file that is cut short or altered, SegmentError for one that this version, or
    this machine, did not write.
    """
    _refuse_strangers(file, raw)
    if len(raw) < SIZE:
        raise SegmentDamagedError(f"{file} is truncated: {size} bytes, and its header alone has {SIZE}; {REBUILD}")
    if zlib.crc32(raw[: -_SUM.size]) != _SUM.unpack(raw[-_SUM.size :])[0]:
        raise SegmentDamagedError(f"{file} is damaged in its header; {REBUILD}")
    header = _header(file, raw)
    _refuse_length(file, header, size)
    return header, _SUMS.unpack(raw[_ABOUT.size : _ABOUT.size + _SUMS.size])


def _refuse_strangers(file: Path, raw: bytes) -> None:
    if raw[: len(_MAGIC)] != _MAGIC[: len(raw)]:
        raise SegmentError(f"{file} is no segment: it does not begin as one; {REBUILD}")
    if len(raw) < _START.size:
        return
    _, order, written = _START.unpack(raw[: _START.size])
    if order == _OTHER_ORDER:
        raise SegmentError(f"{file} was written on a machine of the other byte order; {REBUILD} on this one")
    if written != FORMAT and order == _ORDER:
        raise SegmentError(
            f"{file} has format {written}, and this Seawall reads {FORMAT}: use that version, or {REBUILD}"
        )


def _header(file: Path, raw: bytes) -> Header:
    _, _, _, flags, ordinal, begins, ends, rows, places, people, salt, *_ = _ABOUT.unpack(raw[: _ABOUT.size])
    try:
        header = Header(Day(date.fromordinal(ordinal), begins, ends), rows, places, people, salt if flags else b"")
    except (ValueError, OverflowError):
        header = None
    if header is None or header.about != raw[: _ABOUT.size]:
        raise SegmentDamagedError(f"{file} is damaged: its header contradicts itself; {REBUILD}")
    return header


def _refuse_length(file: Path, header: Header, size: int) -> None:
    if size > header.size:
        raise SegmentDamagedError(
            f"{file} has {size:,} bytes, more than the {header.size:,} it was written with; {REBUILD}"
        )
    if size < header.size:
        cut = [name for name, span in zip(Segment._fields, header.stored, strict=True) if span.end > size]
        raise SegmentDamagedError(
            f"{file} is truncated: {size:,} of {header.size:,} bytes, which cuts {', '.join(cut)}; {REBUILD}"
        )
