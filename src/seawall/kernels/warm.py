"""The kernels made ready before somebody waits for them: compiled the first time on a machine, loaded from then on."""

import numpy as np

from seawall.kernels import ahead
from seawall.kernels.among import at_places, of_people
from seawall.kernels.arrange import arranged, split
from seawall.kernels.best import scratch
from seawall.kernels.columns import stated
from seawall.kernels.counts import counts
from seawall.kernels.crowd import crowd
from seawall.kernels.days import days
from seawall.kernels.meet import Searches, searched
from seawall.kernels.near import near
from seawall.kernels.order import order
from seawall.kernels.pairs import pairs
from seawall.kernels.pick import held, picked
from seawall.kernels.reach import afterwards, links, longest, looked_up, reached, together, ways
from seawall.kernels.unite import united


def warm() -> None:
    """Asks everything once of two people who met."""
    one, two = np.zeros(1, np.int32), np.array([0, 1], np.int32)
    both = united(stated(two, np.zeros(2, np.int32), np.zeros(2, np.int32), np.full(2, 5, np.int32)), 2)
    begins = np.array([0, 10], np.int32)
    (part,) = split(both, begins)
    segment = arranged(part, 0, 1, 2)
    city = days([[segment]], begins)
    on = scratch(2)
    searched(city, Searches(one, two, one, one + 10), two=True, linger=1, least=1, on=on)
    own = afterwards(city, 0, looked_up(city, 0, one), one, one, 10, 1)
    there, most = links(0, 10, [own]), together([np.zeros(2, np.int32), np.zeros(2, np.int32)])
    reached(city, there, one, 1, most)
    longest(most, 1)
    ways(there, own, 1, on)
    crowd(city, one, one, one + 10)
    of_people(city, one, one, one + 10)
    at_places(city, one, one, one + 10)
    order(two)
    held(segment, both)
    picked(segment, one, one, out=True)
    counts(segment, 0, 10, 1, 2)
    pairs(segment, 0, 10, 1)
    near(two, np.zeros(2, np.int32), two.astype(np.int64), 1)
    for spans in (ahead.of_people, ahead.of_rows, ahead.of_stays, ahead.at_places, ahead.many_at):
        spans(city, (0, 1), one)
    ahead.of_meetings(city, Searches(one, two, one, one + 10), 1, 1, exact=True)
