"""Windows of cases that an index does not know all of, because they reach out of its days."""

from datetime import timedelta

import polars as pl

from seawall.presence.index import Index
from seawall.presence.instants import seconds
from seawall.presence.tracing import windows


def outside(index: Index, cases: pl.DataFrame, window: timedelta | None) -> pl.DataFrame:
    """person, from, until, in the index's zone, of the windows, cut to `window` as a trace does, that reach out of it.

    `wholly`: they touch no day of it; these come first. What a case lacks there is not that nobody was met, but that
    nobody was looked at. A window that begins or ends where the index does lies inside.
    """
    begins, ends = int(index.begins[0]), int(index.begins[-1])
    since, until = seconds(pl.col("from")), seconds(pl.col("until"))
    return (
        windows(cases, window)
        .filter((since < begins) | (until > ends))
        .with_columns(((until <= begins) | (since >= ends)).alias("wholly"))
        .sort(~pl.col("wholly"), maintain_order=True)
        .with_columns(pl.col("from", "until").dt.convert_time_zone(index.head.zone.key))
    )
