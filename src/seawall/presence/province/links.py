"""By person: what was shared at all places together, and of several who were met the one met longest."""

import polars as pl

from seawall.kernels.tally import MOST

COLUMNS = "search int, case int, person string, seconds int, first int, last int, meetings int"


def strongest(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a case and person, that of the search they met longest (then earliest, then the first by number).

    `rows` are the meetings of some people by search and place; whoever has a row without a search for a case is none
    of its contacts.
    """
    met, known = rows.filter(pl.col("search").is_not_null()), rows.filter(pl.col("search").is_null())
    together = pl.col("seconds").cast(pl.Int64).sum().clip(upper_bound=MOST).cast(pl.Int32)  # as the kernel adds them
    sums = (
        met.join(known, on=["case", "person"], how="anti")
        .group_by("search", "case", "person")
        .agg(together, pl.col("meetings").sum(), pl.col("first").min(), pl.col("last").max())
    )
    order = sums.sort("seconds", "first", "search", descending=[True, False, False])
    return order.unique(["case", "person"], keep="first", maintain_order=True)
