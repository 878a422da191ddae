"""A city's stays in memory, traced as a program of its user traces them: in numbers, and in names and moments."""

from datetime import timedelta
from functools import partial
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from benchmarks.peers.timing import timed
from benchmarks.town import DAY
from seawall.kernels import Found, Ints, Searches, Segment, days
from seawall.presence.city import City
from seawall.presence.instants import moments
from seawall.presence.searching import found as search
from seawall.presence.topmost import topmost
from seawall.presence.tracing import trace

CASES = 10
LEAST = 15 * 60
SHOWN = 1_000
"""Contacts that somebody reads from the top."""


def drawn(people: int, days: int, recent: int) -> Searches:
    """Ten people drawn by chance, and the last days of each."""
    person = np.sort(np.random.default_rng(5).choice(people, CASES, replace=False)).astype(np.int32)
    until = np.full(CASES, days * DAY, np.int32)
    return Searches(person, np.arange(CASES + 1, dtype=np.int32), until - np.int32(recent * DAY), until)


def named(segments: list[Segment], begins: Ints, people: int, places: int) -> City:
    """A city whose names are its numbers, as wide as they are long."""
    names = [pl.Series(range(many)).cast(pl.String).str.zfill(10).set_sorted() for many in (people, places)]
    there, number = days([[each] for each in segments], begins), partial(pl.Series.cast, dtype=pl.Int32)
    return City(there, names[0], names[1], number, ZoneInfo("UTC"))


def asked(city: City, searches: Searches, degrees: int, repeats: int) -> tuple[Found, list[float], list[float]]:
    """What is found, how long it takes in numbers, as from the peers, and in words and moments, as a user has it."""
    found, numbers = timed(lambda: search(city, searches, two=degrees == 2, linger=0, least=LEAST), repeats)
    cases, least = _framed(city, searches), timedelta(seconds=LEAST)
    told, words = timed(lambda: trace(city, cases, degrees=degrees, least=least), repeats)
    assert told.height == len(found.person)
    return found, numbers, words


def topped(city: City, searches: Searches, repeats: int) -> dict[str, list[float]]:
    """How long two degrees read from the top take, the rest counted: each case alone, the median of each; and all of
    them, one case after another, each on all cores."""
    cases = [_one(searches, nth) for nth in range(len(searches.person))]
    alone = [median(timed(partial(_top, city, case), repeats)[1]) for case in cases]
    together = timed(lambda: [_top(city, case) for case in cases], repeats)[1]
    return {"two, a case from the top": alone, f"two, {len(cases)} from the top": together}


def _top(city: City, one: Searches) -> tuple[Found, int]:
    return topmost(city.days, len(city.people), one, linger=0, least=LEAST, many=SHOWN)


def _one(searches: Searches, nth: int) -> Searches:
    person, since, until = (column[nth : nth + 1] for column in (searches.person, searches.since, searches.until))
    return Searches(person, np.array([0, 1], np.int32), since, until)


def _framed(city: City, searches: Searches) -> pl.DataFrame:
    times = [moments(pl.col(name)).alias(name) for name in ("from", "until")]
    frame = pl.DataFrame({"person": searches.person, "from": searches.since, "until": searches.until})
    return frame.with_columns(city.people.gather(searches.person).alias("person"), *times)
