"""Areas as officers want them: one that is left out is not drawn, and others end sooner."""

import polars as pl

from seawall.plan.zone.subjects import AREA


def obeyed(standing: pl.DataFrame, wanted: pl.DataFrame | None) -> pl.DataFrame:
    """The areas that stand, as `wanted` (axis, subject, until) has them; `until` empty: the area is left out."""
    if wanted is None:
        return standing
    kept = standing.join(wanted.filter(pl.col("until").is_null()), on=AREA, how="anti", maintain_order="left")
    sooner = kept.join(wanted.select(*AREA, wanted="until"), on=AREA, how="left", maintain_order="left")
    ends = (pl.min_horizontal(name, "wanted").alias(name) for name in ("until", "over"))
    return sooner.with_columns(ends).drop("wanted")
