"""Whether a day's arrays lie in its file: then a page of them may be in no memory yet."""

import mmap

import numpy as np

from seawall.kernels.columns import Segment


class Mapped(mmap.mmap):
    """A file's bytes, read where they are looked at."""


def is_mapped(segment: Segment) -> bool:
    """Whether its arrays are a file's; those that were decrypted, or made, are in memory."""
    base: object = segment.start
    while isinstance(base, np.ndarray):
        base = base.base
    return isinstance(base, memoryview) and isinstance(base.obj, Mapped)
