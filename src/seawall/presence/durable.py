"""Files that are whole and on the disk under their name, or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from seawall.disk import sync
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
