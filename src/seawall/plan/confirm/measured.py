"""What laboratories found in a person's own specimens."""

import polars as pl

from seawall.tables.verdict import antibody

IMMUNITY = ("IGG",)


def own_results(specimens: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """Results of specimens in a tube of their own, with the person and the taking.

    A pool is several people's tube: its positive is nobody's positive until a person is sampled again. An IgG
    antibody tells of an infection or a vaccination long ago, and is left out.
    """
    own = specimens.filter(pl.col("pool").is_null() & (pl.col("subject_kind").cast(pl.String) == "person"))
    taken = own.select(
        "specimen",
        pl.col("subject").alias("person"),
        "taken_from",
        "taken_until",
        pl.col("kind").alias("specimen_kind"),
        pl.col("row").alias("specimen_row"),
    ).unique("specimen", keep="last", maintain_order=True)
    said = results.with_columns(pl.col("result").cast(pl.String))
    return said.filter(~names(IMMUNITY)).join(taken, on="specimen")


def first_positive(positives: pl.DataFrame, registered: pl.Series) -> pl.DataFrame:
    """One row a case: the taking of the first positive specimen, its result, whether a registered one found it."""
    return positives.group_by("case").agg(
        *earliest("taken", "sample"),
        *earliest("at", "positive"),
        pl.col("laboratory").is_in(registered.implode()).any().alias("registered_positive"),
        pl.concat([pl.col("specimen_row"), pl.col("row")]).unique().sort().alias("positive_rows"),
    )


def retested_negative(tested: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """The cases with a later specimen of their own that was negative for every target looked for.

    Later by the bound that protects: taken when the first positive had been taken for certain. Antibodies say nothing
    of it.
    """
    clear = (
        tested.filter(~antibody())
        .group_by("case", "specimen")
        .agg((pl.col("result") == "negative").all().alias("clear"), pl.col("taken_from").min(), pl.col("at_from").min())
        .filter("clear")
        .join(known.select("case", "sample_until", "positive_until"), on="case")
    )
    after = pl.coalesce(pl.col("taken_from") >= pl.col("sample_until"), pl.col("at_from") >= pl.col("positive_until"))
    return clear.filter(after)["case"].unique()


def registered_laboratories(sites: pl.DataFrame) -> pl.Series:
    """The laboratories whose results count."""
    laboratory = pl.col("kind").cast(pl.String) == "laboratory"
    return sites.filter(laboratory & pl.col("registered").fill_null(value=False))["site"]


def earliest(moment: str, name: str) -> tuple[pl.Expr, pl.Expr]:
    """The moment of the first of several: both its bounds, as aggregations.

    Rows that say nothing of when are passed over where another says something; a row open to the past ("before
    04:00") leaves the first open to the past.
    """
    start, end = pl.col(f"{moment}_from"), pl.col(f"{moment}_until")
    dated = start.is_not_null() | end.is_not_null()
    starts = start.filter(dated)
    first = pl.when(starts.is_null().any()).then(None).otherwise(starts.min())
    return first.alias(f"{name}_from"), end.min().alias(f"{name}_until")


def names(words: tuple[str, ...]) -> pl.Expr:
    """Whether a result's target or assay is one of the words, however they are written."""
    said = [pl.col(c).str.to_uppercase().is_in(words).fill_null(value=False) for c in ("target", "assay")]
    return pl.any_horizontal(said)
