"""Windows of cases of which an index knows nothing at all, because they lie outside of its days."""

from datetime import timedelta

import polars as pl

from seawall.presence.index import Index
from seawall.presence.instants import seconds
from seawall.presence.tracing import windows


def outside(index: Index, cases: pl.DataFrame, window: timedelta | None) -> pl.DataFrame:
    """person, from, until, in the index's zone: the windows, cut to `window` as a trace does, that touch no day of it.

    What a case lacks there is not that nobody was met, but that nobody was looked at.
    """
    begins, ends = int(index.begins[0]), int(index.begins[-1])
    asked = windows(cases, window)
    none = (seconds(pl.col("until")) <= begins) | (seconds(pl.col("from")) >= ends)
    return asked.filter(none).select("person", pl.col("from", "until").dt.convert_time_zone(index.head.zone.key))
