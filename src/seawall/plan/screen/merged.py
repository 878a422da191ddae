"""One row a subject, local day and kind, whatever number of rules ask for it."""

import polars as pl

from seawall.plan.screen.rules import ASKED

KEY = ["subject_kind", "subject", "day", "kind"]
JOINED = "; "


def merged(asked: pl.DataFrame) -> pl.DataFrame:
    """The tests asked for, in order; where several rules ask for one, every reason and clause stands once."""
    ordered = asked.sort(KEY, maintain_order=True)
    same = pl.all_horizontal(pl.col(each) == pl.col(each).shift(1) for each in KEY)
    marked = ordered.with_columns(same.fill_null(value=False).alias("again"))
    twice = marked.with_columns((pl.col("again") | pl.col("again").shift(-1, fill_value=False)).alias("several"))
    joined = (pl.col(name).unique(maintain_order=True).str.join(JOINED) for name in ("why", "clause"))
    several = twice.filter("several").group_by(KEY, maintain_order=True).agg(pl.col("double").any(), *joined)
    single = twice.filter(~pl.col("several"))
    return pl.concat([single.select(ASKED.names()), several.select(ASKED.names())]).sort(KEY)
