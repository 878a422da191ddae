"""Names and the numbers that stand for them: whoever comes gets the next."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import polars as pl

from seawall.kernels import Ints

GONE = ""
"""What stands for a name that was forgotten."""
_CHUNKS = 64  # more are put together: to look a name up among very many takes long


class Names:
    """Numbers from 0 in the order in which names came; none changes, and none is given twice."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._names: list[str] = list(known)
        self._series, self._number = _looked_up(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def added(self, names: pl.Series) -> Ints:
        """The number of each; new names get the next."""
        given: list[str] = names.to_list()
        try:
            return self._numbers(given)
        except KeyError:  # seldom: most have come before
            fresh = dict.fromkeys(name for name in given if name not in self._number)
            self._number.update(zip(fresh, range(len(self), len(self) + len(fresh)), strict=True))
            self._names += fresh
            return self._numbers(given)

    def forget(self, kept: npt.NDArray[np.bool_]) -> None:
        """Forgets all names but those of the numbers that are kept; who comes again gets a new number."""
        self._names = [name if keep else GONE for name, keep in zip(self._names, kept.tolist(), strict=True)]
        self._series, self._number = _looked_up(self._names)

    def found(self, names: pl.Series) -> pl.Series:
        """The number of each; -1 for one that never came."""
        return pl.Series([self._number.get(name, -1) for name in names], dtype=pl.Int32)

    def names(self, since: int = 0) -> pl.Series:
        """The name of each number from `since` on."""
        if len(self._series) < len(self._names):
            fresh = pl.Series("name", self._names[len(self._series) :], dtype=pl.String)
            self._series = pl.concat([self._series, fresh], rechunk=self._series.n_chunks() >= _CHUNKS)
        return self._series[since:]

    def _numbers(self, names: list[str]) -> Ints:
        return np.fromiter(map(self._number.__getitem__, names), np.int32, len(names))


def _looked_up(names: list[str]) -> tuple[pl.Series, dict[str, int]]:
    """The name of each number, and the number of each name."""
    numbers = {name: number for number, name in enumerate(names) if name != GONE}
    return pl.Series("name", names, dtype=pl.String), numbers
