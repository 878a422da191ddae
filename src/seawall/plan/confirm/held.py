"""What a case is held to be, and what became of it."""

import polars as pl

from seawall.tables.outbreak import CLOSING

BELOW_A_CONCLUSION = ("screened_positive", "suspect")


def latest_class(classifications: pl.DataFrame) -> pl.DataFrame:
    """One row a case: class, when it was concluded, severity, origin, whether two organisations signed it.

    A row that another follows has been passed. Of the rest the latest conclusion counts, and of two of one
    moment the later recorded. Severity and origin keep the last value that anybody stated.
    """
    ordered = _in_order(classifications.rename({"at_from": "class_from", "at_until": "class_until"}), "class")
    last_stated = [pl.col(c).drop_nulls().last().over("case") for c in ("severity", "origin")]
    return (
        ordered.with_columns(last_stated)
        .unique("case", keep="last", maintain_order=True)
        .select(
            "case",
            pl.col("class", "severity", "origin").cast(pl.String),
            "class_from",
            "class_until",
            two_organisations().alias("signed_by_two"),
            pl.col("row").alias("class_row"),
        )
    )


def two_organisations() -> pl.Expr:
    """Signed by two persons of two organisations, all four stated."""
    stated = pl.all_horizontal(
        pl.col(c).is_not_null() for c in ("by", "organisation", "second_by", "second_organisation")
    )
    differ = (pl.col("by") != pl.col("second_by")) & (pl.col("organisation") != pl.col("second_organisation"))
    return (stated & differ).fill_null(value=False)


def latest_outcome(outcomes: pl.DataFrame) -> pl.DataFrame:
    """One row a case: the latest outcome, and whether the case is closed. `lost` neither closes nor reopens."""
    ordered = _in_order(outcomes.rename({"at_from": "outcome_from", "at_until": "outcome_until"}), "outcome")
    said = ordered.with_columns(pl.col("outcome").cast(pl.String))
    closing = pl.col("outcome").is_in(CLOSING)
    return said.group_by("case", maintain_order=True).agg(
        closing.filter(pl.col("outcome") != "lost").last().fill_null(value=False).alias("closed"),
        pl.col("outcome", "outcome_from", "outcome_until").last(),
        pl.coalesce("outcome_until", "outcome_from", "recorded_at").filter(closing).last().alias("closed_at"),
        pl.col("row").alias("outcome_rows"),
    )


def ends(held: pl.DataFrame, became: pl.DataFrame) -> pl.DataFrame:
    """(case, ended): when each ended case was closed, or excluded."""
    closed = became.filter("closed").select("case", pl.col("closed_at").alias("ended"))
    excluded = held.filter(pl.col("class") == "excluded").select(
        "case", pl.coalesce("class_until", "class_from").alias("ended")
    )
    return pl.concat([closed, excluded]).group_by("case").agg(pl.col("ended").min())


def _in_order(rows: pl.DataFrame, moment: str) -> pl.DataFrame:
    """Rows nobody follows, by the latest time they may have been concluded: never after they were recorded."""
    passed = rows.filter(pl.col("follows").is_not_null()).select(pl.col("follows").alias("row"))
    latest = pl.min_horizontal(pl.coalesce(f"{moment}_until", "recorded_at"), "recorded_at")
    standing = rows.join(passed, on="row", how="anti")
    return standing.sort("case", latest, f"{moment}_from", "recorded_at", "row", nulls_last=False)
