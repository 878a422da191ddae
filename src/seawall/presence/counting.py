"""How many meetings everybody had on a day."""

from datetime import date, timedelta

import polars as pl

from seawall.kernels import counts as counted
from seawall.presence.index import Index
from seawall.presence.instants import boundaries


def counts(index: Index, day: date, least: timedelta) -> pl.DataFrame:
    """person, meetings: with others, of at least `least` inside that local day; everybody who had any, most first.

    A meeting is the overlap of two stays at one place, clipped to the day. Raises IndexFolderError, SegmentError.
    """
    begins, ends = (int(each) for each in boundaries([day], index.head.zone))
    seconds = least // timedelta(seconds=1)
    found = counted(index.segment(day), begins, ends, seconds, len(index.people))
    return (
        pl.DataFrame({"person": index.people, "meetings": found})
        .filter(pl.col("meetings") > 0)
        .sort(-pl.col("meetings"), "person")
    )
