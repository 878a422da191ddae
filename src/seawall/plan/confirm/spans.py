"""Which of a person's episodes a fact about the person belongs to."""

from datetime import UTC, datetime

import polars as pl

BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


def spans(cases: pl.DataFrame, ends: pl.DataFrame) -> pl.DataFrame:
    """(person, case, begins): a later episode begins where the one before it ended, or else at its opening.

    `ends` has (case, ended): a closing outcome or an exclusion, also of cases of other incidents. The first episode of
    a person that names no `previous` has no beginning: an onset or a sample before its opening is its own.
    """
    before = ends.select(pl.col("case").alias("previous"), pl.col("ended").alias("previous_ended"))
    known = cases.join(ends, on="case", how="left").join(before, on="previous", how="left")
    ordered = known.sort("person", _opening(), "recorded_at", "case")
    ended_before = pl.coalesce(pl.col("ended").shift(1).over("person"), "previous_ended")
    first = (pl.int_range(pl.len()).over("person") == 0) & pl.col("previous").is_null()
    begins = pl.when(first).then(pl.lit(BEFORE_ALL)).otherwise(pl.coalesce(ended_before, _opening()))
    return ordered.select("person", "case", begins.cast(pl.Datetime("us", "UTC")).alias("begins"))


def of_cases(rows: pl.DataFrame, span: pl.DataFrame, moment: str) -> pl.DataFrame:
    """`rows` of persons with the `case` each belongs to; rows of persons without a case fall away.

    A fact counts where its latest possible time lies; one of unknown time where it was recorded.
    """
    counted = pl.coalesce(f"{moment}_until", f"{moment}_from", "recorded_at").alias("counted")
    concerned = rows.join(span.select("person").unique(), on="person", how="semi")
    return (
        concerned.with_columns(counted)
        .sort("counted")
        .join_asof(span.sort("begins"), left_on="counted", right_on="begins", by="person", check_sortedness=False)
        .drop("counted", "begins")
    )


def _opening() -> pl.Expr:
    return pl.coalesce("opened_from", "opened_until", "recorded_at")
