"""Short stretches of two columns put in order in place: most places and people have few rows a day."""

import numpy as np
from numba import njit

from seawall.kernels.columns import Ints, Longs

FEW = 40
"""Up to so many rows are put in order by hand: to ask for an order of them takes longer."""


@njit(cache=True, nogil=True)
def sort(keys: Longs, values: Ints, low: int, high: int) -> None:
    """Puts the rows [low, high) in the order of their keys, the values along with them."""
    if high - low > FEW:
        order = np.argsort(keys[low:high])
        keys[low:high], values[low:high] = keys[low:high][order], values[low:high][order]
        return
    for row in range(low + 1, high):
        key, value, at = keys[row], values[row], row
        while at > low and keys[at - 1] > key:
            keys[at], values[at] = keys[at - 1], values[at - 1]
            at -= 1
        keys[at], values[at] = key, value
