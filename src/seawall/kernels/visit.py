"""Who was at a place in a while, and where somebody was."""

from collections.abc import Callable
from functools import partial

import numpy as np

from seawall.kernels.columns import NOBODY, Ints, Segment, Stays, one_after_the_other
from seawall.kernels.days import Days, day_of, first_day
from seawall.kernels.pick import stays_of


def visits(stays: Days, place: int, since: int, until: int) -> Stays:
    """The stays at a place that lie in [since, until) at least partly, whole; by coming, layer by layer."""
    return _touching(stays, partial(_there, place=place), since, until)


def whereabouts(stays: Days, person: int, since: int, until: int) -> Stays:
    """Where somebody was inside [since, until), clipped to it; assumed is what the leaving of the whole stay is."""
    whole = _touching(stays, partial(_own, person=person), since, until)
    return whole._replace(start=np.maximum(whole.start, since), end=np.minimum(whole.end, until))


def _touching(stays: Days, rows_of: Callable[[Segment], Ints], since: int, until: int) -> Stays:
    """Those rows of each layer that lie in [since, until) at least partly; of a later day what began in it."""
    plain, found = stays.plain, list[Stays]()
    early, late = first_day(plain, since, until), day_of(plain.begins, until - 1)
    for day in range(early, late + 1):
        for layer in stays.layers[plain.heads[day] : plain.heads[day + 1]]:
            rows = rows_of(layer)
            start, end = layer.start[rows], layer.end[rows]
            new = (day == early) | (start >= plain.fresh[day])
            found.append(stays_of(layer, rows[new & (np.maximum(start, since) < np.minimum(end, until))]))
    return one_after_the_other(found)


def _there(layer: Segment, place: int) -> Ints:
    counted = place + 1 < len(layer.places)
    return np.arange(*layer.places[place : place + 2], dtype=np.int32) if counted else NOBODY.place


def _own(layer: Segment, person: int) -> Ints:
    counted = person + 1 < len(layer.people)
    return layer.rows[slice(*layer.people[person : person + 2])] if counted else NOBODY.person
