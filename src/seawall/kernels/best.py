"""The second ring while it is found: of the ways to each person, through one of the first ring, the strongest."""

from typing import NamedTuple

import numpy as np
from numba import njit

from seawall.kernels.columns import Ints
from seawall.kernels.tally import FIRST, SECONDS, UNMET, VIA, WHO, WIDTH, Rows, Tally, take, tally


class Best(NamedTuple):
    """A whole row a person, `rows[:many[0]]`, in the order they were found; `slot` as in a Tally.

    `seconds` is how long each person was met, beside their rows: of many ways to somebody most are shorter, and are
    passed by without a look at a row.
    """

    slot: Ints
    rows: Rows
    seconds: Ints
    many: Ints


class Scratch(NamedTuple):
    """What a search is made on, empty before and after: the first ring, whom one of it met, and the second ring."""

    first: Tally
    via: Tally
    best: Best


def scratch(people: int) -> Scratch:
    """An empty one for so many people. It is kept from search to search, because to make one takes longer."""
    slot, rows = np.full(people, UNMET, np.int32), np.empty((people, WIDTH), np.int32)
    best = Best(slot, rows, np.zeros(people, np.int32), np.zeros(1, np.int32))
    return Scratch(tally(people), tally(people), best)


@njit(cache=True, nogil=True)
def improve(best: Best, via: Tally, link: int) -> None:
    """Takes whom `link` met, who is thereby the `via` of all those who had none, or a weaker one; empties `via`."""
    ways, kept, slot, seconds, count = via.rows, best.rows, best.slot, best.seconds, best.many[0]
    for nth in range(via.many[0]):
        who = ways[nth, WHO]
        via.slot[who] = UNMET
        if ways[nth, SECONDS] < seconds[who]:
            continue
        at = slot[who]
        if at == UNMET:
            at, slot[who] = count, count
            count += 1
        elif not _stronger(ways, nth, link, kept, at):
            continue
        seconds[who] = ways[nth, SECONDS]
        take(via, nth, kept, at)
        kept[at, VIA] = link
    best.many[0], via.many[0], via.many[1] = count, 0, 0


@njit(cache=True, nogil=True, inline="always")
def _stronger(ways: Rows, nth: int, link: int, kept: Rows, at: int) -> bool:
    """Longer, or earlier, or through the smaller number."""
    if ways[nth, SECONDS] != kept[at, SECONDS]:
        return bool(ways[nth, SECONDS] > kept[at, SECONDS])
    if ways[nth, FIRST] != kept[at, FIRST]:
        return bool(ways[nth, FIRST] < kept[at, FIRST])
    return bool(link < kept[at, VIA])


@njit(cache=True, nogil=True)
def strongest(ways: Tally, who: int, out: Rows, to: int) -> None:
    """Writes the strongest of the ways to somebody, which the tally has by link; there is one at least."""
    best, rows = 0, ways.rows
    for nth in range(1, ways.many[0]):
        longer, earlier = rows[nth, SECONDS] - rows[best, SECONDS], rows[best, FIRST] - rows[nth, FIRST]
        if longer > 0 or (longer == 0 and (earlier > 0 or (earlier == 0 and rows[nth, WHO] < rows[best, WHO]))):
            best = nth
    take(ways, best, out, to)
    out[to, VIA], out[to, WHO] = rows[best, WHO], who


@njit(cache=True, nogil=True)
def clear(best: Best) -> None:
    """Empties it, by what it holds."""
    for nth in range(best.many[0]):
        who = best.rows[nth, WHO]
        best.slot[who], best.seconds[who] = UNMET, 0
    best.many[0] = 0
