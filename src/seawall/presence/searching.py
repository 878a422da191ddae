"""Searches dealt to the cores, each on a scratch that is kept: both take longer to make than a search takes."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from itertools import pairwise
from queue import Empty, LifoQueue
from typing import TypeVar

import numpy as np
import polars as pl

from seawall.kernels import Days, Found, Scratch, Searches, scratch, searched
from seawall.presence import ahead
from seawall.presence.city import City

T = TypeVar("T")
R = TypeVar("R")
CORES = pl.thread_pool_size()
FEW = 5
SPARE: LifoQueue[Scratch] = LifoQueue()
"""No more than were ever in use at once. One is of no city: it fits all that have no more people than it has room."""


def found(city: City, asked: Searches, *, two: bool, linger: int, least: int) -> Found:
    """What kernels.searched finds in a city."""
    return search(city.days, len(city.people), asked, two=two, linger=linger, least=least)


def search(stays: Days, people: int, asked: Searches, *, two: bool, linger: int, least: int) -> Found:
    """What kernels.searched finds of so many people, by search; from any thread, on all cores.

    One degree is over soon: each core has one share of the searches, and none fewer than FEW. In two, a search is what
    a core takes when it is free: one may be a hundred times as long as another.
    """
    many = len(asked.person)
    shares = many if two else min(many // FEW, CORES)
    if shares < 2:
        return _searched(stays, people, asked, two=two, linger=linger, least=least)
    cuts = [many * share // shares for share in range(shares + 1)]
    one = partial(_searched, stays, people, two=two, linger=linger, least=least)
    parts = (in_threads if two else _beside)(one, [_some(asked, *ends) for ends in pairwise(cuts)])
    for part, cut in zip(parts, cuts, strict=False):
        part.search[:] += cut
    return joined(parts)


def joined(parts: Sequence[Found]) -> Found:
    """One after another."""
    return Found(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def in_threads(work: Callable[[T], R], parts: Iterable[T]) -> list[R]:
    """What comes of each part, in order; not to be called from within itself."""
    return list(_threads().map(work, parts))


def _beside(work: Callable[[T], R], parts: Sequence[T]) -> list[R]:
    """The same of a few short ones: the first is done here, while threads wake up for the others."""
    others = [_threads().submit(work, part) for part in parts[1:]]
    return [work(parts[0]), *(each.result() for each in others)]


def _searched(stays: Days, people: int, asked: Searches, *, two: bool, linger: int, least: int) -> Found:
    ahead.searches(stays, asked, linger=linger, least=least)
    with spare(people) as on:
        return searched(stays, asked, two=two, linger=linger, least=least, on=on)


def _some(asked: Searches, since: int, until: int) -> Searches:
    heads = asked.heads[since : until + 1]
    windows = slice(heads[0], heads[-1])
    return Searches(asked.person[since:until], heads - heads[0], asked.since[windows], asked.until[windows])


@contextmanager
def spare(people: int) -> Iterator[Scratch]:
    """A scratch that nobody else has, until this is left; not kept where a search did not end, nor if too small."""
    room = people + people // 8  # a city that goes on has more people each time
    try:
        on = SPARE.get_nowait()
    except Empty:
        on = scratch(room)
    if len(on.best.slot) < people:
        on = scratch(room)
    yield on
    SPARE.put(on)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(CORES, "seawall-search")


os.register_at_fork(after_in_child=_threads.cache_clear)  # a child has none of its parent's threads
