"""Files that only their owner reads, and names that are on the disk when a call returns."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def owned(file: Path) -> Iterator[BinaryIO]:
    """A file of mode 0600 to be written, also where one lay there that others could read. Raises OSError."""
    file.touch(mode=0o600)
    file.chmod(0o600)
    with file.open("wb") as out:
        yield out


def keep(file: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Writes a file that says who met whom, or the like. Raises OSError."""
    with owned(file) as out:
        out.writelines(parts)


def write(file: Path, text: str) -> None:
    """Writes a file whose content is on the disk when this returns; its name is only after sync() of its folder."""
    with owned(file) as out:
        out.write(text.encode())
        out.flush()
        os.fsync(out.fileno())


def sync(path: Path) -> None:
    """Make a file's content, or the names in a folder (made, renamed, removed), durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def overwrite(file: Path) -> None:
    """Writes nothing over all that a file holds, so that its bytes are gone from where they stood."""
    with file.open("r+b") as out:
        out.write(bytes(file.stat().st_size))
        out.flush()
        os.fsync(out.fileno())
