"""Yes or no of each row, 32 of them in a number: row r is bit r % 32 of number r // 32."""

import numpy as np
from numba import njit

from seawall.kernels.columns import Ints, Marks


def packed(marks: Marks) -> Ints:
    """The marks of all rows as bits; those after the last row are 0."""
    words = np.zeros(-(-len(marks) // 32), "<i4")
    eights = np.packbits(marks, bitorder="little")
    words.view(np.uint8)[: len(eights)] = eights
    return words.astype(np.int32, copy=False)


def marks(words: Ints, rows: Ints) -> Marks:
    """The marks of some rows."""
    found: Marks = (words[rows >> 5] >> (rows & 31)) & 1 == 1
    return found


@njit(cache=True, nogil=True, inline="always")
def mark(words: Ints, row: int) -> bool:
    """The mark of one row."""
    return bool((words[row >> 5] >> (row & 31)) & 1)
