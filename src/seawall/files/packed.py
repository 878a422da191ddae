"""Texts that were packed (gzip), unpacked as they are read, and no further than is harmless."""

import gzip
from pathlib import Path
from typing import BinaryIO, cast

from seawall.files import limits
from seawall.files.grid import FileError


class Bounded(gzip.GzipFile):
    """A packed text that refuses to grow past its limits."""

    most = 0

    def read1(self, size: int = -1) -> bytes:
        return self._counted(super().read1(size))

    def read(self, size: int | None = -1) -> bytes:
        return self._counted(super().read(size))

    def _counted(self, data: bytes) -> bytes:
        if self.tell() > self.most:
            raise FileError(f"{Path(str(self.name)).name} unpacks to more than {self.most >> 20} MiB, which is refused")
        return data


def unpacked(path: Path, size: int) -> BinaryIO:
    """A packed text of `size` bytes, from its beginning."""
    stream = Bounded(path, "rb")
    stream.most = min(limits.FILE_BYTES, max(limits.SMALL, limits.EXPANSION * size))
    return cast("BinaryIO", stream)
