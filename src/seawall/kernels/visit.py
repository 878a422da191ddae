"""Who was at a place in a while, and where somebody was."""

import numpy as np

from seawall.kernels.columns import Stays
from seawall.kernels.days import Days, day_of, first_day
from seawall.kernels.trail import trail


def visits(stays: Days, place: int, since: int, until: int) -> Stays:
    """The stays at a place that lie in [since, until) at least partly, whole; by coming, layer by layer."""
    plain = stays.plain
    early, late = first_day(plain, since, until), day_of(plain.begins, until - 1)
    none = np.empty(0, np.int32)
    found = [(none, none, none)]
    for day in range(early, late + 1):
        for layer in stays.layers[plain.heads[day] : plain.heads[day + 1]]:
            if place + 1 < len(layer.places):
                rows = slice(layer.places[place], layer.places[place + 1])
                start, end = layer.start[rows], layer.end[rows]
                new = (day == early) | (start >= plain.fresh[day])
                there = new & (start < until) & (end > since) & (start < end)
                found.append((layer.person[rows][there], start[there], end[there]))
    person, start, end = (np.concatenate(each) for each in zip(*found, strict=True))
    return Stays(person, np.full(len(person), place, np.int32), start, end)


def whereabouts(stays: Days, person: int, since: int, until: int) -> Stays:
    """Where somebody was inside [since, until), clipped to it."""
    own = trail(stays.plain, person, since, until)
    return Stays(np.full(len(own), person, np.int32), *(np.ascontiguousarray(own[:, each]) for each in range(3)))
