"""The door to the stays: nobody's are read without a case, a window and a purpose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import polars as pl

from seawall.plan.trace.authorisation import Authorisation, refuse_unauthorised
from seawall.plan.trace.line import overlapping
from seawall.plan.trace.presence import alone, presence
from seawall.plan.trace.stays import UNDESCRIBED, Reading, joined, read
from seawall.plan.trace.sweep import OUT, sweep

Window = tuple[datetime, datetime]
StaysOf = Callable[[Sequence[str], Window], pl.DataFrame]
"""The stays of these persons, or at these places, that may touch the time between; rows of the table `stays`."""


class Meetings(Protocol):
    """Who met the persons of some windows, by stay."""

    def meet(self, windows: pl.DataFrame, granted: Sequence[Authorisation], reading: Reading) -> pl.DataFrame:
        """Meetings, in the columns of `sweep.OUT`, one row a window, other person and place.

        `windows` has window (a number), case, class, person, purpose, start, end, linger (a duration) and
        opens_stays. A window of the purpose `source_search` returns where its own person was, and nobody else.
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
        return lambda ids, window: touching(self.stays, window).filter(pl.col(column).is_in(ids))


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
    stated = stays_by(_ids(windows["person"]), _hull(windows))
    if stated.is_empty():
        return pl.DataFrame(schema=OUT)
    own = _at_kinds(presence(windows, joined(read(stated, places, reading))), places, reading.kinds)
    searching = own["purpose"] == "source_search"
    shared = own.filter(~searching)
    if shared.is_empty():
        return alone(own)
    visits = read(stays_at(_ids(shared["place"]), _hull(shared, "air_until")), places, reading)
    others = joined(overlapping(shared, visits))
    return pl.concat([alone(own.filter(searching)), sweep(shared, others)])


def _at_kinds(own: pl.DataFrame, places: pl.DataFrame, kinds: frozenset[str] | None) -> pl.DataFrame:
    """What happened at the kinds of places that matter; a place nobody described is of the kind `other`."""
    if kinds is None:
        return own
    known = places.select("place", pl.col("kind").cast(pl.String))
    kind = pl.col("kind").fill_null(UNDESCRIBED)
    return own.join(known, on="place", how="left").filter(kind.is_in(sorted(kinds))).drop("kind")


def touching(stays: pl.DataFrame, window: Window) -> pl.DataFrame:
    """The stays that may touch the time between; a bound that is open may."""
    start, end = window
    return stays.filter(
        pl.col("left_until").is_null() | (pl.col("left_until") > start),
        pl.col("came_from").is_null() | (pl.col("came_from") < end),
    )


def _ids(column: pl.Series) -> list[str]:
    return column.drop_nulls().unique().sort().to_list()


def _hull(windows: pl.DataFrame, until: str = "end") -> Window:
    bounds = windows.select(pl.col("start").min(), pl.col(until).max())
    return bounds.row(0)[0], bounds.row(0)[1]
