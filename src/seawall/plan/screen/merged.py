"""One row a subject, local day and kind, whatever number of rules ask for it."""

import polars as pl

from seawall.plan.screen.rules import ASKED

KEY = ["subject_kind", "subject", "day", "kind"]
JOINED = "; "


def merged(asked: pl.DataFrame) -> pl.DataFrame:
    """The tests asked for, in order; where several rules ask for one, every reason and clause stands once.

    The subjects come as an Enum in the order of the alphabet: a city's lists are long, and numbers sort fast.
    """
    words = [pl.col(name).cast(pl.Enum(asked[name].unique().sort())) for name in ("subject_kind", "kind")]
    ordered = asked.with_columns(words).sort(KEY, maintain_order=True).with_row_index("place")
    again = pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in KEY).fill_null(value=False)
    marked = ordered.with_columns((again | again.shift(-1, fill_value=False)).alias("several"))
    clauses = pl.col("clause").str.split(JOINED).explode()  # one may name several rules
    joined = (said.unique(maintain_order=True).str.join(JOINED) for said in (pl.col("why"), clauses))
    several = (
        marked.filter("several")
        .group_by(KEY, maintain_order=True)
        .agg(pl.col("place").first(), pl.col("double").any(), *joined)
    )
    single = marked.filter(~pl.col("several"))
    columns = ["place", *ASKED.names()]
    return pl.concat([single.select(columns), several.select(columns)]).sort("place").drop("place")
