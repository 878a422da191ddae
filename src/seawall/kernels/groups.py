"""Rows in groups that follow one another: `heads` says where each group begins, and at last where the last ends."""

import numpy as np
import numpy.typing as npt


def cumulated(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The heads of groups with so many rows."""
    heads = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=heads[1:])
    return heads


def shares(heads: npt.NDArray[np.integer], parts: int) -> npt.NDArray[np.int64]:
    """Groups cut into parts of about as many rows: part i has the groups from shares[i] to before shares[i + 1].

    No group is cut: a part is longer than its share by less than one group. Empty groups at the end are in no part.
    """
    return np.searchsorted(heads, np.arange(parts + 1) * int(heads[-1]) // parts)
