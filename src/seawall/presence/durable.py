"""Files that are whole and on the disk under their name, or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from seawall.presence.errors import SegmentError

HALF = ".half"


@contextmanager
def replacing(file: Path, size: int) -> Iterator[BinaryIO]:
    """A new file, readable by its owner only, that takes the place of `file` when the block ends without an error.

    Until then the old one stays. Two writers at once are safe: the last to end wins. Raises SegmentError when the disk
    is full or the folder cannot be written; `size`, in bytes, is told there.
    """
    half = file.with_name(f"{file.name}.{os.urandom(4).hex()}{HALF}")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        half.rename(file)
        sync(file.parent)
    except OSError as error:
        old = "the old file stays as it was" if file.exists() else "nothing of it is left"
        raise SegmentError(
            f"{file} cannot be written ({error.strerror}), {old}: it needs {size:,} bytes in a folder you may write; "
            "make room and seal the day again"
        ) from error
    finally:
        with suppress(OSError):
            half.unlink()


def sweep(folder: Path) -> int:
    """Remove what writers that were killed have left; how many files. Nobody else may be writing."""
    halves = list(folder.glob(f"*{HALF}"))
    for half in halves:
        half.unlink()
    return len(halves)


def sync(folder: Path) -> None:
    """Make the names in a folder durable: files made, renamed or removed."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
