"""Stays as plain numbers: arrays in, arrays out. Files, names, keys and leave to read are in `presence`.

A time is a whole number of seconds since 2000-01-01T00:00Z (int32: 1931 to 2068), an interval half-open. People and
places are numbers from 0.
"""

from seawall.kernels.ahead import Spans
from seawall.kernels.among import at_places, of_people, visits, whereabouts
from seawall.kernels.arrange import arranged, empty, split
from seawall.kernels.best import Scratch, scratch
from seawall.kernels.columns import NOBODY, Ints, Longs, Marks, Segment, Stays, one_after_the_other, some, stated
from seawall.kernels.counts import counts
from seawall.kernels.crowd import crowd
from seawall.kernels.days import LATE, Days, days
from seawall.kernels.meet import Found, Searches, searched
from seawall.kernels.near import Pairs, near
from seawall.kernels.order import order
from seawall.kernels.pairs import Meetings, pairs
from seawall.kernels.pick import held, living, picked
from seawall.kernels.reach import Links, afterwards, links, longest, looked_up, reached, together, ways
from seawall.kernels.unite import united
from seawall.kernels.warm import warm

__all__ = [
    "LATE",
    "NOBODY",
    "Days",
    "Found",
    "Ints",
    "Links",
    "Longs",
    "Marks",
    "Meetings",
    "Pairs",
    "Scratch",
    "Searches",
    "Segment",
    "Spans",
    "Stays",
    "afterwards",
    "arranged",
    "at_places",
    "counts",
    "crowd",
    "days",
    "empty",
    "held",
    "links",
    "living",
    "longest",
    "looked_up",
    "near",
    "of_people",
    "one_after_the_other",
    "order",
    "pairs",
    "picked",
    "reached",
    "scratch",
    "searched",
    "some",
    "split",
    "stated",
    "together",
    "united",
    "visits",
    "warm",
    "ways",
    "whereabouts",
]
