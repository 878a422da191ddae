"""Contacts from the top: the longest first, as many as somebody can look at, and the rest counted."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

import numpy as np
import polars as pl

from seawall.kernels import Found, Ints, Searches, crowd, order
from seawall.presence.assuming import assumed
from seawall.presence.city import City
from seawall.presence.instants import INSTANT, clipped, moments
from seawall.presence.searching import found
from seawall.presence.topmost import topmost
from seawall.presence.tracing import windows, within
from seawall.presence.whereat import Spans, places

STRONGEST: dict[str, pl.DataType | type[pl.DataType]] = {
    "case": pl.String, "rank": pl.Int32, "person": pl.String, "degree": pl.Int8, "minutes": pl.Float64,
    "lingered": pl.Float64, "first": INSTANT, "last": INSTANT, "meetings": pl.Int32, "via": pl.String,
    "places": pl.String, "place": pl.String, "since": INSTANT, "longest": pl.Float64, "crowd": pl.Int32,
    "assumed": pl.Boolean,
}  # fmt: skip
"""`lingered` of the minutes were in air that the case had left; `places` are all where they met. The longest meeting
was at `place` from `since` for `longest` minutes, with `crowd` stays there meanwhile, the two of the meeting among
them; it is `assumed` where one of the two was there in a stay whose leaving nobody stated."""


class Ranked(NamedTuple):
    """One case: its contacts from some rank on, and how many there are by degree, these and all others."""

    contacts: pl.DataFrame
    counted: dict[int, int]


class Rules(NamedTuple):
    """What makes a contact: meetings of at least `least`; for `linger` the air a case left counts; one degree or two;
    of each window only its last `window`."""

    least: timedelta
    linger: timedelta = timedelta()
    degrees: int = 1
    window: timedelta | None = None


def ranked(
    city: City, cases: pl.DataFrame, rules: Rules, *, most: int, after: int = 0, kinds: Mapping[str, int] | None = None
) -> Iterator[Ranked]:
    """For each case in order its contacts in STRONGEST, from rank `after` + 1 on, at most so many.

    By degree, then minutes, then the kind of the place of the longest meeting as `kinds` says of places (less first),
    then the first exposure, then the person's number. One case is held at a time, in room for the people of the city;
    of its second ring only who can be among those asked for is looked at exactly, the others are counted.
    """
    asked, kind = windows(cases, rules.window), _kind(city, kinds or {})
    for (case,), spans in asked.group_by("person", maintain_order=True):
        inside = _seconds(spans)
        met, counted = _searched(city, str(case), inside, rules, after + most)
        rows = _rows(met, kind)[after : after + most]
        yield Ranked(_told(city, str(case), inside, Found(*(column[rows] for column in met)), after, rules), counted)


def _seconds(spans: pl.DataFrame) -> Spans:
    """Since when and until when, as far as seconds can be counted."""
    since, until = (spans.select(clipped(pl.col(name))).to_series().to_numpy() for name in ("from", "until"))
    return since, until


def _searched(city: City, case: str, spans: Spans, rules: Rules, many: int) -> tuple[Found, dict[int, int]]:
    """Who can be among so many from the top, and how many there are by degree."""
    number = city.number(pl.Series([case])).to_numpy().astype(np.int32)
    number, heads = number[number >= 0], np.array([0, len(spans[0])], np.int32)
    asked = Searches(number, heads[: len(number) + 1], *spans)
    linger, least = within(rules.linger), within(rules.least)
    if rules.degrees == 2:
        met, second = topmost(city.days, len(city.people), asked, linger=linger, least=least, many=many)
    else:
        met, second = found(city, asked, two=False, linger=linger, least=least), 0
    first = int(np.count_nonzero(met.via < 0))
    return met, {degree: there for degree, there in ((1, first), (2, second)) if there}


def _degree(found: Found) -> Ints:
    return (found.via >= 0).astype(np.int32) + 1


def _kind(city: City, kinds: Mapping[str, int]) -> Ints:
    """The rank of each place by its kind; those of no kind come last."""
    if not kinds:
        return np.zeros(len(city.places), np.int32)
    last = max(kinds.values()) + 1
    return np.fromiter((kinds.get(place, last) for place in city.places), np.int32, len(city.places))


def _rows(met: Found, kind: Ints) -> Ints:
    return order(met.person, met.first, kind[met.place], -met.seconds, _degree(met))


def _told(city: City, case: str, spans: Spans, found: Found, after: int, rules: Rules) -> pl.DataFrame:
    linger = within(rules.linger)
    link = np.where(found.via >= 0, found.via, city.number(pl.Series([case])).to_numpy().astype(np.int32))
    named = pl.DataFrame(
        {
            "rank": np.arange(after + 1, after + 1 + len(found.person)), "person": city.people.gather(found.person),
            "degree": _degree(found), "minutes": found.seconds / 60,
            "lingered": (found.seconds - found.together) / 60, "first": found.first, "last": found.last,
            "meetings": found.meetings, "places": places(city, found, link, spans, linger, within(rules.least)),
            "via": city.people.gather(pl.Series(found.via).replace(-1, None)),
            "place": city.places.gather(found.place), "since": found.since, "longest": found.longest / 60,
            "crowd": crowd(city.days, found.place, found.since, found.since + found.longest),
            "assumed": assumed(city.days, found, link, linger),
        }
    ).with_columns(pl.lit(case).alias("case"))  # fmt: skip
    times = [moments(pl.col(name)).alias(name) for name in ("first", "last", "since")]
    return (
        named.with_columns(times)
        .select(pl.col(name).cast(kind) for name, kind in STRONGEST.items())
        .with_columns(pl.col("first", "last", "since").dt.convert_time_zone(city.zone.key))
    )
