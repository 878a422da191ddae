"""Stays ready to be searched: the days, and the names that their numbers stand for."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import polars as pl

from seawall.kernels import Days


@dataclass(frozen=True)
class City:
    """`people` and `places` are names by number; `number` gives the number of each person, -1 for a stranger."""

    days: Days
    people: pl.Series
    places: pl.Series
    number: Callable[[pl.Series], pl.Series]
    zone: ZoneInfo
