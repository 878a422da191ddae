"""Many deliveries of check-ins as one row each: what is held of every check-in after all that was said of it."""

import polars as pl

from seawall.presence.live.checkins import KEY


def folded(frame: pl.DataFrame) -> pl.DataFrame:
    """One row for each (person, place, came), out of rows in the order in which they came in.

    The last stated `left` counts. An empty one takes none back: it says that nobody knew, and a first message that is
    delivered again after the check-out must not undo it. Each is the row that counts, and they stay in their order.
    """
    placed = frame.with_row_index("_place")
    open_ = pl.col("left").is_null()
    stated_last = pl.concat([placed.filter(open_), placed.filter(~open_)])
    return stated_last.unique(KEY, keep="last").sort("_place").drop("_place")
