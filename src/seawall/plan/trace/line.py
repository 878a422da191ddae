"""All places laid one after the other on one line, so that one sorted search finds overlaps at every place at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]


def overlapping(own: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Those of the other stays that overlap any presence at their place: the only ones that need another look."""
    mine, there = placed(own, others)
    mine = mine.sort("place_code", "start")
    shelf = line(mine, there)
    low = np.searchsorted(np.maximum.accumulate(shelf.until), shelf.came, side="right")
    high = np.searchsorted(shelf.since, shelf.left, side="left")
    return there.filter(pl.Series(low < high)).select(others.columns)


def placed(own: pl.DataFrame, others: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both with a number for each place of the own ones; stays at other places are left out."""
    codes = own.select(pl.col("place").unique()).with_row_index("place_code")
    return own.join(codes, on="place"), others.join(codes, on="place")


@dataclass(frozen=True)
class Line:
    """All places laid one after the other on one line of microseconds, so that one search serves them all."""

    since: Ints
    until: Ints
    came: Ints
    left: Ints


def line(own: pl.DataFrame, there: pl.DataFrame) -> Line:
    """Where each stay begins and ends on the line; other stays are cut to the time in which anybody of ours was out."""
    if own.is_empty():
        return Line(*(np.empty(0, np.int64),) * 2, *(np.zeros(len(there), np.int64),) * 2)
    least, most = ints(own["start"]).min(), ints(own["air_until"]).max()
    length = most - least + 2
    mine, theirs = (ints(each["place_code"]) * length - least for each in (own, there))
    cut = [np.clip(ints(there[name]), least - 1, most + 1) for name in ("start", "end")]
    return Line(mine + ints(own["start"]), mine + ints(own["air_until"]), theirs + cut[0], theirs + cut[1])


def ints(column: pl.Series) -> Ints:
    return column.cast(pl.Int64).to_numpy()
