"""Columns of stays: some of the rows, those of several one after the other, those that are none of others."""

import numpy as np
import numpy.typing as npt

from seawall.kernels import NOBODY, Stays, one_after_the_other, some

__all__ = ["NOBODY", "one_after_the_other", "some", "without"]


def without(stays: Stays, others: Stays) -> Stays:
    """The stays that are none of the others: of another person, place, coming or leaving, or assumed where those are
    stated."""
    return some(stays, np.isin(_rows(stays), _rows(others), invert=True))


def _rows(stays: Stays) -> npt.NDArray[np.void]:
    whole = np.stack(stays, axis=1, dtype=np.int32)
    return np.ascontiguousarray(whole).view(np.dtype((np.void, whole.itemsize * len(stays)))).ravel()
