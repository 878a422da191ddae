"""A column by where it lies in memory: of many layers one is looked at in a few instructions.

Numba's own list of arrays counts who holds each that is taken out of it, and takes half a microsecond for the seven
columns of a layer that are searched: as long as a whole search of one stay.
"""

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic
from numba.np.numpy_support import carray

from seawall.kernels.columns import Ints


def address(column: Ints) -> tuple[int, int]:
    """Where a column begins, and how many numbers it has. Whoever uses it holds the column too."""
    if column.dtype != np.int32 or not column.flags.c_contiguous:
        raise TypeError(f"a column is int32 in one piece, not {column.dtype} with strides {column.strides}")
    return column.ctypes.data, len(column)


def _pointed(_: Any, where: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.inttoptr(given[0], context.get_value_type(signature.return_type))

    return types.CPointer(types.int32)(where), code


_pointer: Any = intrinsic(_pointed)


@njit(cache=True, nogil=True, inline="always")
def column(where: int, many: int) -> Ints:
    """The numbers that lie there, to be read."""
    return carray(_pointer(where), (many,))
