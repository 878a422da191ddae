"""Pages of day files read before a search looks at them: all that it is about to need at once, not one by one.

It is advice to the system, which may not take it: then whoever looks waits, as without it. What is asked for at once
is bounded, and is the system's memory, not this program's: it can be given back.
"""

import ctypes
import mmap
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

import numpy as np

from seawall.kernels import Days, Ints, Longs, Searches, Spans, ahead
from seawall.presence.segments.mapped import is_mapped

Numbers = TypeVar("Numbers", Ints, Longs)
PAGE = mmap.PAGESIZE
GAP = 4
"""Pages that nobody needs, and that are read faster than the disk is asked once more."""
PIECE = 32
"""Pages; of more at once some systems leave out the rest."""
PROBES = 8
"""Pages that are looked for before all are asked for: in memory are mostly nearly all, or few."""

_SYSTEM = ctypes.CDLL(None)  # its calls let other threads go on, those of a mapping do not
_SYSTEM.madvise.argtypes = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
_SYSTEM.mincore.argtypes = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p


def of_files(stays: Days) -> bool:
    """Whether any layer is looked at in its file."""
    return any(map(is_mapped, stays.layers))


def read(spans: Callable[[Numbers], Spans], some: Numbers) -> bool:
    """Asks for all pages that some need, if those of a few are not all in memory; whether it did. Waits for none."""
    cold = _missing(spans(some[:: 1 + len(some) // PROBES]))
    if cold:
        _read(spans(some))
    return cold


def in_turn(stays: Days, parts: Iterable[Numbers], spans: Callable[[Numbers], Spans]) -> Iterator[Numbers]:
    """Each part in order, when the pages of the next are asked for."""
    if not of_files(stays):
        yield from parts
        return
    waiting: list[Numbers] = []
    for part in parts:
        read(spans, part)
        yield from waiting
        waiting = [part]
    yield from waiting


def lists(stays: Days, layers: tuple[int, int], person: Ints) -> bool:
    """Reads which rows are these people's, and what says of which places; whether anything was not in memory."""
    if not of_files(stays):
        return False
    cold = read(partial(ahead.of_people, stays, layers), person)
    cold |= read(partial(ahead.of_rows, stays, layers), person)
    if cold:
        _read(ahead.of_places(stays, layers))
    return cold


def trails(stays: Days, layers: tuple[int, int], person: Ints) -> bool:
    """Reads where these people were; whether anything was not in memory."""
    cold = lists(stays, layers, person)
    if cold:
        _read(ahead.of_stays(stays, layers, person))
    return cold


def searches(stays: Days, asked: Searches, *, linger: int, least: int) -> None:
    """Reads what searches of one degree look at."""
    if len(asked.since) == 0 or not of_files(stays):
        return
    layers = ahead.layers_of(stays, int(asked.since.min()), int(asked.until.max()))
    if trails(stays, layers, asked.person):
        for exact in (False, True):
            _read(ahead.of_meetings(stays, asked, linger, least, exact=exact))


def _missing(spans: Spans) -> bool:
    """Whether the first page of any of a few spans is in no memory."""
    there = ctypes.create_string_buffer(1)
    for low in spans[:: 1 + len(spans) // PROBES, 0].tolist():
        if low and _SYSTEM.mincore(low - low % PAGE, PAGE, there) == 0 and not there.raw[0] & 1:
            return True
    return False


def _read(spans: Spans) -> None:
    for page, many in _pieces(spans[spans[:, 0] < spans[:, 1]]):
        _SYSTEM.madvise(page * PAGE, many * PAGE, mmap.MADV_WILLNEED)


def _pieces(spans: Spans) -> Iterator[tuple[int, int]]:
    """A first page and how many, in order, each page once; spans with a small gap between them are one."""
    if len(spans) == 0:
        return
    rows = np.argsort(spans[:, 0])
    low, reach = spans[rows, 0] // PAGE, np.maximum.accumulate((spans[rows, 1] - 1) // PAGE)
    cuts = np.flatnonzero(low[1:] > reach[:-1] + GAP)
    firsts, lasts = low[np.append(0, cuts + 1)], reach[np.append(cuts, len(reach) - 1)]
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        for page in range(first, last + 1, PIECE):
            yield page, min(PIECE, last + 1 - page)
