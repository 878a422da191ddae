"""Columns of stays: some of the rows, those of several one after the other, those that are none of others."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from seawall.kernels import Stays

NOBODY = Stays(*(np.empty(0, np.int32),) * 4)


def some(stays: Stays, there: npt.NDArray[np.bool_]) -> Stays:
    """The rows that are there."""
    return Stays(*(column[there] for column in stays))


def one_after_the_other(parts: Sequence[Stays]) -> Stays:
    """All rows of each."""
    return Stays(*(np.concatenate(each) for each in zip(NOBODY, *parts, strict=True)))


def without(stays: Stays, others: Stays) -> Stays:
    """The stays that are none of the others: of another person, place, coming or leaving."""
    return some(stays, np.isin(_rows(stays), _rows(others), invert=True))


def _rows(stays: Stays) -> npt.NDArray[np.void]:
    return np.ascontiguousarray(np.stack(stays, axis=1)).view(np.dtype((np.void, 16))).ravel()
