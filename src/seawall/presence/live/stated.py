"""What was said of who came where and when they left, by person and place: of each coming the last leaving said."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from seawall.kernels import LATE, Ints, Longs
from seawall.kernels.groups import cumulated

UNSAID = LATE
"""A leaving that nobody stated."""
_PARTS = 20  # bits that hold a million
Which = npt.NDArray[np.bool_] | npt.NDArray[np.int64]


class Said(NamedTuple):
    """Rows of a pair (a person and a place in one number), a coming, and a leaving or UNSAID.

    Who came twice within a second came twice: `part` says in which millionth of it.
    """

    pair: Longs
    came: Ints
    part: Ints
    left: Ints


def paired(person: Ints, place: Ints) -> Longs:
    """A person and a place in one number."""
    return (person.astype(np.int64) << 32) | place


def parted(pair: Longs) -> tuple[Ints, Ints]:
    """The person and the place again."""
    return (pair >> 32).astype(np.int32), (pair & 0xFFFFFFFF).astype(np.int32)


NOTHING = Said(np.empty(0, np.int64), *(np.empty(0, np.int32),) * 3)


def joined(*parts: Said) -> Said:
    """One after the other."""
    return Said(*(np.concatenate(each) for each in zip(NOTHING, *parts, strict=True)))


def some(said: Said, there: Which) -> Said:
    """Some of the rows."""
    return Said(said.pair[there], said.came[there], said.part[there], said.left[there])


def each_once(*pairs: Longs) -> Longs:
    """In order."""
    found = np.sort(np.concatenate([NOTHING.pair, *pairs]))
    return found[np.append(np.diff(found) > 0, True)] if len(found) else found


class Stated:
    """Runs in order of (pair, came), each at least twice as long as the next, so that each row is moved few times."""

    def __init__(self) -> None:
        self._runs: list[Said] = []

    def add(self, said: Said) -> None:
        """What came after all the rest."""
        if not len(said.pair):
            return
        self._runs.append(_last_said(said))
        while len(self._runs) > 1 and len(self._runs[-2].pair) < 2 * len(self._runs[-1].pair):
            late, early = self._runs.pop(), self._runs.pop()
            self._runs.append(_last_said(joined(early, late)))

    def of(self, pairs: Longs) -> Said:
        """What holds of some pairs, which are in order; one row a coming."""
        return _last_said(joined(*(_rows(run, pairs) for run in self._runs)))

    def keep(self, spans: Sequence[tuple[int, int]], but: Longs) -> None:
        """Forgets all but who came in one of the spans [since, until), and some pairs."""
        kept = [some(run, np.isin(run.pair, but) | _within(run.came, spans)) for run in self._runs]
        self._runs = []
        self.add(joined(*kept))

    def pairs(self) -> Longs:
        """The pairs of which anything is said, each once."""
        return each_once(*(run.pair for run in self._runs))


def _within(came: Ints, spans: Sequence[tuple[int, int]]) -> npt.NDArray[np.bool_]:
    there = np.zeros(len(came), np.bool_)
    for since, until in spans:
        there |= (came >= since) & (came < until)
    return there


def _last_said(said: Said) -> Said:
    """One row a coming: the last leaving that was stated. That nobody knew takes none back."""
    moment = (said.came.astype(np.int64) << _PARTS) | said.part
    order = np.lexsort(((moment << 1) | (said.left != UNSAID), said.pair))
    pair, moment = said.pair[order], moment[order]
    last = np.ones(len(order), np.bool_)
    last[:-1] = (pair[1:] != pair[:-1]) | (moment[1:] != moment[:-1])
    return some(said, order[last])


def _rows(run: Said, pairs: Longs) -> Said:
    low = np.searchsorted(run.pair, pairs, side="left")
    counts = np.searchsorted(run.pair, pairs, side="right") - low
    heads = cumulated(counts)
    return some(run, np.repeat(low - heads[:-1], counts) + np.arange(heads[-1]))
