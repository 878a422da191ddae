"""Columns of stays held against one another."""

import numpy as np
import pytest

from seawall.kernels import Stays
from seawall.presence.live.columns import without

Row = tuple[int, int, int, int, bool]


def stays(*rows: Row) -> Stays:
    person, place, start, end = np.array([row[:4] for row in rows], np.int32).T.copy()
    return Stays(person, place, start, end, np.array([row[4] for row in rows]))


@pytest.mark.parametrize(
    "other", [(1, 7, 10, 20, False), (0, 8, 10, 20, False), (0, 7, 11, 20, False), (0, 7, 10, 21, False),
              (0, 7, 10, 20, True)],
)  # fmt: skip
def test_a_stay_of_somebody_else_elsewhere_earlier_longer_or_of_another_mark_is_another(other: Row) -> None:
    one = (0, 7, 10, 20, False)
    assert len(without(stays(one), stays(other)).person) == 1
    assert len(without(stays(one), stays(other, one)).person) == 0
