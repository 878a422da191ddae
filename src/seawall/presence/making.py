"""Folders in the making: nobody sees one before it is whole, and what a killed program left is cleared away."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from seawall.lock import locked, try_lock


@contextmanager
def making(out: Path) -> Iterator[Path]:
    """A hidden folder beside `out`, to be renamed to it when it is whole; else it is gone when the block ends.

    Its maker holds a lock on it. Those of the same name that nobody holds were left by makers that were killed, and are
    removed first. Raises OSError.
    """
    prefix = f".{out.name}.building-"
    out.parent.mkdir(parents=True, exist_ok=True)
    with locked(out.parent):  # or one that was made a moment ago looked as if nobody held it
        _sweep(out.parent, prefix)
        folder = out.with_name(f"{prefix}{os.urandom(4).hex()}")
        folder.mkdir(mode=0o700)
        held = try_lock(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def _sweep(parent: Path, prefix: str) -> None:
    for left in parent.iterdir():
        if left.name.startswith(prefix) and left.is_dir() and not left.is_symlink():
            with suppress(OSError):  # somebody else's stays where it is
                _clear(left)


def _clear(folder: Path) -> None:
    held = try_lock(folder)
    if held is None:
        return
    try:
        shutil.rmtree(folder)
    finally:
        os.close(held)
