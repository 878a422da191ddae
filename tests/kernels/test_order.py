"""Rows put in order by whole numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seawall.kernels import order

anything = st.sampled_from([0, 1, 2047, 2048, 2049, -1, -(2**31), 2**31 - 1]) | st.integers(-(2**31), 2**31 - 1)


def test_the_last_key_counts_first_and_who_shares_it_stays_as_the_one_before_has_them() -> None:
    first, last = np.array([9, 5, 7], np.int32), np.array([1, 1, 0], np.int32)
    assert order(first, last).tolist() == [2, 1, 0]


def test_nothing_is_in_order() -> None:
    assert order(np.empty(0, np.int32)).tolist() == []


@given(rows=st.lists(st.tuples(anything, st.integers(0, 3), anything)))
def test_as_a_sort_that_compares_has_them(rows: list[tuple[int, int, int]]) -> None:
    keys = np.array(rows, np.int32).reshape(-1, 3).T
    assert order(*keys).tolist() == np.lexsort(tuple(keys)).tolist()
