"""A day's stays as one file that never changes: a header (see header.py), then the arrays of the kernels' segment.

Each array is int32 and begins at a multiple of 64 bytes: 16 1/8 bytes a stay, and 8 a place and 4 a person. Encrypted
(see blocks.py) it is a little longer. A file that is written again takes the place of the old one; who has that one
open goes on with it.
"""

import mmap
import os
import zlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO

import numpy as np

from seawall.kernels.columns import Segment
from seawall.presence.durable import replacing
from seawall.presence.errors import SegmentDamagedError, SegmentError, SegmentKeyError
from seawall.presence.segments.blocks import SALT, Blocks
from seawall.presence.segments.damage import refuse_altered, refuse_unsound
from seawall.presence.segments.header import REBUILD, SIZE, Day, Header, unpacked
from seawall.presence.segments.mapped import Mapped

__all__ = ["Day", "about", "fault", "opened", "segment_file", "verify", "write"]


def segment_file(folder: Path, day: date) -> Path:
    """Where the segment of a day lies in a folder of them."""
    return folder / f"{day.isoformat()}.seg"


def write(file: Path, segment: Segment, day: Day, key: bytes | None = None) -> None:
    """Seal a day: its file is whole and on the disk when this returns, encrypted when there is a key.

    Raises SegmentError, with an old file left as it was, when the disk is full or the folder cannot be written;
    SegmentKeyError for a key that is not 32 bytes.
    """
    salt = b"" if key is None else os.urandom(SALT)
    header = Header(day, len(segment.rows), len(segment.longest), len(segment.people) - 1, salt)
    _refuse_misshapen(segment, header)
    blocks = None if key is None else Blocks(key, salt, header.about)
    with replacing(file, header.size) as out:
        sums = []
        for nth, (array, span) in enumerate(zip(segment, header.stored, strict=True)):
            plain = np.ascontiguousarray(array).view(np.uint8).data
            parts = [plain] if blocks is None else blocks.encrypted(nth, plain)
            sums.append(_put(out, span.offset, span.end, parts))
        out.seek(0)
        out.write(header.packed(sums))  # last: what was interrupted is no segment


def opened(file: Path, key: bytes | None = None, day: date | None = None) -> Segment:
    """The arrays of a day, read-only: mapped from the file, or decrypted into memory that no file has.

    Of a plain file only the header and the length are checked; verify() reads the rest. With `day`, another day's file
    is refused. Raises SegmentDamagedError, SegmentKeyError, SegmentError.
    """
    mapped, header, sums = _mapped(file)
    if day is not None and header.day.date != day:
        raise SegmentDamagedError(f"{file} holds {header.day.date}, not {day}; {REBUILD}")
    _refuse_key(file, header, key)
    if key is None:
        mapped.madvise(mmap.MADV_RANDOM)  # a page here and there, or all that ahead.py asks for
        return _arrays(mapped, header)
    return _decrypted(file, key, mapped, header, sums)


def about(file: Path) -> Header:
    """What a segment says of itself: its day, how much it holds, whether it is encrypted. Needs no key."""
    return _mapped(file)[1]


def verify(file: Path, key: bytes | None = None) -> None:
    """Read everything; a file that is encrypted can be held against its checksums without its key.

    Raises as opened() does; SegmentDamagedError names all arrays that are damaged.
    """
    mapped, header, sums = _mapped(file)
    refuse_altered(file, mapped, header, sums)
    if key is not None or not header.salt:
        refuse_unsound(file, opened(file, key))


def fault(file: Path, key: bytes | None = None) -> str | None:
    """What verify() says, or None where everything is as it was written."""
    try:
        verify(file, key)
    except SegmentError as error:
        return str(error)
    return None


def _refuse_misshapen(segment: Segment, header: Header) -> None:
    shapes = [(array.dtype, array.nbytes) for array in segment]
    if shapes != [(np.dtype(np.int32), span.length) for span in header.plain]:
        said = ", ".join(f"{name} {array.dtype}[{len(array)}]" for name, array in segment._asdict().items())
        raise ValueError(f"not a segment: {said}; allowed is what kernels.arranged makes")


def _put(out: BinaryIO, offset: int, end: int, parts: Iterable[memoryview | bytes]) -> int:
    """Write the parts of an array and the zeros after it; their checksum."""
    out.seek(offset)
    total = 0
    for part in parts:
        out.write(part)
        total, offset = zlib.crc32(part, total), offset + len(part)
    zeros = bytes(end - offset)
    out.write(zeros)
    return zlib.crc32(zeros, total)


def _mapped(file: Path) -> tuple[Mapped, Header, tuple[int, ...]]:
    try:
        with file.open("rb") as source:
            size = os.fstat(source.fileno()).st_size
            header, sums = unpacked(file, source.read(SIZE), size)
            return Mapped(source.fileno(), size, access=mmap.ACCESS_READ), header, sums
    except FileNotFoundError:
        raise SegmentError(f"{file} is not there; {REBUILD}") from None
    except OSError as error:
        raise SegmentError(f"{file} cannot be read ({error.strerror}): use the account that wrote it") from error


def _refuse_key(file: Path, header: Header, key: bytes | None) -> None:
    if header.salt and key is None:
        raise SegmentKeyError(f"{file} is encrypted: it opens with the day key of {header.day.date} only")
    if key is not None and not header.salt:  # else a forged file could take the place of an encrypted one
        raise SegmentKeyError(f"{file} is not encrypted, and a day key was given for it; {REBUILD}")


def _arrays(memory: mmap.mmap, header: Header) -> Segment:
    whole = np.frombuffer(memory, np.int32)
    whole.flags.writeable = False
    return Segment(*(whole[span.offset // 4 : (span.offset + span.length) // 4] for span in header.plain))


def _decrypted(file: Path, key: bytes, mapped: mmap.mmap, header: Header, sums: tuple[int, ...]) -> Segment:
    blocks = Blocks(key, header.salt, header.about)
    memory = mmap.mmap(-1, header.plain[-1].end, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.madvise(mmap.MADV_HUGEPAGE)  # or half the time goes into handing out small pages
    memory.madvise(mmap.MADV_DONTDUMP)  # a crash leaves no stays in a core file
    source, target = memoryview(mapped), memoryview(memory)
    for nth, (there, here) in enumerate(zip(header.stored, header.plain, strict=True)):
        held = source[there.offset : there.offset + there.length]
        if not blocks.decrypt(nth, held, target[here.offset : here.offset + here.length]):
            refuse_altered(file, mapped, header, sums)
            raise SegmentKeyError(
                f"{file} does not open with this key: it is not the day key of {header.day.date} that it was sealed "
                f"with, or somebody altered it on purpose; {REBUILD}"
            )
    return _arrays(memory, header)
