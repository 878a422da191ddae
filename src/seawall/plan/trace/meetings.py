"""The door to the stays: nobody's are read without a case, a window and a purpose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from seawall.plan.trace.authorisation import ALONE, Authorisation, refuse_unauthorised
from seawall.plan.trace.line import overlapping
from seawall.plan.trace.presence import alone, presence
from seawall.plan.trace.stays import UNDESCRIBED, Reading, joined, read
from seawall.plan.trace.sweep import OUT, sweep

StaysOf = Callable[[pl.DataFrame, Reading], pl.DataFrame]
"""The stays that may touch spans (person, from, until) of their person, or (place, from, until) of their place: each
once, as `stays.read` gives them."""


class Meetings(Protocol):
    """Who met the persons of some windows, by stay."""

    def meet(self, windows: pl.DataFrame, granted: Sequence[Authorisation], reading: Reading) -> pl.DataFrame:
        """Meetings, in the columns of `sweep.OUT`, one row a window, other person and place.

        `windows` has window (a number), case, class, person, purpose, start, end, linger (a duration) and
        opens_stays. A window of a purpose of ALONE returns where its own person was, and nobody else.
        Raises NotAuthorisedError when a window lies in no leave of `granted`.
        """
        ...


@dataclass(frozen=True)
class FrameMeetings:
    """The plain version: all stays in one frame, sorted and swept."""

    stays: pl.DataFrame
    places: pl.DataFrame

    def meet(self, windows: pl.DataFrame, granted: Sequence[Authorisation], reading: Reading) -> pl.DataFrame:
        """As Meetings says."""
        return meet(windows, granted, reading, self.places, self._of("person"), self._of("place"))

    def _of(self, column: str) -> StaysOf:
        return lambda spans, reading: read(touching(self.stays, spans, column), self.places, reading)


def meet(
    windows: pl.DataFrame,
    granted: Sequence[Authorisation],
    reading: Reading,
    places: pl.DataFrame,
    stays_by: StaysOf,
    stays_at: StaysOf,
) -> pl.DataFrame:
    """The meetings of the windows, over stays that are loaded as needed: first the cases' own, then their places'."""
    refuse_unauthorised(windows, granted)
    if windows.is_empty():
        return pl.DataFrame(schema=OUT)
    stated = stays_by(hulls(_spans(windows, "person", "end"), "person"), reading)
    if stated.is_empty():
        return pl.DataFrame(schema=OUT)
    own = _at_kinds(presence(windows, joined(stated)), places, reading.kinds)
    searching = own["purpose"].is_in(ALONE)
    shared = own.filter(~searching)
    if shared.is_empty():
        return alone(own)
    visits = stays_at(_spans(shared, "place", "air_until"), reading)
    others = joined(overlapping(shared, visits))
    return pl.concat([alone(own.filter(searching)), sweep(shared, others)])


def _at_kinds(own: pl.DataFrame, places: pl.DataFrame, kinds: frozenset[str] | None) -> pl.DataFrame:
    """What happened at the kinds of places that matter; a place nobody described is of the kind `other`."""
    if kinds is None:
        return own
    known = places.select("place", pl.col("kind").cast(pl.String))
    kind = pl.col("kind").fill_null(UNDESCRIBED)
    return own.join(known, on="place", how="left").filter(kind.is_in(sorted(kinds))).drop("kind")


def touching(stays: pl.DataFrame, spans: pl.DataFrame, of: str) -> pl.DataFrame:
    """The stays that may touch the time from the first to the last span of their person or place."""
    begun = pl.col("came_from").is_null() | (pl.col("came_from") < pl.col("until"))
    lasts = pl.col("left_until").is_null() | (pl.col("left_until") > pl.col("from"))
    return stays.lazy().join(hulls(spans, of).lazy(), on=of).filter(begun, lasts).drop("from", "until").collect()


def hulls(spans: pl.DataFrame, of: str) -> pl.DataFrame:
    """One span a person or place, from its first to its last."""
    return spans.group_by(of, maintain_order=True).agg(pl.col("from").min(), pl.col("until").max())


def _spans(windows: pl.DataFrame, of: str, until: str) -> pl.DataFrame:
    return windows.select(of, pl.col("start").alias("from"), pl.col(until).alias("until")).unique()
