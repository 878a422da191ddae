"""Files that only their owner reads: they say who met whom."""

from collections.abc import Iterable
from pathlib import Path


def keep(file: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Writes a file of mode 0600, also where one lay there that others could read. Raises OSError."""
    file.touch(mode=0o600)
    file.chmod(0o600)
    with file.open("wb") as out:
        out.writelines(parts)
