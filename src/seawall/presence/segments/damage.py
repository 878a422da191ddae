"""What is damaged in a segment whose header is whole."""

import mmap
import zlib
from pathlib import Path

from seawall.kernels.columns import Ints, Segment
from seawall.presence.errors import SegmentDamagedError
from seawall.presence.segments.header import REBUILD, Header


def refuse_altered(file: Path, mapped: mmap.mmap, header: Header, sums: tuple[int, ...]) -> None:
    """Raises SegmentDamagedError with the arrays whose checksums, with the zeros after them, do not hold."""
    held = memoryview(mapped)
    spans = zip(Segment._fields, header.stored, sums, strict=True)
    damaged = [name for name, span, total in spans if zlib.crc32(held[span.offset : span.end]) != total]
    if damaged:
        raise SegmentDamagedError(f"{file} is damaged in {', '.join(damaged)}; {REBUILD}")


def refuse_unsound(file: Path, segment: Segment) -> None:
    """Raises SegmentDamagedError for arrays that lead outside, where no kernel looks: this program wrote none such."""
    rows, people = len(segment.rows), len(segment.people) - 1
    sound = {
        "places": _leads(segment.places, rows),
        "person": _inside(segment.person, people),
        "people": _leads(segment.people, rows),
        "rows": _inside(segment.rows, rows),
    }
    wrong = [name for name, holds in sound.items() if not holds]
    if wrong:
        raise SegmentDamagedError(f"{file} points outside of itself in {', '.join(wrong)}; {REBUILD}")


def _leads(heads: Ints, rows: int) -> bool:
    return bool(heads[0] == 0 and heads[-1] == rows and (heads[1:] >= heads[:-1]).all())


def _inside(numbers: Ints, many: int) -> bool:
    return not len(numbers) or bool(numbers.min() >= 0 and numbers.max() < many)
