"""Files and folders whose content is on the disk when the call returns, not merely on its way there."""

import os
from pathlib import Path


def write(file: Path, text: str) -> None:
    """Write a file that only its owner reads; its name is safe only after sync() of its folder."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(descriptor)


def sync(folder: Path) -> None:
    """Make the names in a folder durable: files made, renamed or removed."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
